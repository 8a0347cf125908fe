"""The thread that reads the disk: the first scan, then every change, told to the app as `Indexed`.

There is one path for both: what the watch reports is read just as the first scan's files are. The first few files are
read while the screen is made, so that the first frame shows rows.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from queue import Empty, SimpleQueue

from textual.app import App

from recview.library import IndexedFile
from recview.live.comparer import LAST_WAIT, Comparer
from recview.live.throttle import Throttle
from recview.live.watch import EVERYTHING, Changes, watch_changes
from recview.root import Root
from recview.sources.file_index import FileIndex
from recview.sources.kinds import count_kinds
from recview.tui.messages import Indexed

BROKEN_AFTER = 1.0
"""Seconds for which a file may look half-written before it is called broken."""

FIRST, FIRST_WAIT = 0.006, 0.02
"""Seconds of work for the rows of the first frame, and seconds after which that frame does without."""

ROUNDS, SHARE = 5.0, 100
"""Seconds after which the whole place is scanned though nothing was told: on some disks (shared folders, full tables of
watches) events go missing. A scan that takes long is made so much more rarely: it takes a hundredth of the time."""

SECOND_LOOK = 0.3
"""Seconds after which a folder that was just made is scanned again: files in it may have been missed."""


class Scanner:
    """Reads and watches a place until stopped."""

    def __init__(
        self, app: App[None], place: Root, reviewer: Comparer, *, watching: bool, busy: Callable[[], bool]
    ) -> None:
        """Create it.

        Args:
            app: Whom to tell.
            place: Where to look.
            reviewer: Who keeps the first contents, and judges what is touched.
            watching: Go on watching after the first scan.
            busy: Whether the screen is answering a key just now, so that reading should give way.
        """
        self._app = app
        self._reviewer = reviewer
        self._catalog = FileIndex(place, keep=reviewer.keep)
        self._watching = watching
        self._courtesy = Throttle(busy)
        self._stop = threading.Event()
        self._polling = ""
        self._measured = False
        self._touched: set[str] = set()
        self._partial: dict[str, float] = {}
        self._next_round = 0.0
        self._again: dict[str, float] = {}
        self._first: SimpleQueue[list[IndexedFile]] = SimpleQueue()
        self._painted = threading.Event()
        self._thread = threading.Thread(target=self._run, name="librarian", daemon=True)

    def start(self) -> None:
        """Read a first few files while the screen is made, and wait until it is painted."""
        self._thread.start()

    def first(self) -> list[IndexedFile]:
        """The first few files, if they are read in time for the first frame; what is taken here is not told."""
        try:
            return self._first.get(timeout=FIRST_WAIT)
        except Empty:
            return []

    def go_on(self) -> None:
        """The first frame is painted: read the rest."""
        self._painted.set()

    def stop(self) -> None:
        """End soon; the thread does not outlive the program."""
        self._stop.set()
        self._painted.set()

    def settled(self) -> tuple[list[IndexedFile], set[str]]:
        """After the end, what had not been read yet, and every path that was touched since the start."""
        if self._thread.is_alive():
            self._thread.join(LAST_WAIT)
        if self._thread.is_alive() or not (self._measured and self._watching):
            return [], set()
        changed, gone = self._catalog.scan()
        late = [file for batch in self._catalog.batches(changed, gone) for file in batch]
        half_written = filter(None, map(self._catalog.read, self._partial))
        late += [file._replace(partial=False) for file in half_written]
        return late, self._touched.union(file.path for file in late)

    def _run(self) -> None:
        paths = self._catalog.everything()
        # Of work, not of time: the screen is being made meanwhile.
        first = next(self._catalog.batches(paths, seconds=FIRST, clock=time.thread_time), [])
        self._first.put([self._judged(file) for file in first])
        self._painted.wait()
        if not self._first.empty():
            # The first frame did without them.
            self._tell(self._first.get())
        self._tell_all(self._catalog.batches(paths, courtesy=self._courtesy))
        self._tell([], complete=True, kinds=count_kinds(self._catalog.place) if self._catalog.is_empty else {})
        self._measured = True
        self._reviewer.measured()
        if not self._watching:
            return
        for batch in watch_changes(self._catalog.place, self._stop):
            if self._stop.is_set():
                return
            self._look_at(batch)

    def _look_at(self, batch: Changes) -> None:
        now = time.monotonic()
        folders = set(batch.folders)
        # A folder that was just made may have had files before its watch was armed.
        self._again.update(dict.fromkeys(folders - EVERYTHING, now + SECOND_LOOK))
        due = {folder for folder, at in self._again.items() if at <= now}
        if now >= self._next_round:
            folders.add("")
        for folder in due:
            del self._again[folder]
        changed, gone = set(batch.files), set()
        for folder in {""} if "" in folders else folders | due:
            more, lost = self._catalog.scan(folder)
            changed.update(more)
            gone.update(lost)
        if "" in folders:
            ended = time.monotonic()
            self._next_round = ended + max(ROUNDS, SHARE * (ended - now))
        changed.update(path for path, since in self._partial.items() if now - since > BROKEN_AFTER)
        if changed or gone:
            self._read(sorted(changed), sorted(gone - changed), polling=batch.polling)
        elif batch.polling != self._polling:
            self._tell([], polling=batch.polling)
        self._polling = batch.polling

    def _read(self, changed: Iterable[str], gone: Iterable[str], *, polling: str = "") -> None:
        self._tell_all(self._catalog.batches(changed, gone, courtesy=self._courtesy), polling=polling)

    def _tell_all(self, batches: Iterable[list[IndexedFile]], *, polling: str = "") -> None:
        for found in batches:
            if self._stop.is_set():
                return
            files = [self._judged(file) for file in found]
            self._tell(files, polling=polling)
            if self._measured:
                self._hand_on(files)

    def _hand_on(self, files: Iterable[IndexedFile]) -> None:
        """Have judged what was written, is gone or cannot be read."""
        for file in files:
            if file.hidden:
                continue
            broken = any(entry.problem for entry in file.entries)
            if file.written or not file.entries or (broken and not file.partial):
                self._touched.add(file.path)
                self._reviewer.look_at(file.path, settled=broken and not file.partial)

    def _judged(self, file: IndexedFile) -> IndexedFile:
        """A half-written file is being written for a while; then it is broken."""
        if not file.partial:
            self._partial.pop(file.path, None)
            return file
        since = self._partial.setdefault(file.path, time.monotonic())
        if time.monotonic() - since <= BROKEN_AFTER:
            return file
        self._partial.pop(file.path)
        return file._replace(partial=False)

    def _tell(
        self,
        found: list[IndexedFile],
        *,
        complete: bool = False,
        polling: str = "",
        kinds: Mapping[str, int] | None = None,
    ) -> None:
        self._app.post_message(Indexed(found, complete=complete, polling=polling, at=time.time(), kinds=kinds or {}))
