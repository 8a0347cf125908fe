"""What is known at the playhead, and what is not known yet."""

from __future__ import annotations

import pytest

from recview.display.facts import Fact, facts_at, finish_facts, read_as, usage_facts
from recview.events import Card, Conversation, Event, Failed, Finished, TextDelta, UsageReported
from recview.model import Failure, Usage
from recview.replay.folding import fold

COMING = [(label, "·", "faint") for label in ("input", "output", "total")]
FINISH_COMING = ("finish", "·", "faint")
NO_USAGE = ("usage", "none recorded", "faint")
COUNTS = [("input", "11", "bold"), ("output", "2,345", "bold"), ("total", "2,356", "bold")]
SAID: list[Event] = [TextDelta(0, 0, "a"), Finished(1, 0, "stop"), UsageReported(2, Usage(11, 2_345, 2_356))]


@pytest.mark.parametrize(
    ("usage", "last", "expected"),
    [
        (None, Usage(11, 2_345, 2_356), COMING),
        (None, Usage(11, 2_345, 2_356, cached=3), [*COMING, ("cached", "·", "faint")]),
        (None, None, [NO_USAGE]),
        (Usage(11, 2_345, 2_356), Usage(11, 2_345, 2_356), COUNTS),
        (Usage(11, 2_345, 2_356), Usage(1, 2, 3, cached=3), [*COUNTS, ("cached", "–", "text")]),
        (Usage(output=0), Usage(output=0), [("input", "–", "bold"), ("output", "0", "bold"), ("total", "–", "bold")]),
        (
            Usage(11, 2_345, 2_356, cached=3, cache_write=4, reasoning=5_000),
            Usage(11, 2_345, 2_356, cached=3, cache_write=4, reasoning=5_000),
            [*COUNTS, ("cached", "3", "text"), ("cache write", "4", "text"), ("reasoning", "5,000", "text")],
        ),
    ],
    ids=["coming", "more coming", "none", "counts", "less than at the end", "some", "all"],
)
def test_usage(usage: Usage | None, last: Usage | None, expected: list[Fact]) -> None:
    assert usage_facts(usage, last) == expected


def at(events: list[Event], position: int, chunks: int = 3, why: str = "") -> list[Fact]:
    conversation = Conversation("chat", events=tuple(events), why=why)
    return facts_at(read_as(conversation), fold(conversation, chunks, streaming=True), position)


@pytest.mark.parametrize(
    ("events", "position", "expected"),
    [
        (SAID, 0, [*COMING, FINISH_COMING]),
        (SAID, 1, [*COMING, FINISH_COMING]),
        (SAID, 2, [*COMING, ("finish", "stop", "text")]),
        (SAID, 3, [*COUNTS, ("finish", "stop", "text")]),
        (SAID[:1], 3, [NO_USAGE, ("finish", "none recorded", "warning")]),
        ([], 0, [NO_USAGE]),
        (
            [*SAID[:2], Failed(2, Failure("stream", "broke", "server_error"))],
            3,
            [("error", "server_error", "error"), NO_USAGE, ("finish", "stop", "text")],
        ),
        (
            [*SAID[:2], Failed(2, Failure("stream", "broke"))],
            2,
            [("error", "·", "faint"), NO_USAGE, ("finish", "stop", "text")],
        ),
        ([Failed(0, Failure("stream", "broke"))], 0, [("error", "·", "faint")]),
        ([Failed(0, Failure("stream", "broke"))], 1, [("error", "recorded", "error")]),
        (
            [Failed(0, Failure("exception", "", "RateLimitError", status=429))],
            0,
            [("error", "RateLimitError", "error"), ("status", "429", "error")],
        ),
    ],
    ids=[
        "start", "text", "finish", "end", "no finish", "nothing",
        "error", "error to come", "only an error to come", "error without type", "status",
    ],
)  # fmt: skip
def test_at_a_position(events: list[Event], position: int, expected: list[Fact]) -> None:
    assert at(events, position) == expected


@pytest.mark.parametrize(
    ("reason", "style"),
    [
        ("stop", "text"),
        ("tool_calls", "tool"),
        ("function_call", "tool"),
        ("end_turn", "text"),
        ("max_tokens", "warning"),
        ("odd", "warning"),
    ],
)
def test_ink_of_a_finish_reason(reason: str, style: str) -> None:
    assert at([Finished(0, 0, reason)], 1)[-1] == ("finish", reason, style)


def test_choices_are_told_apart() -> None:
    events: list[Event] = [TextDelta(0, 1, "b"), TextDelta(0, 0, "a"), Finished(1, 1, "length"), TextDelta(2, 5, "c")]
    conversation = Conversation("chat", events=tuple(events))
    transcript = fold(conversation, 3, streaming=True)
    assert finish_facts(transcript, 1) == [
        ("choice 0", "none recorded", "warning"),
        ("choice 1", "·", "faint"),
        ("choice 5", "none recorded", "warning"),
    ]
    assert finish_facts(transcript, 3)[1] == ("choice 1", "length", "warning")


def test_the_last_usage_counts() -> None:
    events: list[Event] = [UsageReported(0, Usage(1, 1, 2)), UsageReported(2, Usage(1, 9, 10))]
    assert at(events, 1)[1] == ("output", "1", "bold")
    assert at(events, 3)[1] == ("output", "9", "bold")


def test_what_is_no_conversation() -> None:
    card = Conversation("card", card=Card("models", (), None))
    assert facts_at(read_as(card), fold(card, 1, streaming=False), 0) == [("read as", "not a conversation", "text")]
    assert at([], 0, why="no protocol knows it") == [("read as", "raw: not decoded", "text")]


@pytest.mark.parametrize(
    "events",
    [
        SAID,
        [*SAID, UsageReported(4, Usage(1, 2, 3, cached=1, reasoning=2))],
        [*SAID, Failed(3, Failure("stream", "broke", status=500))],
        [TextDelta(0, 1, "b"), TextDelta(0, 0, "a"), Finished(1, 1, "length")],
    ],
    ids=["an answer", "more counts at the end", "an error", "two choices"],
)
def test_the_rows_are_the_same_at_every_position(events: list[Event]) -> None:
    labels = [[label for label, _, _ in at(events, position, 5)] for position in range(6)]
    assert labels == [labels[-1]] * 6
