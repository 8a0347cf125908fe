"""A chunk on one line: what it brought, in words."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.events import (
    Event,
    Failed,
    Finished,
    Noted,
    ReasoningDelta,
    RefusalDelta,
    TextDelta,
    ToolCallDelta,
    Unknown,
    UsageReported,
)
from recview.model import Chunk, Failure, Json, Usage
from recview.pages.chunk_line import chunk_events, chunk_head, chunk_words, quoted
from tests.examples import examples


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], ("empty", "")),
        ([TextDelta(0, 0, " Hi")], ("text", "“ Hi”")),
        ([TextDelta(0, 0, "")], ("text", "“”")),
        ([ReasoningDelta(0, 0, "hm")], ("reasoning", "“hm”")),
        ([RefusalDelta(0, 0, "no")], ("refusal", "“no”")),
        ([ToolCallDelta(0, 0, "0", "id", "f")], ("tool", "f")),
        ([ToolCallDelta(0, 0, "0", "id", "f", "{}")], ("tool", "f “{}”")),
        ([ToolCallDelta(0, 0, "0", arguments='{"a')], ("tool", '“{"a”')),
        ([ToolCallDelta(0, 0, "0")], ("tool", "")),
        ([Noted(0, 0, "audio", " wav, 2 KB\n")], ("audio", "wav, 2 KB")),
        ([Noted(0, 0, "as recorded", "{}")], ("raw", "{}")),
        ([Noted(0, 0, "audio", "x" * 999)], ("audio", "x" * 400)),
        ([Finished(0, 0, "stop")], ("finish", "stop")),
        ([UsageReported(0, Usage(11, 2_345, None))], ("usage", "in 11 out 2.3k")),
        ([UsageReported(0, Usage(cached=1))], ("usage", "")),
        ([Failed(0, Failure("stream", "broke"))], ("error", "broke")),
        ([Unknown(0, "no choices")], ("unknown", "no choices")),
        ([TextDelta(0, 0, "a"), Finished(0, 0, "stop")], ("text", "“a”  + finish stop")),
        (
            [TextDelta(0, 0, "a"), TextDelta(0, 1, "b"), ToolCallDelta(0, 0, "0")],
            ("text", "“a”  + text “b”  choice 1  + tool"),
        ),
    ],
    ids=[
        "empty",
        "text",
        "empty text",
        "reasoning",
        "refusal",
        "call begins",
        "call",
        "arguments",
        "empty call",
        "note",
        "raw",
        "long note",
        "finish",
        "usage",
        "usage without words",
        "error",
        "unknown",
        "two",
        "three",
    ],
)
def test_words(events: list[Event], expected: tuple[str, str]) -> None:
    assert chunk_words(Chunk("", {}, {}), events) == expected


def message(direction: Literal["sent", "received"], data: Json, kind: str = "", **kept: Json) -> Chunk:
    """A message of a websocket, of which an answer has only what was received."""
    answer = data if direction == "received" and not kind else None
    return Chunk(kind, answer, {"opcode": 1, **(kept or {"data": data})}, direction=direction)


@pytest.mark.parametrize(
    ("chunk", "events", "expected"),
    [
        (message("sent", {"type": "response.create"}), [], ("sent", "response.create")),
        (message("sent", {"setup": {}}), [], ("sent", "setup")),
        (message("sent", "hello"), [Noted(0, 0, "as recorded", "hello")], ("sent", "hello")),
        (message("sent", "", "pong"), [], ("sent", "pong")),
        (message("sent", None, text="hello"), [], ("sent", "hello")),
        (message("sent", "x" * 500), [], ("sent", "x" * 400)),
        (message("received", {"type": "session.created"}), [], ("received", "session.created")),
        (message("received", "", "close"), [], ("received", "close")),
        (message("received", 3), [], ("received", "3")),
        (message("received", {"type": "a"}), [TextDelta(0, 0, "Hi")], ("text", "“Hi”")),
    ],
    ids=[
        "a sent event",
        "a sent object",
        "a sent text that no protocol reads",
        "a pong",
        "a frame's text",
        "a long text",
        "a received event",
        "a close",
        "a number",
        "a piece of the answer",
    ],
)
def test_words_of_a_websockets_messages(chunk: Chunk, events: list[Event], expected: tuple[str, str]) -> None:
    assert chunk_words(chunk, events) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "“”"),
        (" a ", "“ a ”"),
        ("a\nb\tc\rd", r"“a\nb\tc\rd”"),
        (r"a\nb", r"“a\\nb”"),
        ("x" * 500, "“" + "x" * 400 + "”"),
    ],
    ids=["empty", "blanks", "line ends", "backslash", "long"],
)
def test_quoted(text: str, expected: str) -> None:
    assert quoted(text) == expected


@given(st.text(max_size=300))
@examples(100)
def test_quotes_stay_on_one_line(text: str) -> None:
    assert not {"\n", "\r", "\t"}.intersection(quoted(text))


@given(st.lists(st.integers(0, 6)), st.integers(-1, 7))
@examples(100)
def test_events_of_a_chunk(chunks: list[int], wanted: int) -> None:
    events = [TextDelta(chunk, place, "") for place, chunk in enumerate(sorted(chunks))]
    assert list(chunk_events(events, wanted)) == [event for event in events if event.chunk == wanted]


@pytest.mark.parametrize(
    ("chunk", "expected"),
    [
        (Chunk("messageStart", {"role": "assistant"}, {"role": "assistant"}), "chunk 2 of 3 · messageStart"),
        (Chunk("ping", {"type": "ping"}, {"type": "ping"}), "chunk 2 of 3"),
        (Chunk("Completion", {}, {"__type__": "a.Completion", "__data__": {}}), "chunk 2 of 3"),
        (Chunk("", "text", "text"), "chunk 2 of 3"),
        (message("sent", {"type": "response.create"}), "chunk 2 of 3 · sent"),
        (message("received", "", "ping"), "chunk 2 of 3 · received · ping"),
    ],
    ids=["AWS frame", "told inside", "OGX", "none", "sent", "received"],
)
def test_head_names_an_event_that_is_named_nowhere_else(chunk: Chunk, expected: str) -> None:
    assert chunk_head(chunk, 1, 3) == expected
