"""The thread that compares every file that is touched with its first content, and compresses those meanwhile.

The scanner hands it paths, in order; so the list shows a new content at once, and its verdict as soon as
the two contents were compared.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from queue import Empty, SimpleQueue

from recview.current_file import reading
from recview.live.comparer_jobs import ComparerJob, EndOfBaseline, ReturnedFiles, StopJob, TouchedFile
from recview.live.events import BaselineReady, FilesCompared, LiveEvent
from recview.live.reviews import Reviews
from recview.live.throttle import Throttle
from recview.live.turns import Turns
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

COMPARED_FILES = 500
"""Files whose reviews are handed on together: taking them in costs the screen a part of a frame."""


class Comparer:
    """Keeps and compares until stopped.

    Attributes:
        reviews: What the comparisons resulted in.
        has_baseline: Whether the digests of all first contents stand.
    """

    def __init__(
        self,
        root: Root,
        baseline: Baseline,
        files: ParsedFiles,
        notify: Callable[[LiveEvent], None],
        *,
        is_busy: Callable[[], bool],
        turns: Turns | None = None,
    ) -> None:
        """Create it.

        Args:
            root: Where the files are.
            baseline: Where to keep what they held at the start.
            files: Holds what was parsed of them just now.
            notify: Is called, in several threads, with what was compared.
            is_busy: Whether the screen is answering a key just now.
            turns: Lets reading come first.
        """
        self._root = root
        self._baseline = baseline
        self._files = files
        self._notify = notify
        self._jobs: SimpleQueue[ComparerJob] = SimpleQueue()
        self.reviews = Reviews()
        self._throttle = Throttle(is_busy)
        self._turns = turns or Turns()
        self._is_baseline_open = True
        self._told_dropped = -1
        self._always_broken: dict[str, Stamp] = {}
        self.has_baseline = False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="comparer", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def keep(self, path: str, data: bytes | None, problem: str) -> None:
        """Make a content part of the baseline, in the caller's thread; after `end_baseline`, do nothing.

        The list comes first: this thread does nothing until then.
        """
        if not self._is_baseline_open:
            return
        if data is None:
            self._baseline.keep_unread(path, problem)
        else:
            self._baseline.keep(path, data)

    def end_baseline(self) -> None:
        """Every file was read once: what is read from now on is a change.

        The digests are made in the caller's thread, too: another one would wait for it after every single digest.
        """
        self._is_baseline_open = False
        self._baseline.make_digests()
        self._tell_baseline()
        self._jobs.put(EndOfBaseline())

    def compare(self, path: str, *, is_final: bool) -> None:
        """Compare a file that was touched; `is_final` if it will not change by itself, however broken it looks."""
        self._jobs.put(TouchedFile(path, is_final))

    def put_back(self, untouched: Sequence[str], touched: Mapping[str, Stamp]) -> None:
        """Give deleted files that are there again as they were the reviews that they had.

        Args:
            untouched: Files that had never been touched before they were deleted: these had none.
            touched: The stamps of others; those that were not compared when they had it are compared now.
        """
        self._jobs.put(ReturnedFiles(untouched, touched))

    def stop(self) -> None:
        """End soon; the thread does not outlive the program."""
        self._stop.set()
        self._jobs.put(StopJob())

    def final_reviews(self, paths: Iterable[str]) -> dict[str, Review | None]:
        """After the end, the review of every file as it is now: files that waited, or changed since, are compared."""
        if self._thread.is_alive():
            self._thread.join(JOIN_S)
        for path in paths:
            stamp = stamp_on_disk(self._root.path(path))
            if stamp not in (self.reviews.stamp(path), self._always_broken.get(path)):
                compared = compare_with_baseline(self._root, path, self._baseline, self._files, is_final=True)
                self.reviews.take(path, compared)
        return self.reviews.all()

    def _run(self) -> None:
        reviews: dict[str, Review | None] = {}
        notify_at = 0.0
        while not self._stop.is_set():
            job = _next_job(self._jobs, wait=not (reviews or self._has_to_pack))
            if reviews and (job is None or time.monotonic() > notify_at or self._turns.is_list_first):
                for part in _parted(reviews):
                    self._notify(FilesCompared(part))
                reviews = {}
            if isinstance(job, TouchedFile | ReturnedFiles):
                self._turns.wait_to_compare()
                notify_at = notify_at if reviews else time.monotonic() + NOTIFY_EVERY_S
                reviews |= self._compare(job)
            elif job is None and self._has_to_pack:
                self._turns.wait_to_compare()
                self._pack_next()
            self._throttle()

    @property
    def _has_to_pack(self) -> bool:
        """Whether contents are compressed as soon as there is nothing else to do: not while the list is being made."""
        return not self._is_baseline_open and self._baseline.has_waiting

    def _pack_next(self) -> None:
        self._baseline.pack_next()
        if not self._baseline.has_waiting:
            self._tell_baseline()

    def _tell_baseline(self) -> None:
        """Tell that all digests stand; and once no content waits, of how many there is no more than that."""
        self.has_baseline = True
        dropped = 0 if self._baseline.has_waiting else self._baseline.dropped
        if dropped != self._told_dropped:
            self._told_dropped = dropped
            self._notify(BaselineReady(dropped))

    def _compare(self, file: TouchedFile | ReturnedFiles) -> dict[str, Review | None]:
        """Compare a file, or put files back; returns the reviews that are another now, by path."""
        if isinstance(file, ReturnedFiles):
            reviews, uncompared = self.reviews.put_back(file.untouched, file.touched)
            for path in uncompared:
                self.compare(path, is_final=False)
            return reviews
        with reading(file.path):
            compared = compare_with_baseline(self._root, file.path, self._baseline, self._files, is_final=file.is_final)
        self._files.release(file.path)
        if compared is None:
            return {}
        if file.is_final and file.path not in self.reviews and compared.verdict == "same":
            # Broken as it was at the start: nobody touched it.
            self._always_broken[file.path] = compared.stamp
            return {}
        return self.reviews.take(file.path, compared)


def _next_job(jobs: SimpleQueue[ComparerJob], *, wait: bool) -> ComparerJob | None:
    """The next job; None if there is none just now."""
    try:
        return jobs.get(block=wait)
    except Empty:
        return None


def _parted(reviews: Mapping[str, Review | None]) -> Iterator[dict[str, Review | None]]:
    """The reviews of files, as many at a time as are handed on together."""
    paths = list(reviews)
    for start in range(0, len(paths), COMPARED_FILES):
        yield {path: reviews[path] for path in paths[start : start + COMPARED_FILES]}
