"""The threads that read, watch and compare files, and the one place where the main screen shows what they tell."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

from recview.session import Session
from recview.tui.librarian import Librarian
from recview.tui.messages import Indexed, Measured, Reviewed
from recview.tui.reviewer import Reviewer

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen

BUSY_FOR_S = 0.1
"""Seconds after a key in which the threads give way."""

LONG_NOTICE_S = 8
"""Seconds for which a notice stays that nobody asked for."""


class LiveFeed:
    """Starts and stops the threads, and shows on the main screen what they tell."""

    def __init__(self, main: MainScreen) -> None:
        self._main = main
        self._key_at = 0.0
        self._reviewer = Reviewer(self, main.root, main.baseline, busy=self._is_busy)
        self._librarian = Librarian(self, main.root, self._reviewer, watching=main.watching, busy=self._is_busy)

    def start(self) -> None:
        """Start reading, before there is a screen."""
        self._reviewer.start()
        self._librarian.start()

    def show_first(self) -> None:
        """Show the first few files, if they are read in time for the first frame."""
        self._main.become(self._main.session.indexed(self._librarian.first()))

    def painted(self) -> None:
        """Read the rest: the first frame is painted."""
        self._librarian.go_on()

    def stop(self) -> None:
        """Stop reading."""
        self._librarian.stop()
        self._reviewer.stop()

    def key_pressed(self) -> None:
        """Give way to the screen, which answers a key."""
        self._key_at = time.monotonic()

    def _is_busy(self) -> bool:
        return time.monotonic() - self._key_at < BUSY_FOR_S

    def final_session(self) -> Session:
        """The session as the disk is after the end: with what had not been read or compared by then."""
        late, touched = self._librarian.settled()
        session = self._main.session.indexed(late, time.time()) if late else self._main.session
        return session.reviewed(self._reviewer.settled(touched)) if touched else session

    def post_message(self, news: Indexed | Measured | Reviewed) -> None:
        """Take what a thread tells, to be shown in the screen's own task."""
        self._main.call_later(self.show, news)

    def show(self, news: Indexed | Measured | Reviewed) -> None:
        """Show what a thread tells."""
        match news:
            case Indexed():
                self._show_indexed(news)
            case Measured():
                self._show_measured(news)
            case Reviewed():
                self._show_reviewed(news)

    def _show_indexed(self, indexed: Indexed) -> None:
        """Files were read."""
        main, before = self._main, self._main.session
        session = before.indexed(indexed.found, indexed.at)
        if indexed.complete or indexed.polling != before.polling:
            session = session.watched(indexed.polling)
        if indexed.complete:
            session = session.scanned(indexed.kinds)
        main.become(session)
        if main.is_leaving:
            return
        if indexed.polling and not before.polling:
            words = f"Looking every 0.3 seconds instead of waiting for file events: {indexed.polling}"
            main.notify(words, timeout=LONG_NOTICE_S)
        if indexed.complete:
            self._end_first_scan()

    def _end_first_scan(self) -> None:
        main = self._main
        main.test_tree.stay()
        if main.ticking:
            _collect_garbage_in_steps()
        if not main.session.library.files:
            # The list says so, which has the focus: the other panes are empty.
            main.chat.show_words()
            main.transport.show_player(main.session.player, " ")

    def _show_measured(self, measured: Measured) -> None:
        """From now on every change can be compared with the baseline."""
        self._main.become(self._main.session.with_baseline())
        if measured.dropped and not self._main.is_leaving:
            words = f"Of {measured.dropped:,} files just a digest is kept: changes are told, not shown (--keep)"
            self._main.notify(words, timeout=LONG_NOTICE_S)

    def _show_reviewed(self, reviewed: Reviewed) -> None:
        """Files were compared with the baseline."""
        self._main.become(self._main.session.reviewed(reviewed.reviews))
        shown = self._main.session.shown
        if shown and shown.path in reviewed.reviews and not self._main.is_leaving:
            self._main.titles.show()


def _collect_garbage_in_steps() -> None:
    """Textual and the list live for ever: never look through them again. Small steps keep each under a frame."""
    gc.freeze()
    gc.set_threshold(2_000, 20, 50)
    gc.enable()
