"""Events of every kind, of a few choices and calls, for tests that fold or measure them."""

from __future__ import annotations

from hypothesis import strategies as st

from recview import events as ev
from recview.model import Failure, Usage

_TEXTS = st.sampled_from(["", "a", "\n\n", "\n b", "Hello there"])
_CHOICES = st.integers(0, 2)
_NAMES = st.sampled_from(["", "f", "search"])
_RUNNERS: st.SearchStrategy[ev.Runner] = st.sampled_from(["client", "provider"])
_FAILURES = st.sampled_from([Failure("stream", "Broken"), Failure("response", "Lost")])
EVENTS: st.SearchStrategy[ev.Event] = st.one_of(
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
