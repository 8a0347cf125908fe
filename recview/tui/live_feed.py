"""The screen's end of what reads for it: requests go out, and what comes back is shown in the screen's own task."""

from __future__ import annotations

import gc
import threading
import time
from collections import deque
from collections.abc import Mapping
from importlib import import_module
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from recview.live.events import BaselineReady, FilesCompared, FilesIndexed, FinalState, LiveEvent
from recview.live.requests import Begin, Finish, KeyPressed, ReadRest, Request, Stop
from recview.session import Session
from recview.verdicts.review import Review

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen

FIRST_ROWS_WAIT_S = 0.02
"""Seconds after which the first frame does without rows."""

FINAL_WAIT_S = 5.0
"""Seconds after which leaving does not wait for what had not been read."""

LONG_NOTICE_S = 8
"""Seconds for which a notice stays that nobody asked for."""


class LiveFeed:
    """Sends requests, and shows on the main screen what is handed on.

    Attributes:
        service: What reads, in threads of this process.
    """

    def __init__(self, main: MainScreen, keep: int | None) -> None:
        """Create it.

        Args:
            main: The screen.
            keep: Bytes of the compressed baseline to keep; None for the usual number.
        """
        self._main = main
        self._keep = keep
        self.service: Any = None
        self._events: deque[LiveEvent] = deque()
        self._has_begun = threading.Event()
        self._final_state: SimpleQueue[FinalState] = SimpleQueue()
        self._is_shown = False

    def start(self) -> None:
        """Start reading, before there is a screen."""
        # On use and by name: the screen imports no reader.
        self.service = import_module("recview.live.service").Service(self._post)
        self.send(Begin(self._main.root, self._main.watching, self._keep))

    def send(self, request: Request) -> None:
        """Ask for something; what answers it is shown once it comes."""
        if self.service:
            self.service.handle(request)

    def show_first(self) -> None:
        """Show the first few files, if they are read in time for the first frame."""
        if self._has_begun.wait(FIRST_ROWS_WAIT_S):
            self._show_next()

    def painted(self) -> None:
        """Read the rest: the first frame is painted."""
        self._is_shown = True
        while self._events:
            self._show_next()
        self.send(ReadRest())

    def stop(self) -> None:
        """Stop reading."""
        self._is_shown = False
        self.send(Stop())

    def key_pressed(self) -> None:
        """Give way to the screen, which answers a key."""
        self.send(KeyPressed())

    def final_session(self) -> Session:
        """The session as the disk is after the end: with what had not been shown, read or compared by then."""
        self.send(Finish())
        try:
            final = self._final_state.get(timeout=FINAL_WAIT_S)
        except Empty:
            final = FinalState()
        while self._events:
            if isinstance(event := self._events.popleft(), FilesIndexed | FilesCompared | BaselineReady):
                self.show(event)
        session = self._main.session
        session = session.with_files(final.files, time.time()) if final.files else session
        return session if final.reviews is None else session.with_reviews(final.reviews)

    def _post(self, event: LiveEvent) -> None:
        """Take an event in the thread that hands it on; the screen's own task shows it."""
        if isinstance(event, FinalState):
            self._final_state.put(event)
            return
        self._events.append(event)
        self._has_begun.set()
        if self._is_shown:
            self._main.call_later(self._show_next)

    def _show_next(self) -> None:
        if self._events:
            self.show(self._events.popleft())

    def show(self, event: LiveEvent) -> None:
        """Show what was handed on."""
        match event:
            case FilesIndexed():
                self._show_indexed(event)
            case BaselineReady(dropped=dropped):
                self._show_baseline_ready(dropped)
            case FilesCompared(reviews=reviews):
                self._show_compared(reviews)
            case FinalState():
                pass
            case _:
                self._main.loader.show(event)

    def _show_indexed(self, event: FilesIndexed) -> None:
        main, before = self._main, self._main.session
        session = before.with_files(event.files, event.at)
        if event.is_complete or event.polling != before.polling:
            session = session.with_polling(event.polling)
        if event.kinds is not None:
            session = session.with_kinds(event.kinds)
        if event.is_complete:
            session = session.with_complete_list()
        main.become(session)
        if main.is_leaving:
            return
        if event.polling and not before.polling:
            words = f"Looking every 0.3 seconds instead of waiting for file events: {event.polling}"
            main.notify(words, timeout=LONG_NOTICE_S)
        if event.is_complete:
            self._end_first_scan()

    def _end_first_scan(self) -> None:
        main = self._main
        main.test_tree.cursor.hold()
        if main.ticking:
            _collect_garbage_in_steps()
        if not main.session.library.files:
            # The list says so, which has the focus: the other panes are empty.
            main.chat.show_words()
            main.transport.show_player(main.session.player, " ")

    def _show_baseline_ready(self, dropped: int) -> None:
        """From now on every change can be compared; of `dropped` files there is just a digest to compare with."""
        self._main.become(self._main.session.with_baseline())
        if dropped and not self._main.is_leaving:
            words = f"Of {dropped:,} files just a digest is kept: changes are told, not shown (--keep)"
            self._main.notify(words, timeout=LONG_NOTICE_S)

    def _show_compared(self, reviews: Mapping[str, Review | None]) -> None:
        self._main.become(self._main.session.with_reviews(reviews))
        shown = self._main.session.shown
        if shown and shown.path in reviews and not self._main.is_leaving:
            self._main.titles.show()


def _collect_garbage_in_steps() -> None:
    """Textual and the list live for ever: never look through them again. Small steps keep each under a frame."""
    gc.freeze()
    gc.set_threshold(2_000, 20, 50)
    gc.enable()
