"""The thread that keeps every file's first content, and compares every file that is touched since with it.

The scanner hands it contents and paths, in order; so the list shows a new content at once, and its verdict as soon as
the two contents were compared.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from queue import Empty, SimpleQueue
from typing import NamedTuple

from recview.live.events import BaselineReady, FilesCompared, LiveEvent
from recview.live.reviews import Reviews
from recview.live.throttle import Throttle
from recview.root import Root
from recview.sources.baseline import Baseline
from recview.sources.comparing import compare_with_baseline
from recview.sources.files import Stamp, stamp_on_disk
from recview.sources.parsed_files import ParsedFiles
from recview.verdicts.review import Review

JOIN_S = 2.0
"""Seconds after which leaving does not wait for a thread any more."""

NOTIFY_EVERY_S = 0.02
"""Seconds of comparing after which the reviews are handed on."""


class _TouchedFile(NamedTuple):
    """A file to compare; `is_final` if it will not change by itself, however broken it looks."""

    path: str
    is_final: bool


class _EndOfBaseline(NamedTuple):
    """Every first content was handed in."""


class _Stop(NamedTuple):
    """No job follows."""


_Job = _TouchedFile | _EndOfBaseline | _Stop


class Comparer:
    """Keeps and compares until stopped.

    Attributes:
        has_baseline: Whether all first contents are kept.
    """

    def __init__(
        self,
        root: Root,
        baseline: Baseline,
        files: ParsedFiles,
        notify: Callable[[LiveEvent], None],
        *,
        is_busy: Callable[[], bool],
    ) -> None:
        """Create it.

        Args:
            root: Where the files are.
            baseline: Where to keep what they held at the start.
            files: Holds what was parsed of them just now.
            notify: Is called, in the comparer's thread, with what was compared.
            is_busy: Whether the screen is answering a key just now.
        """
        self._root = root
        self._baseline = baseline
        self._files = files
        self._notify = notify
        self._jobs: SimpleQueue[_Job] = SimpleQueue()
        self._reviews = Reviews()
        self._throttle = Throttle(is_busy)
        self._is_baseline_open = True
        self.has_baseline = False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="comparer", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def keep(self, path: str, data: bytes | None, problem: str) -> None:
        """Make a content part of the baseline; after `end_baseline`, do nothing."""
        if self._is_baseline_open and data is not None:
            self._baseline.keep(path, data)
        elif self._is_baseline_open:
            self._baseline.keep_unread(path, problem)

    def end_baseline(self) -> None:
        """Every file was read once: what is read from now on is a change."""
        self._is_baseline_open = False
        self._jobs.put(_EndOfBaseline())

    def compare(self, path: str, *, is_final: bool) -> None:
        """Compare a file that was touched; `is_final` if it will not change by itself, however broken it looks."""
        self._jobs.put(_TouchedFile(path, is_final))

    def stop(self) -> None:
        """End soon; the thread does not outlive the program."""
        self._stop.set()
        self._jobs.put(_Stop())

    def is_idle(self) -> bool:
        """Whether all first contents are kept, and nothing waits to be compared."""
        return self.has_baseline and self._jobs.empty()

    def digest(self, path: str, stamp: Stamp) -> bytes:
        """The digest of a touched file's content when it had a stamp; empty if that was not compared."""
        return self._reviews.digest(path) if self._reviews.stamp(path) == stamp else b""

    def final_reviews(self, paths: Iterable[str]) -> dict[str, Review | None]:
        """After the end, the review of every file as it is now: files that waited, or changed since, are compared."""
        if self._thread.is_alive():
            self._thread.join(JOIN_S)
        for path in paths:
            if self._reviews.stamp(path) != stamp_on_disk(self._root.path(path)):
                compared = compare_with_baseline(self._root, path, self._baseline, self._files, is_final=True)
                self._reviews.take(path, compared)
        return self._reviews.all()

    def _run(self) -> None:
        reviews: dict[str, Review | None] = {}
        notify_at = 0.0
        while not self._stop.is_set():
            job = self._next_job(wait=not reviews)
            if reviews and (job is None or time.monotonic() > notify_at):
                self._notify(FilesCompared(reviews))
                reviews = {}
            if isinstance(job, _TouchedFile):
                notify_at = notify_at if reviews else time.monotonic() + NOTIFY_EVERY_S
                reviews |= self._compare(job)
            elif isinstance(job, _EndOfBaseline):
                self.has_baseline = True
                self._notify(BaselineReady(self._baseline.dropped))
            self._throttle()

    def _next_job(self, *, wait: bool) -> _Job | None:
        """The next job; None if there is none just now."""
        try:
            return self._jobs.get(block=wait)
        except Empty:
            return None

    def _compare(self, file: _TouchedFile) -> dict[str, Review | None]:
        """Compare a file, and return the reviews that are another now, by path."""
        compared = compare_with_baseline(self._root, file.path, self._baseline, self._files, is_final=file.is_final)
        self._files.release(file.path)
        if compared is None:
            return {}
        if file.is_final and file.path not in self._reviews and compared.verdict == "same":
            # Broken as it was at the start: nobody touched it.
            return {}
        return self._reviews.take(file.path, compared)
