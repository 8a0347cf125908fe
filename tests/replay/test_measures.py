"""What is measured of events is what folding them gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recview import events as ev
from recview.model import Failure, Usage
from recview.replay.choices import choices
from recview.replay.folding import fold
from recview.replay.measures import MeasuredChoice, NamedCall, measure
from tests.examples import examples

_TEXTS = st.sampled_from(["", "a", "\n\n", "\n b", "Hello there"])
_CHOICES = st.integers(0, 2)
_NAMES = st.sampled_from(["", "f", "search"])
_RUNNERS: st.SearchStrategy[ev.Runner] = st.sampled_from(["client", "provider"])
_FAILURES = st.sampled_from([Failure("stream", "Broken"), Failure("response", "Lost")])
_EVENTS: st.SearchStrategy[ev.Event] = st.one_of(
    st.builds(ev.TextDelta, st.just(0), _CHOICES, _TEXTS),
    st.builds(ev.ReasoningDelta, st.just(0), _CHOICES, _TEXTS),
    st.builds(ev.RefusalDelta, st.just(0), _CHOICES, _TEXTS),
    st.builds(ev.ToolCallDelta, st.just(0), _CHOICES, _NAMES, st.just(""), _NAMES, _TEXTS, _RUNNERS),
    st.builds(ev.Noted, st.just(0), _CHOICES, _NAMES, _TEXTS, st.booleans()),
    st.builds(ev.Finished, st.just(0), _CHOICES, st.sampled_from(["stop", "length"])),
    st.builds(ev.UsageReported, st.just(0), st.builds(Usage, st.integers(0, 9))),
    st.builds(ev.Failed, st.just(0), _FAILURES),
    st.builds(ev.Unknown, st.just(0), st.just("why")),
)


@given(st.lists(_EVENTS, max_size=12))
@examples(1_000)
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
