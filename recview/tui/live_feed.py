"""The screen's end of the reader: requests go out, and events that come back are shown in the screen's own task."""

from __future__ import annotations

import threading
import time
from collections import deque
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from recview.live.client import Reader
from recview.live.events import BaselineReady, FilesCompared, FilesIndexed, FinalState, LiveEvent
from recview.live.reader_ended import ReaderEnded, ReaderReplaced
from recview.live.requests import Finish, KeyPressed, ReadRest, Request, Stop
from recview.session import Session
from recview.tui.live_events import show_event, show_rows
from recview.tui.replaced_reader import ReplacedReader

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen

FIRST_ROWS_WAIT_S = 0.02
"""Seconds after which the first frame does without rows."""

TOLD_EVERY_S = 0.1
"""Seconds between two keys of which a reader in another process is told."""

FINAL_WAIT_S = 5.0
"""Seconds after which leaving does not wait for what had not been read."""


class LiveFeed:
    """Sends requests to the reader, and shows its events on the main screen.

    Attributes:
        reader: The reader, in its own process or in threads.
    """

    def __init__(self, main: MainScreen, reader: Reader) -> None:
        """Create it.

        Args:
            main: The screen.
            reader: The reader; it has begun, and its events wait for `start`.
        """
        self._main = main
        self.reader = reader
        self._replaced = ReplacedReader(main)
        self._events: deque[LiveEvent] = deque()
        self._has_begun = threading.Event()
        self._final_state: SimpleQueue[FinalState] = SimpleQueue()
        self._is_shown = self._is_left = False
        self._told_at = 0.0

    def start(self) -> None:
        """Start reading, before there is a screen."""
        self.reader.listen(self._post)

    def send(self, request: Request) -> None:
        """Ask for something; its answer is shown once it comes."""
        self.reader.send(request)

    def show_first(self) -> None:
        """Show the first few files, if they are read in time for the first frame."""
        if self._has_begun.wait(FIRST_ROWS_WAIT_S):
            self._show_next()

    def painted(self) -> None:
        """Read the rest: the first frame is painted."""
        self._is_shown = True
        while self._events:
            self._show_next()
        self.ask_for_rest()

    def ask_for_rest(self) -> None:
        """Have the rest read, if the first frame is painted."""
        if self._is_shown:
            self.send(ReadRest())

    def stop(self) -> None:
        """Stop reading."""
        self._is_shown, self._is_left = False, True
        self.send(Stop())

    def key_pressed(self) -> None:
        """Have what can wait stand still: the user works."""
        now = time.monotonic()
        # One that reads in this process makes room for the screen just a moment.
        if not self.reader.has_process or now - self._told_at > TOLD_EVERY_S:
            self._told_at = now
            self.reader.tell(KeyPressed())

    def final_session(self) -> Session:
        """The final session: with what the reader had not yet sent, read or compared as the screen was left."""
        final = FinalState()
        if self.reader.finish(Finish()):
            with suppress(Empty):
                final = self._final_state.get(timeout=FINAL_WAIT_S)
        self.reader.stop()
        while self._events:
            if isinstance(event := self._events.popleft(), FilesIndexed | FilesCompared | BaselineReady):
                self.show(event)
        session = self._main.session
        session = session.with_files(final.files, time.time()) if final.files else session
        return session if final.reviews is None else session.with_reviews(final.reviews)

    def _post(self, event: LiveEvent) -> None:
        """Take an event in a thread of the reader's; the screen's own task shows it."""
        if isinstance(event, FinalState):
            self._final_state.put(event)
            return
        if self._is_left and isinstance(event, ReaderEnded):
            # No reader will answer the last request.
            self._final_state.put(FinalState())
        self._events.append(event)
        self._has_begun.set()
        if self._is_shown:
            self._main.call_later(self._show_next)

    def _show_next(self) -> None:
        if self._replaced.is_beginning or not show_rows(self._main, self._events):
            self._show_first_waiting()

    def _show_first_waiting(self) -> None:
        if self._events:
            self.show(self._events.popleft())

    def show(self, event: LiveEvent) -> None:
        """Show an event."""
        if isinstance(event, ReaderEnded):
            self._replaced.show_end(event)
        elif isinstance(event, ReaderReplaced):
            self._replaced.begin()
        for shown in self._replaced.events(event):
            show_event(self._main, shown)
