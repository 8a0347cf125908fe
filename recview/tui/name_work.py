"""Expressions of the query that are looked for in names: between keys, and for two seconds at most."""

from __future__ import annotations

from asyncio import TimerHandle
from collections.abc import Callable, Sequence
from time import monotonic
from typing import Protocol

from recview.tui.call_later import call_later

SLICE_S = 0.008
"""Seconds of searching between two looks at whether a key was pressed."""

PAUSE_S = 0.001
"""Seconds between two slices."""


class StepwiseSearch(Protocol):
    """A search that goes on step by step, as `recview.library.name_buffer.NameSearch` does.

    Attributes:
        is_stopped: Whether it does not go on: it took too long.
    """

    is_stopped: bool

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to search, or it was stopped."""

    def step(self) -> None:
        """Search on for some milliseconds at most."""


class NameWork:
    """The searches that the list waits for.

    Args:
        notify: Is called once nothing is left to search, unless that was so at once.

    Attributes:
        problem: Why not all names were searched, as a clause; empty if they were.
    """

    def __init__(self, notify: Callable[[], object]) -> None:
        self._notify = notify
        self._searches: Sequence[StepwiseSearch] = ()
        self._seconds = 0.0
        self._timer: TimerHandle | None = None
        self.problem = ""

    @property
    def is_waiting(self) -> bool:
        """Whether names are left to search."""
        return any(not search.is_done for search in self._searches)

    def begin(self, searches: Sequence[StepwiseSearch]) -> None:
        """Search for a query, and no more for the one before.

        Args:
            searches: What is to be searched; what it found stays with it.
        """
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._searches, self._seconds = searches, 0.0
        self.problem = ""
        if searches:
            self._take_stopped()
            self._work()

    def _work(self) -> None:
        """Search for a slice of time, and go on later where it does not suffice."""
        start = monotonic()
        for search in self._searches:
            while not search.is_done and monotonic() - start < SLICE_S:
                search.step()
        self._seconds += monotonic() - start
        self._take_stopped()
        if self.is_waiting:
            self._timer = call_later(PAUSE_S, self._go_on)

    def _take_stopped(self) -> None:
        """Stop what takes too long, and say so."""
        from recview.text_terms import LIMIT_S, STOPPED  # on use: nothing is filtered at the start

        if self._seconds > LIMIT_S:
            for search in self._searches:
                search.is_stopped = search.is_stopped or not search.is_done
        if any(search.is_stopped for search in self._searches):
            self.problem = STOPPED

    def _go_on(self) -> None:
        self._timer = None
        self._work()
        if not self.is_waiting:
            self._notify()
