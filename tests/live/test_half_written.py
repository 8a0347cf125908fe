"""A file that looks half-written has a while to be completed; then it is broken."""

from __future__ import annotations

import pytest

from recview.library import IndexedFile
from recview.live.half_written import BROKEN_AFTER_S, HalfWritten
from recview.model import Entry, Readability, ReadState, Source

ENDS_EARLY = Readability(ReadState.CUT, "it ends early")
CUT = IndexedFile("a.json", (Entry(Source("a.json"), readability=ENDS_EARLY),), ENDS_EARLY)
WHOLE = IndexedFile("a.json", (Entry(Source("a.json")),))


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The clock, to be set."""
    times = [10.0]
    monkeypatch.setattr("recview.live.half_written.time.monotonic", lambda: times[0])
    return times


def test_for_a_while_it_is_being_written_then_it_is_broken(now: list[float]) -> None:
    files = HalfWritten()
    assert files.filter([CUT]) == [CUT]
    now[0] += BROKEN_AFTER_S
    assert files.overdue() == []
    assert files.filter([CUT]) == [CUT]
    now[0] += 0.1
    assert files.overdue() == ["a.json"]
    assert files.filter([CUT]) == [CUT._replace(readability=ENDS_EARLY.given_up())]
    assert list(files) == []


def test_a_file_that_was_completed_has_the_whole_while_again(now: list[float]) -> None:
    files = HalfWritten()
    files.filter([CUT])
    now[0] += BROKEN_AFTER_S
    assert files.filter([WHOLE]) == [WHOLE]
    assert list(files) == []
    now[0] += BROKEN_AFTER_S
    assert files.filter([CUT]) == [CUT]
