"""The choices of an answer at its end."""

from __future__ import annotations

import pytest

from recview.events import (
    Card,
    Conversation,
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
from recview.model import Failure, Usage
from recview.replay.choices import Call, Choice, choices
from recview.replay.folding import fold


def chosen(*events: Event, streaming: bool = True, card: Card | None = None, why: str = "") -> tuple[Choice, ...]:
    conversation = Conversation("p", events=events, card=card, why=why)
    return choices(conversation, fold(conversation, 9, streaming=streaming))


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((), ()),
        ((UsageReported(0, Usage(1)), Unknown(0, "odd")), ()),
        ((Failed(0, Failure("exception", "no")),), ()),
        (
            (TextDelta(0, 0, "<think>a"), TextDelta(1, 0, "</think>b")),
            (Choice(0, "", "<think>a</think>b", "", "", ()),),
        ),
        ((Finished(0, 3, "stop"),), (Choice(3, "stop", "", "", "", ()),)),
        ((Noted(0, 0, "audio", "wav"),), (Choice(0, "", "", "", "", ()),)),
        (
            # Interleaved, in pieces, finished twice.
            (
                TextDelta(0, 1, "B"),
                ReasoningDelta(0, 0, "h"),
                TextDelta(1, 0, "A"),
                ReasoningDelta(1, 0, "m"),
                RefusalDelta(2, 1, "no"),
                ToolCallDelta(2, 0, "0.0", "c1", "f", ""),
                TextDelta(3, 1, "b"),
                ToolCallDelta(3, 0, "1.0", "c2", "g", "{}"),
                ToolCallDelta(4, 0, "0.0", "", "", '{"a":1}'),
                Finished(5, 0, "stop"),
                Finished(6, 0, "tool_calls"),
            ),
            (
                Choice(0, "tool_calls", "A", "hm", "", (Call("c1", "f", '{"a":1}'), Call("c2", "g", "{}"))),
                Choice(1, "", "Bb", "", "no", ()),
            ),
        ),
    ],
)
def test_choices(events: tuple[Event, ...], expected: tuple[Choice, ...]) -> None:
    assert chosen(*events) == expected
    assert chosen(*events, streaming=False) == expected


def test_what_is_no_conversation_has_none() -> None:
    shown = Noted(0, 0, "as recorded", "{}")
    assert chosen(shown, why="no protocol reads it") == ()
    assert chosen(card=Card("Models", (), None)) == ()


def test_what_sets_texts_apart_is_kept_between_them_alone() -> None:
    conversation = Conversation(
        "a",
        events=(
            ReasoningDelta(0, 0, "First."),
            ToolCallDelta(1, 0, "0", "c", "f", "{}"),
            ToolCallDelta(2, 0, "1", "c2"),
            ReasoningDelta(3, 0, "\n\nSecond."),
            ReasoningDelta(4, 0, "\n\nThird."),
        ),
    )
    transcript = fold(conversation, 5, streaming=True)
    [choice] = choices(conversation, transcript)
    assert choice.reasoning == "First.\n\nSecond.\n\nThird."
    assert [block.text for block in transcript.blocks if block.kind == "reasoning"] == ["First.", "Second.\n\nThird."]
    assert [call.name for call in choice.calls] == ["f"]
