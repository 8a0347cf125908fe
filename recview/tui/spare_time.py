"""Work that waits for keys: done in slices, so that none of them waits for it."""

from __future__ import annotations

from asyncio import TimerHandle
from collections.abc import Iterator
from time import monotonic

from recview.tui.call_later import call_later

SLICE_S = 0.004
"""Seconds of work between two looks at what else there is to do."""

PAUSE_S = 0.004
"""Seconds between two slices."""


class SpareTime:
    """Does one work at a time; another one takes its place."""

    def __init__(self) -> None:
        self._steps: Iterator[None] = iter(())
        self._timer: TimerHandle | None = None

    def do(self, steps: Iterator[None]) -> None:
        """Begin a work soon.

        Args:
            steps: The work: each step takes a few milliseconds.
        """
        self._steps = steps
        if self._timer is None:
            self._timer = call_later(PAUSE_S, self._work)

    def _work(self) -> None:
        self._timer = None
        start = monotonic()
        for _ in self._steps:
            if monotonic() - start >= SLICE_S:
                self._timer = call_later(PAUSE_S, self._work)
                return
