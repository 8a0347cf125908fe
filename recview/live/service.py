"""The reader as the screen sees it: takes requests and answers by events, in a process of its own or in threads."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from recview.cache.store import CacheStore
from recview.current_file import skip
from recview.live.comparer import Comparer
from recview.live.events import FinalState, LiveEvent
from recview.live.gate import Gate
from recview.live.idle_checks import IdleChecks
from recview.live.idle_work import IdleWork
from recview.live.index_keeper import IndexKeeper
from recview.live.requests import Begin, Finish, KeyPressed, ReadHits, ReadRest, Request, SearchTexts, Stop
from recview.live.scanner import Scanner
from recview.live.sole_file import SoleFile
from recview.live.turns import Turns
from recview.reading.recording_view import LARGE_BYTES
from recview.sources.baseline import LIMIT, Baseline
from recview.sources.files import whole_content
from recview.sources.parsed_files import ParsedFiles

if TYPE_CHECKING:
    from recview.live.opener import Opener
    from recview.live.text_search import TextSearch

BUSY_FOR_S = 0.1
"""Seconds after a key in which the threads give way."""


class Service:
    """Reads, watches, compares and opens the files of one root, in threads.

    Attributes:
        threads: The threads, once they have begun.
    """

    def __init__(self, notify: Callable[[LiveEvent], None]) -> None:
        """Create it; a request to begin comes first.

        Args:
            notify: Is called with every event, in several threads.
        """
        self._notify = notify
        self._key_at = 0.0
        self._shares_interpreter = True
        self.threads: Threads | None = None

    def handle(self, request: Request) -> None:
        """Do what is asked; never blocks. Before `Begin`, and after `Stop`, most requests change nothing."""
        threads = self.threads
        match request:
            case Begin() if threads is None:
                self._shares_interpreter = not request.is_alone
                self.threads = Threads(request, self._notify, self._is_busy)
            case _ if threads is not None:
                if isinstance(request, KeyPressed):
                    self._key_at = time.monotonic()
                threads.handle(request)

    def _is_busy(self) -> bool:
        return self._shares_interpreter and time.monotonic() - self._key_at < BUSY_FOR_S


class Threads:
    """The threads over a root.

    Attributes:
        files: What was parsed of the files that are read again soon.
        baseline: The first content of every file, or just its digest.
    """

    def __init__(self, begin: Begin, notify: Callable[[LiveEvent], None], is_busy: Callable[[], bool]) -> None:
        """Create and start them."""
        root, files = begin.root, ParsedFiles(begin.root)
        store = CacheStore(root, begin.cache)
        keep = LIMIT if begin.keep is None else begin.keep
        self.baseline = baseline = Baseline(
            keep, files.parse_first, store.content, partial(whole_content, root, by_any_link=True)
        )
        self._root, self._notify, self._gate = root, notify, Gate(notify)
        self.files = files
        skip(map(root.path, begin.skipped))
        self._turns = Turns()
        self._comparer = Comparer(root, baseline, files, self._gate, is_busy=is_busy, turns=self._turns)
        self._idle_work = idle_work = IdleWork(
            root,
            self._tell_contents,
            is_busy=is_busy,
            wait_for_turn=self._wait_until_idle,
            is_waited_for=self._is_text_waited_for,
            checks=IdleChecks(root, begin.cache, self._gate),
        )
        is_large = root.size_of_sole_file() > LARGE_BYTES
        keeper = IndexKeeper(store, baseline, idle_work, self._comparer.reviews.digest)
        self._scanner = Scanner(
            root,
            self._comparer,
            files,
            self._gate,
            watching=begin.watching,
            is_busy=is_busy,
            keeper=keeper,
            turns=self._turns,
            sole_file=SoleFile(root.tops[0], files, self._opener, baseline.digest) if is_large else None,
        )
        if begin.is_alone:
            self._scanner.read_rest()
        self._comparer.start()
        self._scanner.start()

    def handle(self, request: Request) -> None:
        """Do what is asked; never blocks."""
        self._turns.note_asked()
        match request:
            case ReadRest():
                self._gate.open()
                self._scanner.read_rest()
            case Stop():
                self._stop()
            case Finish():
                threading.Thread(target=self._finish, name="finishing", daemon=True).start()
            case SearchTexts() | ReadHits():
                self._text_search.handle(request)
            case Begin() | KeyPressed():
                pass
            case _:
                self._opener.handle(request)

    @cached_property
    def _opener(self) -> Opener:
        """What opens recordings, imported once something is to be opened: the list comes first."""
        from recview.live.opener import Opener

        return Opener(self._root, self.baseline, self.files, self._notify)

    @cached_property
    def _text_search(self) -> TextSearch:
        """What searches texts, imported once there are any."""
        from recview.live.text_search import TextSearch

        return TextSearch(self._idle_work.decoded.store, self._idle_work.progress, self._notify)

    def _tell_contents(self, event: LiveEvent) -> None:
        self._gate(event)
        if "_text_search" in self.__dict__:
            self._text_search.go_on()

    def _is_text_waited_for(self) -> bool:
        return "_text_search" in self.__dict__ and self._text_search.is_waited_for

    def _wait_until_idle(self) -> None:
        """Wait until nothing is being read, compared, loaded or searched."""
        self._turns.wait_for_quiet(unless=self._is_text_waited_for)
        if "_opener" in self.__dict__:
            self._opener.wait_until_idle()
        if "_text_search" in self.__dict__:
            self._text_search.wait_until_idle()

    def _stop(self) -> None:
        self._gate.open()
        self._turns.stop()
        if "_text_search" in self.__dict__:
            self._text_search.stop()
        self._scanner.stop()
        self._comparer.stop()
        if "_opener" in self.__dict__:
            self._opener.stop()

    def _finish(self) -> None:
        self._stop()
        files, touched = self._scanner.final_files()
        reviews = self._comparer.final_reviews(touched) if touched else None
        self._scanner.keep_index()
        self._notify(FinalState(tuple(files), reviews))
