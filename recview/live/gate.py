"""Holds events back until the first frame is painted: handling them earlier would delay it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from recview.live.events import LiveEvent


class Gate:
    """Passes the first event, which holds the rows of the first frame, and the others once it is opened."""

    def __init__(self, notify: Callable[[LiveEvent], None]) -> None:
        """Create it, closed.

        Args:
            notify: Takes what is passed.
        """
        self._notify = notify
        self._lock = threading.Lock()
        self._held: list[LiveEvent] = []
        self._is_open = self._has_passed_first = False

    def __call__(self, event: LiveEvent) -> None:
        """Pass or hold an event."""
        with self._lock:
            if self._is_open or not self._has_passed_first:
                self._has_passed_first = True
                self._notify(event)
            else:
                self._held.append(event)

    def open(self) -> None:
        """Pass what was held, and from now on everything at once."""
        with self._lock:
            self._is_open = True
            for event in self._held:
                self._notify(event)
            self._held = []
