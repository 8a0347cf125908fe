"""Cohere's chat v2: streamed and plain, text, thinking, tool plans and calls, citations, counts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from recview.events import (
    Event,
    Failed,
    Finished,
    Noted,
    ReasoningDelta,
    TextDelta,
    TokenLogprob,
    ToolCallDelta,
    Unknown,
    UsageReported,
)
from recview.model import Exchange, Failure, Json, Outline, Part, Usage
from recview.protocols.choosing import protocol_of
from recview.review.comparing import compare
from recview.review.parsed import parse_file
from tests import builders
from tests.builders import ended, undigested
from tests.ogx import Value, chat, dumped
from tests.protocols.odd_json import never_raises, odd_exchanges
from tests.protocols.readers import READERS

cohere = READERS["cohere.chat"]


def exchange(*chunks: Json, url: str = "https://api.cohere.com/v2/chat", **more: Any) -> Exchange:
    return builders.exchange(*chunks, url=url, endpoint="/v2/chat" if url else "", **more)


def event(kind: str, index: int | None = None, **message: Any) -> Value:
    """A streamed event and what it brings of the message."""
    found: Value = {"type": kind} if index is None else {"type": kind, "index": index}
    return {**found, "delta": {"message": message}} if message else found


def content(**part: str) -> Value:
    return event("content-delta", 0, content=part)


def tool(kind: str, index: int, arguments: str, **more: str) -> Value:
    function = {"arguments": arguments, **({"name": more.pop("name")} if "name" in more else {})}
    return event(kind, index, tool_calls={**more, "function": function})


START = event("message-start", role="assistant", content=[], tool_plan="", tool_calls=[], citations=[])
COUNTED = {
    "billed_units": {"input_tokens": 7, "output_tokens": 3},
    "tokens": {"input_tokens": 500, "output_tokens": 9, "reasoning_tokens": 4},
    "cached_tokens": 448,
}
USAGE = Usage(input=500, output=9, cached=448, reasoning=4)


def end(reason: str = "COMPLETE", **more: Any) -> Value:
    return {"type": "message-end", "delta": {"finish_reason": reason, "usage": COUNTED, **more}}


CITATION = {"start": 0, "end": 4, "text": "Ruby", "sources": [{"type": "tool", "id": "t:0"}, {"document": {"id": "d"}}]}
NOTE = "0–4 “Ruby” from t:0, d\n"

EVENTS: dict[str, tuple[list[Json], list[Event]]] = {
    "text": (
        [
            START,
            event("content-start", 0, content={"type": "text", "text": ""}),
            content(text="Hi"),
            content(text=" you"),
            event("content-end", 0),
            end(),
        ],
        [TextDelta(2, 0, "Hi"), TextDelta(3, 0, " you"), Finished(5, 0, "COMPLETE"), UsageReported(5, USAGE)],
    ),
    "thinking": (
        [
            event("content-start", 0, content={"type": "thinking", "thinking": ""}),
            content(thinking="hm"),
            content(text="4"),
        ],
        [ReasoningDelta(1, 0, "hm"), TextDelta(2, 0, "4")],
    ),
    "a plan and two calls": (
        [
            event("tool-plan-delta", tool_plan="I will"),
            tool("tool-call-start", 0, "", id="c1", name="f", type="function"),
            tool("tool-call-delta", 0, '{"a"'),
            tool("tool-call-delta", 0, ":1}"),
            event("tool-call-end", 0),
            tool("tool-call-start", 1, "", id="c2", name="g"),
            end("TOOL_CALL"),
        ],
        [
            ReasoningDelta(0, 0, "I will"),
            ToolCallDelta(1, 0, "0.0", "c1", "f", ""),
            ToolCallDelta(2, 0, "0.0", "", "", '{"a"'),
            ToolCallDelta(3, 0, "0.0", "", "", ":1}"),
            ToolCallDelta(5, 0, "1.0", "c2", "g", ""),
            Finished(6, 0, "TOOL_CALL"),
            UsageReported(6, USAGE),
        ],
    ),
    "citations": (
        [event("citation-start", 0, citations=CITATION), event("citation-end", 0)],
        [Noted(0, 0, "citations", NOTE)],
    ),
    "logprobs": (
        [{**content(text="Hi"), "logprobs": {"text": "Hi", "token_ids": [1], "logprobs": [-0.5]}}],
        [TextDelta(0, 0, "Hi", (TokenLogprob("Hi", -0.5),))],
    ),
    "only billed units": (
        [{"type": "message-end", "delta": {"usage": {"billed_units": {"input_tokens": 7, "output_tokens": 3}}}}],
        [UsageReported(0, Usage(7, 3))],
    ),
    "an error at the end": (
        [end("ERROR", error="overloaded")],
        [
            Finished(0, 0, "ERROR"),
            UsageReported(0, USAGE),
            Failed(0, Failure("stream", "overloaded", body="overloaded")),
        ],
    ),
    "a bare error": ([{"message": "too many"}], [Failed(0, Failure("stream", "too many", body="too many"))]),
    "two answers": (
        [START, content(text="a"), START, content(text="b")],
        [TextDelta(1, 0, "a"), TextDelta(3, 1, "b")],
    ),
    "unknown": (
        [event("content-split", 0), {"delta": 1}, [], {}],
        [
            Unknown(0, "an event of type content-split"),
            Unknown(1, "no message, usage or error in this chunk"),
            Unknown(2, "this chunk is not a JSON object"),
            Unknown(3, "an empty object"),
        ],
    ),
    "a plain answer": (
        [
            {
                "id": "x",
                "message": {
                    "role": "assistant",
                    "tool_plan": "I will",
                    "content": [
                        {"type": "thinking", "thinking": "hm"},
                        {"type": "text", "text": "Ruby"},
                        {"type": "new"},
                    ],
                    "tool_calls": [
                        {"id": "c1", "function": {"name": "f", "arguments": "{}"}},
                        {"id": "c2", "function": {"name": "f", "arguments": "null"}},
                    ],
                    "citations": [CITATION],
                },
                "finish_reason": "COMPLETE",
                "usage": COUNTED,
            }
        ],
        [
            ReasoningDelta(0, 0, "I will"),
            ReasoningDelta(0, 0, "\n\nhm"),
            TextDelta(0, 0, "Ruby"),
            Noted(0, 0, "new", "in the raw chunk\n"),
            ToolCallDelta(0, 0, "0.0", "c1", "f", "{}"),
            ToolCallDelta(0, 0, "1.0", "c2", "f", "null"),
            Noted(0, 0, "citations", NOTE),
            Finished(0, 0, "COMPLETE"),
            UsageReported(0, USAGE),
        ],
    ),
}


@pytest.mark.parametrize(("chunks", "expected"), EVENTS.values(), ids=EVENTS.keys())
def test_events(chunks: list[Json], expected: list[Event]) -> None:
    assert list(cohere.decode(exchange(*chunks)).events) == expected


def test_messages() -> None:
    sent = exchange(
        documents=[
            "plain",
            {"id": "d1", "data": {"text": "facts", "title": "T"}},
            {"data": "bare"},
            {"id": "e", "data": {"a": 1}},
        ],
        messages=[
            {"role": "system", "content": "S"},
            {
                "role": "user",
                "content": [
                    {"type": "text", "text": "Hello"},
                    {"type": "image_url", "image_url": {"url": "https://i"}},
                ],
            },
            {
                "role": "assistant",
                "tool_plan": "hm",
                "tool_calls": [{"id": "c1", "function": {"name": "f", "arguments": "{}"}}],
            },
            {"role": "tool", "tool_call_id": "c1", "content": [{"type": "document", "document": {"data": "42"}}]},
            None,
        ],
    )
    assert [(message.role, list(message.parts)) for message in cohere.decode(sent).messages] == [
        (
            "documents",
            [
                Part("other", "plain"),
                Part("other", "facts", "d1"),
                Part("other", "bare"),
                Part("other", '{"a":1}', "e"),
            ],
        ),
        ("system", [Part("text", "S")]),
        ("user", [Part("text", "Hello"), Part("image", "https://i")]),
        ("assistant", [Part("reasoning", "hm"), Part("tool_call", "{}", "f", "c1")]),
        ("tool", [Part("tool_result", "42", "", "c1")]),
        ("?", [Part("other", "not an object")]),
    ]


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (exchange(START, url=""), "cohere.chat"),
        (exchange("<html>", content(text="a"), url=""), "cohere.chat"),
        (
            exchange({"message": {"role": "assistant"}, "finish_reason": "COMPLETE"}, streaming=False, url=""),
            "cohere.chat",
        ),
        (exchange({"message": "too many"}), "cohere.chat"),
        (exchange({"message": "too many"}, url="https://h.test/v2/chat"), "raw"),
        (exchange({"type": "message_start", "message": {"role": "assistant"}}, url=""), "anthropic.messages"),
        (exchange({"message": {"role": "assistant"}, "done": True}, url=""), "ollama"),
        (exchange({"text": "spoken"}, streaming=False, url=""), "raw"),
    ],
    ids=["event", "after a broken line", "plain", "error", "of another host", "Anthropic", "Ollama", "transcript"],
)
def test_claims(sent: Exchange, expected: str) -> None:
    found = protocol_of(sent).name
    assert found == expected


@pytest.mark.parametrize(
    ("chunks", "expected"),
    [
        (
            [START, content(text="a"), end("MAX_TOKENS")],
            ended(Outline("chat", "MAX_TOKENS", USAGE, None, "", 1, "Hello")),
        ),
        ([START, content(text="a")], Outline("chat", messages=1, opening="Hello")),
        (
            [START, {"message": "no"}],
            Outline("chat", failure=Failure("stream", "no", body="no"), messages=1, opening="Hello"),
        ),
    ],
    ids=["whole", "cut off", "error"],
)
def test_outline(chunks: list[Json], expected: Outline) -> None:
    assert undigested(cohere.outline(exchange(*chunks, messages=[{"role": "user", "content": "Hello"}]))) == expected


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ([START, content(text="Hello "), content(text="there"), end()], "noise"),
        ([START, content(text="Hello"), content(text=" you"), end()], "changed"),
        ([START, content(text="Hello"), content(text=" there"), end("MAX_TOKENS")], "changed"),
    ],
    ids=["cut differently", "other text", "other ending"],
)
def test_a_rerecord_is_judged_by_what_was_said(after: list[Value], expected: str) -> None:
    def read(chunks: list[Value]) -> Any:
        return parse_file(dumped(chat("t.py::a", [], chunks, endpoint="/v2/chat")).encode(), "a.json")

    before = read([START, content(text="Hel"), content(text="lo"), content(text=" there"), end()])
    assert compare(before, read(after)).verdict == expected


@given(
    odd_exchanges(
        *("type", "event_type", "is_finished", "delta", "message", "content", "tool_calls", "citations", "usage"),
        *("text", "generations", "response", "chat_history", "documents", "messages", "finish_reason"),
    )
)
def test_never_raises(sent: Exchange) -> None:
    never_raises(cohere, sent)
