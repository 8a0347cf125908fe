"""The threads that read, watch and compare files, and the one place where the main screen shows what they hand on."""

from __future__ import annotations

import gc
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from recview.cache.settings import CacheSettings
from recview.cache.store import CacheStore
from recview.live.comparer import Comparer
from recview.live.events import BaselineReady, FilesCompared, FilesIndexed, LiveEvent
from recview.live.index_keeper import IndexKeeper
from recview.live.scanner import Scanner
from recview.session import Session
from recview.sources.baseline import Baseline
from recview.sources.parsed_files import ParsedFiles
from recview.verdicts.review import Review

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen

BUSY_FOR_S = 0.1
"""Seconds after a key in which the threads give way."""

LONG_NOTICE_S = 8
"""Seconds for which a notice stays that nobody asked for."""


class LiveFeed:
    """Starts and stops the threads, and shows on the main screen what they hand on.

    Attributes:
        parsed_files: What was parsed of the files that are read again soon.
        baseline: The first content of every file, or just its digest.
    """

    def __init__(self, main: MainScreen, keep: int, cache: CacheSettings | None) -> None:
        """Create it.

        Args:
            main: The screen.
            keep: Bytes of the compressed baseline to keep.
            cache: Where to keep what is read for the next start.
        """
        self._main = main
        self._key_at = 0.0
        root, busy = main.root, self._is_busy
        self.parsed_files = ParsedFiles(root)
        store = CacheStore(root, cache)
        self.baseline = Baseline(keep, self.parsed_files.parse_first, store.content)
        self._comparer = Comparer(root, self.baseline, self.parsed_files, self._post, is_busy=busy)
        keeper = IndexKeeper(store, self.baseline, self._comparer.digest)
        self._scanner = Scanner(
            root, self._comparer, self.parsed_files, self._post, watching=main.watching, is_busy=busy, keeper=keeper
        )

    def start(self) -> None:
        """Start reading, before there is a screen."""
        self._comparer.start()
        self._scanner.start()

    def show_first(self) -> None:
        """Show the first few files, if they are read in time for the first frame."""
        self._main.become(self._main.session.with_files(self._scanner.first_files()))

    def painted(self) -> None:
        """Read the rest: the first frame is painted."""
        self._scanner.read_rest()

    def stop(self) -> None:
        """Stop reading."""
        self._scanner.stop()
        self._comparer.stop()

    def key_pressed(self) -> None:
        """Give way to the screen, which answers a key."""
        self._key_at = time.monotonic()

    def _is_busy(self) -> bool:
        return time.monotonic() - self._key_at < BUSY_FOR_S

    def final_session(self) -> Session:
        """The session as the disk is after the end: with what had not been read or compared by then."""
        late, touched = self._scanner.final_files()
        session = self._main.session.with_files(late, time.time()) if late else self._main.session
        session = session.with_reviews(self._comparer.final_reviews(touched)) if touched else session
        self._scanner.keep_index()
        return session

    def _post(self, event: LiveEvent) -> None:
        """Hand an event of a thread on to the screen's own task."""
        self._main.call_later(self.show, event)

    def show(self, event: LiveEvent) -> None:
        """Show what a thread handed on."""
        match event:
            case FilesIndexed():
                self._show_indexed(event)
            case BaselineReady(dropped=dropped):
                self._show_baseline_ready(dropped)
            case FilesCompared(reviews=reviews):
                self._show_compared(reviews)

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
