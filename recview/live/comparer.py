"""The thread that keeps what every file held at the start, and judges every file that is touched since.

The librarian hands it contents and paths, in order; so the list shows a new content at once, and its verdict as soon as
the two contents were compared.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from queue import Empty, SimpleQueue
from typing import NamedTuple

from textual.app import App

from recview.live.throttle import Throttle
from recview.review.judging import Review, as_moved
from recview.review.moves import Moves
from recview.root import Root
from recview.sources.baseline import Baseline
from recview.sources.comparing import ComparedFile, compare_with_baseline
from recview.sources.files import UNSEEN, stamp_on_disk
from recview.tui.messages import Measured, Reviewed

BACKLOG = 48_000_000
"""Bytes that may wait to be kept: from half of it on they are, and beyond it the librarian waits."""

LAST_WAIT = 2.0
"""Seconds after which leaving does not wait for a thread any more."""

AT_ONCE = 0.02
"""Seconds of judging after which the screen is told."""


class _Job(NamedTuple):
    """A content to keep (or why there is none), or a file to look at; without a path, the end of the start."""

    path: str = ""
    data: bytes | None = None
    problem: str = ""
    measuring: bool = False
    settled: bool = False


class Comparer:
    """Keeps and judges until stopped."""

    def __init__(self, app: App[None], place: Root, originals: Baseline, *, busy: Callable[[], bool]) -> None:
        """Create it.

        Args:
            app: Whom to tell.
            place: Where the files are.
            originals: Where to keep what they held at the start.
            busy: Whether the screen is answering a key just now.
        """
        self._app = app
        self._place = place
        self._originals = originals
        self._jobs: SimpleQueue[_Job] = SimpleQueue()
        self._judged: dict[str, ComparedFile] = {}
        self._moves = Moves()
        self._courtesy = Throttle(busy)
        self._waiting = 0
        self._measuring = True
        self._begun = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="reviewer", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def keep(self, path: str, data: bytes | None, problem: str) -> None:
        """A content that is part of the measure; later ones are none."""
        if not self._measuring:
            return
        self._waiting += len(data or b"")
        self._jobs.put(_Job(path, data, problem, measuring=True))
        if self._waiting > BACKLOG // 2:
            self._begun.set()
        while self._waiting > BACKLOG and not self._stop.is_set():
            time.sleep(0.002)

    def measured(self) -> None:
        """Everything was read once: what comes from now on is a change."""
        self._measuring = False
        self._jobs.put(_Job())
        self._begun.set()

    def look_at(self, path: str, *, settled: bool) -> None:
        """A file was touched; `settled` if it will not change by itself, however broken it looks."""
        self._jobs.put(_Job(path, settled=settled))

    def stop(self) -> None:
        """End soon; the thread does not outlive the program."""
        self._stop.set()
        self._begun.set()
        self._jobs.put(_END)

    def settled(self, paths: Iterable[str]) -> dict[str, Review | None]:
        """After the end, what became of every file as it is now: what waited, or changed since, is judged here."""
        if self._thread.is_alive():
            self._thread.join(LAST_WAIT)
        for path in paths:
            known = self._judged.get(path)
            if known is None or known.stamp != stamp_on_disk(self._place.path(path)):
                judged = compare_with_baseline(self._place, path, self._originals, settled=True)
                self._judged[path] = judged or known or ComparedFile(None, UNSEEN)
            self._note(path)
        return {path: self._review(path) for path in self._judged}

    def _run(self) -> None:
        told: dict[str, Review | None] = {}
        until = 0.0
        # The list comes first: what is read meanwhile waits, up to a point.
        self._begun.wait()
        while not self._stop.is_set():
            job = self._next(wait=not told)
            if told and (job is None or time.monotonic() > until):
                self._app.post_message(Reviewed(told))
                told = {}
            if job is None or job is _END:
                continue
            if job.measuring:
                self._keep(job)
            elif not job.path:
                self._app.post_message(Measured(self._originals.dropped))
            elif self._judge(job):
                until = until if told else time.monotonic() + AT_ONCE
                told.update({path: self._review(path) for path in self._note(job.path)})
            self._courtesy()

    def _next(self, *, wait: bool) -> _Job | None:
        """The next job; None if there is none just now."""
        try:
            return self._jobs.get(block=wait)
        except Empty:
            return None

    def _keep(self, job: _Job) -> None:
        if job.data is None:
            self._originals.keep_unread(job.path, job.problem)
        else:
            self._originals.keep(job.path, job.data)
            self._waiting -= len(job.data)

    def _note(self, path: str) -> set[str]:
        """Look whether a file that was judged was moved; returns the paths of which something else is to be said."""
        judged = self._judged[path]
        return self._moves.note(path, judged.review and judged.review.verdict, judged.content)

    def _review(self, path: str) -> Review | None:
        """What became of a file that was judged; None of the path that a moved one left."""
        review = self._judged[path].review
        if review is None or self._moves.has_left(path):
            return None
        origin = self._moves.origin(path)
        return as_moved(review, origin) if origin else review

    def _judge(self, job: _Job) -> bool:
        """Judge a file; returns whether there is anything to tell."""
        found = compare_with_baseline(self._place, job.path, self._originals, settled=job.settled)
        if found is None:
            return False
        if job.settled and job.path not in self._judged and found.review and found.review.verdict == "same":
            # Broken as it was at the start: nobody touched it.
            return False
        self._judged[job.path] = found
        return True


_END = _Job("end")
