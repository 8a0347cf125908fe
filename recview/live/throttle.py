"""Yields to the screen: a parser holds the interpreter, and the screen needs it when a key comes."""

from __future__ import annotations

import time
from collections.abc import Callable

WORK_S, PAUSE_S = 0.004, 0.004
"""Seconds of work after which the interpreter is offered, and seconds of sleep while the screen is busy."""


class Throttle:
    """Called between two pieces of work, it sleeps now and then."""

    def __init__(self, is_busy: Callable[[], bool]) -> None:
        """Create it.

        Args:
            is_busy: Whether the screen is answering a key just now.
        """
        self._is_busy = is_busy
        self._yielded_at = 0.0

    def __call__(self) -> None:
        """Yield the interpreter if the last time was `WORK_S` ago."""
        if time.monotonic() - self._yielded_at > WORK_S:
            time.sleep(PAUSE_S if self._is_busy() else 0)
            self._yielded_at = time.monotonic()
