"""Gives way to the screen while a key is answered: reading takes a processor, or the interpreter, that it needs."""

from __future__ import annotations

import time
from collections.abc import Callable

WORK_S, PAUSE_S = 0.004, 0.004
"""Seconds of work between two sleeps while the screen is busy, and seconds of sleep."""


class Throttle:
    """Called between two pieces of work, it sleeps now and then while the screen is busy."""

    def __init__(self, is_busy: Callable[[], bool]) -> None:
        """Create it.

        Args:
            is_busy: Whether the screen is answering a key just now.
        """
        self._is_busy = is_busy
        self._yielded_at = 0.0

    def __call__(self) -> None:
        """Sleep while the screen is busy, if the last time was `WORK_S` ago."""
        if time.monotonic() - self._yielded_at > WORK_S:
            if self._is_busy():
                time.sleep(PAUSE_S)
            self._yielded_at = time.monotonic()
