"""The thread that searches the texts of all recordings, as far as they were read, and goes on as more is read."""

from __future__ import annotations

import threading
import time
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterable
from functools import partial

from recview.live.events import HitsRead, LiveEvent, TextsFound
from recview.live.requests import ReadHits, SearchRequest, SearchTexts
from recview.live.term_search import TermSearch
from recview.live.text_store import TextStore
from recview.live.worker import Worker
from recview.text_matching import WIDTH, RecordedTexts

LIMIT_S = 2.0
"""Seconds of searching after which a search is stopped."""

BLOCK_BYTES = 2_000_000
"""Bytes of texts that are searched between two looks at whether that is still wanted."""


class TextSearch:
    """Searches until stopped."""

    def __init__(
        self,
        store: TextStore,
        progress: Callable[[], tuple[int, int, bool]],
        notify: Callable[[LiveEvent], None],
        limit: float = LIMIT_S,
    ) -> None:
        """Create it; its thread begins with the first request.

        Args:
            store: The texts.
            progress: Returns how many files were read, of how many, and whether nothing is left to read.
            notify: Is called, in the thread, with every answer.
            limit: Seconds after which a search is stopped.
        """
        self._store = store
        self._progress = progress
        self._notify = notify
        self._limit = limit
        self._lock = threading.Lock()
        self._search: _Search | None = None
        self._questions: deque[ReadHits] = deque()
        self._has_more = self._is_stopped = False
        self._worker = Worker("searching")

    def handle(self, request: SearchRequest) -> None:
        """Have a request answered by events; returns at once."""
        with self._lock:
            if isinstance(request, SearchTexts):
                self._search = _Search(request) if request.terms else None
                self._questions.clear()
                self._has_more = bool(request.terms)
            else:
                self._questions.append(request)
        self._worker.put("search", self._work)

    def go_on(self) -> None:
        """Search what was read since."""
        with self._lock:
            self._has_more = self._search is not None
        if self._has_more:
            self._worker.put("search", self._work)

    @property
    def is_waited_for(self) -> bool:
        """Whether a search waits for texts that were not read yet."""
        search = self._search
        return search is not None and not search.is_complete

    def wait_until_idle(self) -> None:
        """Wait until nothing is being searched or asked, or the thread is to end."""
        self._worker.wait_until_idle()

    def stop(self) -> None:
        """End soon; the thread does not outlive the program."""
        self._is_stopped = True
        self._worker.stop()

    def _work(self) -> None:
        """Search and answer questions until there is nothing left to do."""
        while not self._is_stopped and (job := self._next_job()):
            job()

    def _next_job(self) -> Callable[[], None] | None:
        """What is to be done next: searching comes before questions; None if there is nothing."""
        with self._lock:
            search = self._search
            if self._has_more and search is not None:
                self._has_more = False
                return partial(self._answer, search)
            return partial(self._tell_hits, search, self._questions.popleft()) if self._questions else None

    def _answer(self, search: _Search) -> None:
        """Search what was not searched yet, and tell what has been found so far."""
        read, total, is_all_read = self._progress()
        texts = self._store.mapped()
        while search.seconds < self._limit and not search.has_searched(texts):
            if self._search is not search or self._is_stopped:
                return
            search.search_block(texts)
        if not search.has_searched(texts):
            search.stop(f"it was stopped after {self._limit:g} s")
        search.is_complete = is_all_read
        if is_all_read:
            search.seconds = 0.0
        results = {term: each.result(self._store.problem) for term, each in search.terms.items()}
        self._notify(TextsFound(search.number, results, read, total, is_all_read))

    def _tell_hits(self, search: _Search | None, question: ReadHits) -> None:
        """Tell where a term stands in some recordings, if it is still searched for."""
        if search is not None and search.number == question.number and question.term in search.terms:
            hits = search.terms[question.term].hits(self._store.mapped(), question.recordings)
            self._notify(HitsRead(question.number, question.term, hits))


class _Search:
    """What is searched for.

    Attributes:
        number: Of the request.
        terms: The search for each term.
        seconds: How long was searched.
        is_complete: Whether all files were read when it was answered last.
    """

    def __init__(self, request: SearchTexts) -> None:
        self.number = request.number
        self.terms = {term: TermSearch(term) for term in request.terms}
        self.seconds = 0.0
        self.is_complete = False

    def has_searched(self, texts: RecordedTexts) -> bool:
        """Whether all of some texts were searched."""
        return not any(self._unfinished(texts))

    def search_block(self, texts: RecordedTexts) -> None:
        """Search some more recordings for the first term for which not all were searched."""
        # Of the processor: on a busy machine no search is stopped that would be short elsewhere.
        started_at = time.thread_time()
        search = next(iter(self._unfinished(texts)))
        search.search(texts, _block(texts, search.searched))
        self.seconds += time.thread_time() - started_at

    def stop(self, reason: str) -> None:
        """Do not go on with any term, for a reason, which is a clause."""
        for search in self.terms.values():
            search.stop(reason)

    def _unfinished(self, texts: RecordedTexts) -> Iterable[TermSearch]:
        return (search for search in self.terms.values() if not search.is_stopped and search.searched < texts.total)


def _block(texts: RecordedTexts, first: int) -> range:
    """The next recordings to search: at least one, and otherwise no more than `BLOCK_BYTES` of texts."""
    end = texts.starts[first * WIDTH] + BLOCK_BYTES
    index = bisect_right(texts.starts, end, first * WIDTH, texts.total * WIDTH)
    return range(first, max(first + 1, (index - 1) // WIDTH))
