"""Giving way: the parser holds the interpreter, and the screen must have it when a key comes."""

from __future__ import annotations

import time
from collections.abc import Callable

SLICE, PAUSE = 0.004, 0.004
"""Seconds of work after which the screen may have the interpreter, and for how long while keys come."""


class Throttle:
    """Asked between two pieces of work; now and then it sleeps."""

    def __init__(self, busy: Callable[[], bool]) -> None:
        """Begin.

        Args:
            busy: Whether the screen is answering a key just now.
        """
        self._busy = busy
        self._at = 0.0

    def __call__(self) -> None:
        """Give way if it is time to."""
        now = time.monotonic()
        if now - self._at > SLICE:
            time.sleep(PAUSE if self._busy() else 0)
            self._at = time.monotonic()
