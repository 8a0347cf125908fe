"""Which of the reader's threads works first: reading what changed, then comparing it, then what can wait.

The threads share one interpreter: while two of them work, each takes twice as long, and one that reads files waits for
the other one after every call of the system.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LIST_FIRST_S = 0.5
"""Seconds for which files that change one after another are listed before the first of them is compared."""

PAUSE_S = 0.1
"""Seconds without reading after which what is read next does not belong to what was read before."""

QUIET_S = 0.4
"""Seconds without reading and comparing after which comes what can wait."""

ASKED_S = 0.25
"""The same without a key and a request: a recording opens some time after the key that chose it."""


class Turns:
    """Lets the threads wait for each other."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._is_reading = self._has_read = self._is_stopped = False
        self._began_at = self._ended_at = self._compared_at = self._asked_at = float("-inf")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A block that looks for what changed and reads it."""
        now = time.monotonic()
        if now - self._ended_at > PAUSE_S:
            self._began_at = now
        self._is_reading = True
        try:
            yield
        finally:
            with self._changed:
                self._is_reading = False
                if self._has_read:
                    # A look that finds nothing, which comes several times a second, lets nobody wait longer.
                    self._has_read, self._ended_at = False, time.monotonic()
                self._changed.notify_all()

    def note_read(self) -> None:
        """Note, in such a block, that something changed."""
        self._has_read = True

    def note_asked(self) -> None:
        """Note that a key was pressed or something is asked for, by which the user waits for an answer."""
        self._asked_at = time.monotonic()

    @property
    def is_list_first(self) -> bool:
        """Whether comparing has to wait: files are read, and not yet for long."""
        return self._is_reading and time.monotonic() < self._began_at + LIST_FIRST_S and not self._is_stopped

    def wait_to_compare(self) -> None:
        """Wait as long as `is_list_first`."""
        if self.is_list_first:
            with self._changed:
                while self.is_list_first:
                    self._changed.wait(self._began_at + LIST_FIRST_S - time.monotonic())
        self._compared_at = time.monotonic()

    def wait_for_quiet(self, unless: Callable[[], bool] = lambda: False) -> None:
        """Wait until nothing was read, compared or asked for a while, unless what can wait is waited for."""
        with self._changed:
            while not (self._is_stopped or unless()) and (left := self._seconds_until_quiet()) > 0:
                self._changed.wait(left)

    def stop(self) -> None:
        """Let nobody wait any more."""
        with self._changed:
            self._is_stopped = True
            self._changed.notify_all()

    def _seconds_until_quiet(self) -> float:
        if self._is_reading:
            return QUIET_S
        quiet_at = max(self._ended_at + QUIET_S, self._compared_at + QUIET_S, self._asked_at + ASKED_S)
        return quiet_at - time.monotonic()
