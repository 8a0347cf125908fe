"""What a call is about, by its row: the start of the last message that a user wrote, where that is not the first."""

from __future__ import annotations

import pytest

from recview.model import Json
from recview.protocols import PROTOCOLS

TURNS = [("user", "Say hello"), ("assistant", "Hello"), ("user", "Say goodbye"), ("assistant", "Bye")]


def openai(turns: list[tuple[str, str]]) -> Json:
    return {"messages": [{"role": role, "content": text} for role, text in turns]}


def in_parts(turns: list[tuple[str, str]]) -> Json:
    return {"messages": [{"role": role, "content": [{"type": "text", "text": text}]} for role, text in turns]}


def gemini(turns: list[tuple[str, str]]) -> Json:
    roles = {"assistant": "model"}
    return {"contents": [{"role": roles.get(role, role), "parts": [{"text": text}]} for role, text in turns]}


def responses(turns: list[tuple[str, str]]) -> Json:
    return {"input": [{"role": role, "content": text} for role, text in turns]}


BODIES = {
    "openai.chat": openai,
    "anthropic.messages": in_parts,
    "bedrock.converse": in_parts,
    "bedrock.invoke": openai,
    "ollama": openai,
    "cloudflare": openai,
    "cohere.chat": openai,
    "gemini.generate_content": gemini,
    "gemini.interactions": responses,
    "openai.responses": responses,
}


@pytest.mark.parametrize("name", BODIES)
def test_the_last_question_of_a_conversation_is_told_beside_the_first(name: str) -> None:
    protocol = next(row.protocol for row in PROTOCOLS.rows if row.protocol.name == name)
    shown = protocol.head(BODIES[name](TURNS))
    assert (shown.opening, shown.question) == ("Say hello", "Say goodbye")
    # Of a sole question, and of one that is asked twice, the opening tells all.
    assert protocol.head(BODIES[name](TURNS[:1])).question == ""
    assert protocol.head(BODIES[name]([TURNS[0], TURNS[0]])).question == ""


@pytest.mark.parametrize("name", ["openai.chat", "anthropic.messages", "openai.responses"])
def test_a_tool_result_is_no_question(name: str) -> None:
    """Anthropic sends results in the user's name, without a text of their own."""
    protocol = next(row.protocol for row in PROTOCOLS.rows if row.protocol.name == name)
    body = BODIES[name](TURNS[:3])
    body["input" if "input" in body else "messages"].append(
        {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "1", "content": "21"}]}
    )
    assert protocol.head(body).question == "Say goodbye"
