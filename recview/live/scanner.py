"""The thread that reads the disk: the first scan, then every change, handed on as `FilesIndexed`.

A file that the watch reports is read just as the first scan's files are. The first few files are read and handed on
while the screen is made, so that the first frame shows rows.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext

from recview.current_file import reading_each
from recview.library import FileColumns, IndexedFile
from recview.live.comparer import JOIN_S, Comparer
from recview.live.counted_paths import CountedPaths, with_progress
from recview.live.events import FilesIndexed, LiveEvent
from recview.live.half_written import HalfWritten
from recview.live.index_keeper import IndexKeeper
from recview.live.rescans import Rescans
from recview.live.sole_file import SoleFile, first_reader
from recview.live.throttle import Throttle
from recview.live.touched_files import TouchedFiles
from recview.live.turns import Turns
from recview.live.watch import Changes, watch_changes
from recview.root import Root
from recview.sources.file_index import FileIndex
from recview.sources.files import Stamp
from recview.sources.kinds import count_kinds
from recview.sources.parsed_files import ParsedFiles

FIRST_ROWS_S, FIRST_ROWS_ALONE_S = 0.006, 0.03
"""Seconds of work for the rows of the first frame, where it is made by the same interpreter and where it is not."""

CHANGED_FILES = 500
"""Files that are handed on together once all were read: for each, the screen compares its rows with those before."""


class Scanner:
    """Reads and watches a root until stopped."""

    def __init__(
        self,
        root: Root,
        comparer: Comparer,
        files: ParsedFiles,
        notify: Callable[[LiveEvent], None],
        *,
        watching: bool,
        is_busy: Callable[[], bool],
        keeper: IndexKeeper,
        turns: Turns | None = None,
        sole_file: SoleFile | None = None,
    ) -> None:
        """Create it.

        Args:
            root: Where to look.
            comparer: Keeps the first contents, and compares what is touched with them.
            files: Takes what is parsed of a changed file, for those who need it next.
            notify: Is called, in the scanner's thread, with what was read.
            watching: Go on watching after the first scan.
            is_busy: Whether the screen is answering a key just now, so that reading should yield.
            keeper: Has what the last session read, and keeps what this one reads.
            turns: Lets reading come before all that other threads do.
            sole_file: The large file that is all of the root, if it is one.
        """
        self._comparer = comparer
        self._files = files
        self._notify = notify
        self._index = FileIndex(root, comparer.keep, first_reader(root, files, sole_file))
        self._keeper = keeper
        self._turns = turns or Turns()
        self._sole_file = sole_file
        self._watching = watching
        self._throttle = Throttle(is_busy)
        self._stop, self._is_painted = threading.Event(), threading.Event()
        self._polling = ""
        self._kinds: Mapping[str, int] = {}
        self._is_scanned = False
        self._touched, self._half_written, self._rescans = TouchedFiles(), HalfWritten(), Rescans()
        self._thread = threading.Thread(target=self._run, name="scanner", daemon=True)

    def start(self) -> None:
        """Read a first few files while the screen is made, and wait until it is painted."""
        self._thread.start()

    def read_rest(self) -> None:
        """Read all other files, now that the first frame is painted."""
        self._is_painted.set()

    def stop(self) -> None:
        """End soon; the thread does not outlive the program."""
        self._stop.set()
        self._is_painted.set()
        self._keeper.stop()

    def final_files(self) -> tuple[list[IndexedFile], set[str]]:
        """After the end, the files that had not been read yet, and every path that was touched since the start."""
        if self._thread.is_alive():
            self._thread.join(JOIN_S)
        if self._thread.is_alive() or not (self._is_scanned and self._watching):
            return [], set()
        changed, deleted = self._index.scan()
        self._keeper.note_changes(changed)
        late = [file for batch in self._index.batches(changed, deleted) for file in batch]
        late += [
            file._replace(readability=file.readability.given_up())
            for file in filter(None, map(self._index.read, self._half_written))
        ]
        self._keeper.take(late)
        return late, self._touched.paths.union(file.path for file in late)

    def keep_index(self) -> None:
        """After the end, keep what was read for the next session."""
        if self._is_scanned and self._comparer.has_baseline and not self._thread.is_alive():
            self._keeper.save(self._index)

    def _run(self) -> None:
        kept = self._keeper.load(self._index)
        counted = CountedPaths(self._index.everything())
        paths = reading_each(counted)
        first = next(kept, None)
        if first is None:
            with self._sole_file.reading() if self._sole_file else nullcontext():
                self._tell(self._read_first(paths))
        else:
            self._tell(first)
        self._is_painted.wait()
        for batch in kept:
            self._tell(batch)
        all_batches = with_progress(self._index.batches(paths, throttle=self._throttle), counted, self._notify)
        self._tell_all(all_batches if first is None else self._changes_since_kept())
        if self._stop.is_set():
            return
        self._kinds = _other_kinds(self._index)
        self._tell([], is_complete=True, kinds=self._kinds)
        self._is_scanned = True
        self._index.read_exchanges = self._files.read_changed
        self._comparer.end_baseline()
        self._keeper.begin_idle_work(self._index)
        if not self._watching:
            return
        for changes in watch_changes(self._index.root, self._stop):
            if self._stop.is_set():
                return
            with self._turns.reading():
                self._read_changes(changes)
            if self._comparer.has_baseline:
                self._keeper.save_if_idle(self._index)

    def _read_first(self, paths: Iterable[str]) -> FileColumns:
        """The first few files of some; of work, not of time: the screen is being made meanwhile."""
        seconds = FIRST_ROWS_ALONE_S if self._is_painted.is_set() else FIRST_ROWS_S
        batch = next(self._index.batches(paths, seconds=seconds, clock=time.thread_time), [])
        files = FileColumns.of(self._half_written.filter(batch))
        self._keeper.take(files)
        return files

    def _changes_since_kept(self) -> Iterator[list[IndexedFile]]:
        """What changed since the last session, read as if it had never been."""
        changed, deleted = self._index.scan()
        self._keeper.keep_unchanged(changed, deleted)
        counted = CountedPaths(changed)
        batches = self._index.batches(reading_each(counted), deleted, throttle=self._throttle, forget_first=True)
        yield from with_progress(batches, counted, self._notify)

    def _read_changes(self, changes: Changes) -> None:
        is_otherwise_watched, self._polling = changes.polling != self._polling, changes.polling
        changed, deleted = set(changes.files), set()
        stamps: dict[str, Stamp] = {}
        started_at = time.monotonic()
        folders = self._rescans.due(changes.folders, started_at)
        for folder in folders:
            changed_there, deleted_there = self._index.scan(folder)
            stamps.update(changed_there)
            deleted.update(deleted_there)
        if "" in folders:
            self._rescans.finish_round(started_at, time.monotonic())
        changed.update(stamps, self._half_written.overdue())
        changed -= self._hand_back(changed, stamps)
        if changed or deleted:
            self._turns.note_read()
            self._keeper.note_changes(changed)
            batches = self._index.batches(
                reading_each(sorted(changed)), sorted(deleted - changed), throttle=self._throttle
            )
            self._tell_all(batches)
        if (kinds := _other_kinds(self._index)) != self._kinds:
            self._kinds = kinds
            self._tell([], kinds=kinds)
        elif is_otherwise_watched and not (changed or deleted):
            self._tell([])

    def _hand_back(self, changed: Iterable[str], stamps: Mapping[str, Stamp]) -> set[str]:
        """Tell the rows of deleted files that are there again as they were, which need not be read; returns these."""
        paths = sorted(self._index.restore(filter(self._keeper.departed.__contains__, changed), stamps))
        if not paths:
            return set()
        untouched = self._touched.take_untouched(paths)
        self._tell(self._keeper.returned(paths))
        self._comparer.put_back(
            untouched, {path: self._index.stamps[path] for path in set(paths).difference(untouched)}
        )
        return set(paths)

    def _tell_all(self, batches: Iterable[list[IndexedFile]]) -> None:
        for batch in batches:
            if self._stop.is_set():
                return
            files = self._half_written.filter(batch)
            columns = FileColumns.of(files)
            self._keeper.take(columns)
            self._tell(columns)
            if self._is_scanned:
                self._compare(files)

    def _compare(self, files: Iterable[IndexedFile]) -> None:
        """Have each file compared that was written, is deleted or cannot be read."""
        for file in files:
            is_broken = not file.readability.is_half_written and any(entry.problem for entry in file.entries)
            if not file.hidden and (file.written or not file.entries or is_broken):
                self._touched.add(file)
                self._comparer.compare(file.path, is_final=is_broken)
            else:
                self._files.release(file.path)

    def _tell(
        self,
        files: Iterable[IndexedFile],
        *,
        is_complete: bool = False,
        kinds: Mapping[str, int] | None = None,
    ) -> None:
        columns = FileColumns.of(files)
        count = max(1, len(columns))
        step = CHANGED_FILES if self._is_scanned else count
        for start in range(0, count, step):
            self._notify(FilesIndexed(columns[start : start + step], is_complete, self._polling, time.time(), kinds))


def _other_kinds(index: FileIndex) -> Mapping[str, int]:
    """The files of a root without a recording, counted by ending; empty where there is a recording."""
    return count_kinds(index.root) if index.is_empty else {}
