"""How far a command has come, on a line of the terminal that standard error goes to; elsewhere nothing."""

from __future__ import annotations

import sys
import time
from typing import Self

from recview.cli.output import Out
from recview.display.progress import progress_parts

_AFTER_S, _EVERY_S = 0.5, 0.1
"""Seconds after which it is shown, and between two looks."""


class ProgressLine:
    """A line that is written over again and again, and is gone in the end."""

    def __init__(self, work: str) -> None:
        """Show nothing yet.

        Args:
            work: What is done, as in `checking`.
        """
        self._work = work
        self._out = Out(sys.stderr) if sys.stderr is not None and sys.stderr.isatty() else None
        self._next = time.monotonic() + _AFTER_S
        self._is_shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_shown and self._out is not None:
            self._out.write_bytes(b"\r\x1b[K")
            self._out.flush()

    def show(self, done: int, total: int) -> None:
        """Note how much is done of how much there is to do."""
        if self._out is None or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _EVERY_S
        self._is_shown = True
        parts = progress_parts(self._work, done, total, self._out.width)
        self._out.write_bytes(b"\r\x1b[K" + "".join(part.text for part in parts).rstrip().encode())
        self._out.flush()
