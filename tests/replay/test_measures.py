"""What is measured of events is what folding them gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recview import events as ev
from recview.replay.choices import choices
from recview.replay.folding import fold
from recview.replay.measures import MeasuredChoice, NamedCall, measure
from tests.examples import examples
from tests.replay.event_lists import EVENTS


@given(st.lists(EVENTS, max_size=12))
@examples(400)
def test_measures_are_those_of_the_transcript(events: list[ev.Event]) -> None:
    conversation = ev.Conversation("a", events=tuple(events))
    transcript = fold(conversation, 1, streaming=True)
    measures = measure(events)
    assert measures.choices == tuple(choice.measured for choice in choices(conversation, transcript))
    assert measures.usage == (transcript.usages[-1][1] if transcript.usages else None)
    assert measures.failure == (transcript.failures[-1][1] if transcript.failures else None)


def test_measure() -> None:
    events: list[ev.Event] = [
        ev.ReasoningDelta(0, 0, "Hm"),
        ev.TextDelta(1, 0, "Hello"),
        ev.TextDelta(2, 0, " there"),
        ev.ToolCallDelta(3, 0, "a", "", "f"),
        ev.ToolCallDelta(4, 0, "b", "", "", "{}", "provider"),
        ev.ToolCallDelta(5, 0, "c"),
        ev.Finished(6, 0, "tool_calls"),
    ]
    calls = NamedCall("f"), NamedCall("", "provider")
    assert measure(events).choices == (MeasuredChoice(0, "tool_calls", 11, 2, 0, calls),)
