"""What only decoding a recording tells: provider, tools, choices and marks."""

from __future__ import annotations

from typing import Any

import pytest

from recview.content_facts import MARKS, ContentFacts
from recview.model import Exchange, Json
from recview.reading.content_facts import content_facts, offers_tools
from recview.reading.recordings import decode_exchange
from tests.builders import exchange

URL = "https://api.openai.com/v1/chat/completions"


def chat(*deltas: dict[str, Any], **request: Any) -> Exchange:
    """A stream of OpenAI's chat, each chunk with a delta of its first choice, or of the one that its `index` names."""
    chunks = [
        {
            "object": "chat.completion.chunk",
            "model": "gpt-4o",
            "choices": [{"index": piece.pop("index", 0), "logprobs": piece.pop("logprobs", None), "delta": piece}],
        }
        for piece in map(dict, deltas)
    ]
    return exchange(*chunks, method="POST", url=URL, status=200, model="gpt-4o", **request)


def call(index: int, name: str) -> dict[str, Any]:
    return {"tool_calls": [{"index": index, "id": f"c{index}", "function": {"name": name, "arguments": "{}"}}]}


TEXT = {"content": "Hi"}
IMAGE = [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "https://a.b/c.png"}}]}]
LOGPROBS = {"content": [{"token": "Hi", "logprob": -0.1, "bytes": None, "top_logprobs": []}]}
TOOLS = [{"type": "function", "function": {"name": "f"}}]


def marked(*marks: str, **fields: Any) -> ContentFacts:
    facts = {"provider": "openai", "choices": 1, "status": 200, **fields}
    return ContentFacts(marks=frozenset(marks), **facts)


@pytest.mark.parametrize(
    ("recorded", "facts"),
    [
        (chat(TEXT), marked()),
        (chat(TEXT, tools=TOOLS), marked(offered=True)),
        (chat(TEXT, {**TEXT, "index": 1}), marked(choices=2)),
        (chat(call(0, "b"), call(1, "a"), call(2, "b")), marked("parallel", tools=("a", "b"))),
        (chat(call(0, "a")), marked(tools=("a",))),
        (chat({**call(0, "a"), "index": 0}, {**call(0, "a"), "index": 1}), marked(tools=("a",), choices=2)),
        (chat(call(0, "h\ud800")), marked(tools=("h?",))),
        (chat({"reasoning_content": "Hm"}, TEXT), marked("reasoning")),
        (chat({"refusal": "No"}), marked("refusal")),
        (chat(TEXT, messages=IMAGE), marked("image")),
        (chat({**TEXT, "logprobs": LOGPROBS}), marked("logprobs")),
        (
            chat({**TEXT, "annotations": [{"type": "url_citation", "url_citation": {"url": "https://a.b"}}]}),
            marked("citations"),
        ),
    ],
)
def test_facts_of_a_chat(recorded: Exchange, facts: ContentFacts) -> None:
    assert content_facts(decode_exchange(recorded)) == facts
    assert facts.marks <= set(MARKS)


@pytest.mark.parametrize(
    ("body", "offers"),
    [
        ({"tools": TOOLS}, True),
        ({"tools": []}, False),
        ({"tool_choice": "auto"}, False),
        ({"functions": [{"name": "f"}]}, True),
        ({"toolConfig": {"tools": [{}]}}, True),
        ({"config": {"tools": [{}]}}, True),
        ({"session": {"tools": TOOLS}}, True),
        ({"tools": {"function_declarations": []}}, True),
        (None, False),
        ([TOOLS], False),
    ],
)
def test_tools_are_offered_wherever_a_protocol_has_them(body: Json, offers: bool) -> None:
    assert offers_tools(body) == offers
