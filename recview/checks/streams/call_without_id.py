"""T105: a tool call without the id that its protocol promises."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recview import events as ev
from recview.checks.rule import Fault, Rule
from recview.checks.streams.answers import Answer
from recview.coerce import as_dict
from recview.reading.recording import Recording
from recview.wire import payloads

RULE = Rule(
    id="T105",
    name="call-without-id",
    severity="warning",
    summary="A tool call has no id, though its protocol promises one.",
    why="The result of a call names the call by its id: without one, it cannot be sent back.",
    remedy="Record it again. Servers that imitate a protocol may never send ids: then ignore the rule.",
)

_PROMISING = frozenset(
    {
        *("openai.chat", "openai.responses", "openai.realtime", "openai.assistants", "anthropic.messages"),
        *("bedrock.converse", "mistral.conversations", "cohere.chat", "gemini.interactions"),
    }
)
"""Protocols whose calls have ids. Gemini's generateContent and Ollama often send none."""

_LEGACY = "function_call"
"""How the calls begin that OpenAI's chat had before there were tools: there was one an answer, without an id."""


def faults(answer: Answer) -> Iterator[Fault]:
    """A fault for each call without an id."""
    blocks = answer.recording.transcript.blocks
    if not any(block.kind == "tool_call" and not block.id for block in blocks):
        return
    if not _promises_ids(answer.recording) or answer.kind != "conversation" or not answer.is_as_sent:
        return
    calls: dict[tuple[int, str], list[ev.ToolCallDelta]] = {}
    for event in answer.recording.conversation.events:
        if isinstance(event, ev.ToolCallDelta):
            calls.setdefault((event.choice, event.call), []).append(event)
    for (choice, key), pieces in calls.items():
        # The key of a call that was left without a name and arguments is that of no call.
        name = next(filter(None, (piece.name for piece in pieces)), "")
        is_call = name or any(piece.arguments for piece in pieces)
        if not is_call or key.startswith(_LEGACY) or any(piece.id or piece.runs == "provider" for piece in pieces):
            continue
        at = answer.at(choice, pieces[0].chunk, f"call of {name}" if name else "call")
        yield Fault(RULE, at, "it has no id")


def _promises_ids(recording: Recording) -> bool:
    """Whether the calls of an answer have ids: not in Cohere's v1, nor in most families that Bedrock serves."""
    if recording.protocol == "bedrock.invoke":
        return re.search(r"/model/[^/]*(?:anthropic|nova)", recording.exchange.request.url) is not None
    return recording.protocol in _PROMISING and (recording.protocol != "cohere.chat" or _is_v2(recording))


def _is_v2(recording: Recording) -> bool:
    return any(
        "type" in data or "message" in data for data in map(as_dict, payloads(recording.exchange.response.chunks))
    )
