"""Cohere's older chat and generate, streamed and plain, also as Bedrock serves them."""

from __future__ import annotations

from typing import Any

import pytest

from recview.events import (
    Event,
    Failed,
    Finished,
    Noted,
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
from tests.builders import ended, exchange
from tests.ogx import Value, chat, dumped
from tests.protocols.readers import READERS

cohere = READERS["cohere.chat"]


def event(kind: str, **fields: Any) -> Value:
    return {"event_type": kind, "is_finished": kind == "stream-end", **fields}


CALL = {"name": "f", "parameters": {"a": 1}}
CITATION = {"start": 0, "end": 2, "text": "Hi", "document_ids": ["d1", "d2"]}
META = {
    "api_version": {"version": "1"},
    "billed_units": {"input_tokens": 3},
    "tokens": {"input_tokens": 66, "output_tokens": 2},
}
WHOLE = {
    "response_id": "r",
    "generation_id": "g",
    "text": "Hi you",
    "tool_calls": [CALL],
    "citations": [CITATION],
    "chat_history": [{"role": "USER", "message": "Hello"}],
    "finish_reason": "COMPLETE",
    "meta": META,
}
REST: list[Event] = [Finished(9, 0, "COMPLETE"), UsageReported(9, Usage(66, 2))]
NOTE = "0–2 “Hi” from d1, d2\n"


def at(chunk: int, *events: Event) -> list[Event]:
    """The same events, brought by another chunk."""
    return [event._replace(chunk=chunk) for event in events]


EVENTS: dict[str, tuple[list[Json], list[Event]]] = {
    "a stream, whose end repeats it": (
        [
            event("stream-start", generation_id="g"),
            event("search-queries-generation", search_queries=[{"text": "who"}]),
            event("search-results", documents=[{"id": "d1", "title": "T", "url": "https://t.test"}, {"id": "d2"}]),
            event("text-generation", text="Hi"),
            event("text-generation", text=" you"),
            event("citation-generation", citations=[CITATION]),
            event("tool-calls-chunk", tool_call_delta={"index": 0, "name": "f"}),
            event("tool-calls-chunk", tool_call_delta={"index": 0, "parameters": '{"a":1}'}),
            event("tool-calls-generation", tool_calls=[CALL]),
            event("stream-end", finish_reason="COMPLETE", response=WHOLE),
        ],
        [
            Noted(1, 0, "search queries", "who\n"),
            Noted(2, 0, "search results", "d1 T https://t.test\n"),
            Noted(2, 0, "search results", "d2\n"),
            TextDelta(3, 0, "Hi"),
            TextDelta(4, 0, " you"),
            Noted(5, 0, "citations", NOTE),
            ToolCallDelta(6, 0, "0", "", "f"),
            ToolCallDelta(7, 0, "0", "", "", '{"a":1}'),
            *REST,
        ],
    ),
    "a stream of only its end": (
        [event("stream-end", response=WHOLE)],
        [
            TextDelta(0, 0, "Hi you"),
            ToolCallDelta(0, 0, "0", "", "f", '{"a":1}'),
            Noted(0, 0, "citations", NOTE),
            *at(0, *REST),
        ],
    ),
    "calls that come whole": (
        [event("tool-calls-generation", text="I will", tool_calls=[CALL, CALL]), event("stream-end", response=WHOLE)],
        [
            TextDelta(0, 0, "I will"),
            ToolCallDelta(0, 0, "0", "", "f", '{"a":1}'),
            ToolCallDelta(0, 0, "1", "", "f", '{"a":1}'),
            Noted(1, 0, "citations", NOTE),
            *at(1, *REST),
        ],
    ),
    "a plain chat": (
        [WHOLE],
        [
            TextDelta(0, 0, "Hi you"),
            ToolCallDelta(0, 0, "0", "", "f", '{"a":1}'),
            Noted(0, 0, "citations", NOTE),
            *at(0, *REST),
        ],
    ),
    "generations": (
        [
            {
                "generations": [
                    {
                        "text": "a",
                        "finish_reason": "MAX_TOKENS",
                        "token_likelihoods": [{"token": "a", "likelihood": -1}],
                    },
                    {"text": "b"},
                ],
                "prompt": "P",
                "meta": {"billed_units": {"input_tokens": 3, "output_tokens": 2}},
            }
        ],
        [
            TextDelta(0, 0, "a", (TokenLogprob("a", -1.0),)),
            Finished(0, 0, "MAX_TOKENS"),
            TextDelta(0, 1, "b"),
            UsageReported(0, Usage(3, 2)),
        ],
    ),
    "streamed generations": (
        [
            {"is_finished": False, "text": "a", "index": 0},
            {"is_finished": False, "text": "x", "index": 1},
            {
                "is_finished": True,
                "finish_reason": "COMPLETE",
                "response": {"generations": [{"text": "a"}, {"text": "x"}]},
            },
        ],
        [TextDelta(0, 0, "a"), TextDelta(1, 1, "x"), Finished(2, 0, "COMPLETE"), Finished(2, 1, "COMPLETE")],
    ),
    "an end with text": (
        [{"is_finished": True, "text": "a", "finish_reason": "MAX_TOKENS"}],
        [TextDelta(0, 0, "a"), Finished(0, 0, "MAX_TOKENS")],
    ),
    "an error": (
        [event("stream-end", finish_reason="ERROR", error="no", response={})],
        [Finished(0, 0, "ERROR"), Failed(0, Failure("stream", "no", body="no"))],
    ),
    "two answers": (
        [
            event("stream-start"),
            event("text-generation", text="a"),
            event("stream-start"),
            event("text-generation", text="b"),
        ],
        [TextDelta(1, 0, "a"), TextDelta(3, 1, "b")],
    ),
    "unknown": ([event("debug"), event("new")], [Unknown(1, "an event of type new")]),
}


@pytest.mark.parametrize(("chunks", "expected"), EVENTS.values(), ids=EVENTS.keys())
def test_events(chunks: list[Json], expected: list[Event]) -> None:
    sent = exchange(*chunks, streaming=len(chunks) > 1 or "event_type" in chunks[0])
    assert protocol_of(sent).name == "cohere.chat"
    assert list(cohere.decode(sent).events) == expected


def test_messages_of_a_chat() -> None:
    sent = exchange(
        preamble="S",
        documents=[{"title": "T", "snippet": "facts"}],
        chat_history=[
            {"role": "USER", "message": "One"},
            {"role": "CHATBOT", "message": "Two", "tool_calls": [CALL]},
            {"role": "TOOL", "tool_results": [{"call": CALL, "outputs": [{"x": 2}]}]},
            5,
        ],
        message="Three",
        tool_results=[{"call": CALL, "outputs": []}],
    )
    assert [(message.role, list(message.parts)) for message in cohere.decode(sent).messages] == [
        ("system", [Part("text", "S")]),
        ("documents", [Part("other", "facts", "T")]),
        ("user", [Part("text", "One")]),
        ("assistant", [Part("text", "Two"), Part("tool_call", '{"a":1}', "f")]),
        ("tool", [Part("tool_result", '[{"x":2}]', "f")]),
        ("?", []),
        ("user", [Part("text", "Three")]),
        ("tool", [Part("tool_result", "[]", "f")]),
    ]


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (
            exchange(WHOLE, streaming=False, message="Hello"),
            ended(Outline("chat", "COMPLETE", Usage(66, 2), None, "", 1, "Hello", calls=True)),
        ),
        (
            exchange({"generations": [{"text": "a", "finish_reason": "MAX_TOKENS"}]}, prompt="P"),
            ended(Outline("text", "MAX_TOKENS", messages=1, opening="P")),
        ),
        (
            exchange(event("text-generation", text="a"), event("stream-end", response=WHOLE)),
            ended(Outline("chat", "COMPLETE", Usage(66, 2), calls=True)),
        ),
    ],
    ids=["plain", "generation", "stream"],
)
def test_outline(sent: Exchange, expected: Outline) -> None:
    assert cohere.outline(sent) == expected


@pytest.mark.parametrize(("pieces", "expected"), [(["Hi ", "you"], "noise"), (["Hi", " all"], "changed")])
def test_a_rerecord_is_judged_by_what_was_said(pieces: list[str], expected: str) -> None:
    def read(*said: str) -> Any:
        ended = event(
            "stream-end",
            response={**WHOLE, "text": "".join(said), "meta": {**META, "tokens": {"input_tokens": len(said)}}},
        )
        body = [*(event("text-generation", text=piece) for piece in said), ended]
        return parse_file(dumped(chat("t.py::a", [], body, endpoint="/v1/chat")).encode(), "a.json")

    assert compare(read("H", "i ", "you"), read(*pieces)).verdict == expected
