"""What one session read of a tree, kept in the cache for the next one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from itertools import count, pairwise
from typing import TypeAlias

from recview.cache.encoding import is_storable
from recview.cache.store import CacheStore
from recview.library import FileColumns, IndexedFile
from recview.live.files_to_keep import FileToKeep, holds, kept_files, partial_files
from recview.live.idle_work import IdleWork
from recview.sources.baseline import Baseline
from recview.sources.batches import BATCH_FILES
from recview.sources.content_time import is_racy
from recview.sources.file_index import FileIndex
from recview.sources.files import UNSEEN, Stamp

AT_ONCE_FILES = 5_000
"""Files of the last session up to which all are in the first frame: taking them in costs less than a second frame."""

KEPT_BATCH_FILES = 20_000
"""Files of the last session that are handed on together, if there are more, after the first few."""

IDLE_S, SETTLED_S = 1.0, 2.5
"""Seconds without a change after which what was read is kept, and after which no file of it is racy."""

Digest: TypeAlias = Callable[[str, Stamp], bytes]
"""The digest of a file's content when it had a stamp; empty if that is not known."""


class IndexKeeper:
    """Fills an index from the cache at the start, and writes it to the cache when idle. For one thread at a time.

    Attributes:
        departed: Of each deleted file the index, among all that was read, of its last rows.
    """

    def __init__(
        self, store: CacheStore, baseline: Baseline, idle_work: IdleWork, digest: Digest = lambda path, stamp: b""
    ) -> None:
        """Create it.

        Args:
            store: The cache of the root.
            baseline: The first contents.
            idle_work: Makes the search texts.
            digest: Returns the digest of a file that changed.
        """
        self.departed: dict[str, int] = {}
        self._idle_work = idle_work
        self._store = store
        self._baseline = baseline
        self._digest = digest
        self._files = FileColumns()
        self._indexes: dict[str, int] = {}
        self._digests: dict[str, bytes] = {}
        self._changed: set[str] = set()
        self._outdated: set[str] = set()
        self._is_saved = False
        self._saved_texts = 0
        self._has_racy = False
        self._changed_at = 0.0

    def load(self, index: FileIndex) -> Iterator[FileColumns]:
        """The rows of the last session in batches; none if there is no cache. In the end the index begins with them."""
        kept = self._store.load()
        files = kept.listed
        if not len(files):
            return
        first = len(files) if len(files) <= AT_ONCE_FILES else BATCH_FILES
        ends = [0, *range(first, len(files), KEPT_BATCH_FILES), len(files)]
        yield from (files[start:end] for start, end in pairwise(ends))
        # After the list, which is waited for.
        index.memory.begin_with(kept)
        self._digests = {path: digest for path, digest in zip(kept.files.paths, kept.digests, strict=True) if digest}
        self._is_saved = True
        self._take(files)

    def keep_unchanged(self, changed: Iterable[str], deleted: Iterable[str]) -> None:
        """After a first scan, make what stayed as the last session read it part of the baseline, by its digests.

        Args:
            changed: The paths that are new or changed since.
            deleted: The paths that are gone since.
        """
        for path in (*changed, *deleted):
            self._digests.pop(path, None)
            self._outdated.add(path)
            self._is_saved = False
        self._baseline.keep_known(self._digests, [path for path in self._digests if path not in self._store.contents])
        self._digests = {}

    def begin_idle_work(self, index: FileIndex) -> None:
        """Start the idle work, now that all files were read."""
        listed = sorted(index.memory.listed)
        self._idle_work.start(listed, self._kept_piece, index.stamps)

    def _kept_piece(self, path: str) -> bytes | None:
        """What is kept of the recordings of a file that did not change since."""
        return None if path in self._outdated else self._store.texts.get(path)

    def stop(self) -> None:
        """Stop the idle work; saving is still possible."""
        self._idle_work.stop()

    def note_changes(self, paths: Iterable[str]) -> None:
        """Note that files are read again: they no longer hold their first content."""
        self._changed.update(paths)
        self._outdated.update(paths)
        self._is_saved = self._is_saved and not self._changed

    def take(self, files: Iterable[IndexedFile]) -> None:
        """Note what was read."""
        columns = FileColumns.of(files)
        self._take(columns)
        # What was decoded of a deleted file stays: it may be there again as it was.
        deleted = set(columns.paths_without_rows)
        self._idle_work.add(path for path in columns.paths if path not in deleted)
        self._idle_work.check((), deleted)
        self._is_saved = False
        self._changed_at = time.monotonic()

    def returned(self, paths: Iterable[str]) -> FileColumns:
        """The rows of files that were deleted and are there again as they were, as read before."""
        indexes = {path: self.departed.pop(path) for path in paths}
        files = self._files.take(list(indexes.values()))
        self._indexes |= indexes
        self._idle_work.check(indexes)
        self._is_saved = False
        self._changed_at = time.monotonic()
        return files.unwritten()

    def _take(self, files: FileColumns) -> None:
        starts = self._files.starts
        for path in files.paths_without_rows:
            index = self._indexes.get(path, -1)
            if index >= 0 and starts[index] < starts[index + 1]:
                self.departed[path] = index
        self._indexes.update(zip(files.paths, count(len(self._files))))
        self._files.extend(files)

    def save_if_idle(self, index: FileIndex) -> None:
        """Keep what was read, once nothing was read for a while; and once more when more can be kept of it."""
        seconds = time.monotonic() - self._changed_at
        if seconds <= IDLE_S or self._baseline.has_waiting:
            return
        if self._has_racy and seconds > SETTLED_S:
            self._has_racy = False
            self._trust_settled(index)
        # A text of a file that is not kept waits without another save.
        has_new_texts = self._idle_work.is_done and self._idle_work.made != self._saved_texts
        if not self._is_saved or has_new_texts:
            self._has_racy = not self._is_saved and bool(index.memory.racy) and seconds <= SETTLED_S
            self.save(index)

    def _trust_settled(self, index: FileIndex) -> None:
        """Check again the files that had changed just before they were read, and trust those that stayed the same."""
        for path in tuple(index.memory.racy):
            self._is_saved = False
            stamp = index.stamps.get(path, UNSEEN)
            digest = self._digest(path, stamp) if path in self._changed else self._baseline.digest(path)
            if digest and not is_racy((stamp,), time.time_ns()) and holds(index.root, path, stamp, digest):
                index.memory.racy.discard(path)

    def save(self, index: FileIndex) -> None:
        """Keep what was read, if there is anything that is not kept yet."""
        has_news = not self._is_saved or self._idle_work.made != self._saved_texts
        if not (has_news and self._store.is_used):
            return
        self._is_saved = True
        self._saved_texts = self._idle_work.made
        is_partial = partial_files(self._files)
        listed: list[FileToKeep] = []
        others: list[FileToKeep] = []
        for path, stamp, beside in index.memory.settled_files():
            number = self._indexes.get(path, -1)
            has_row = path in index.memory.listed
            if not is_storable(stamp) or (has_row and (number < 0 or is_partial(number))):
                continue
            is_changed = path in self._changed
            digest = self._digest(path, stamp) if is_changed else self._baseline.digest(path)
            # Where its digest is to be known and is not, another content may be behind the rows.
            if digest or not (has_row or is_changed):
                (listed if has_row else others).append(FileToKeep(path, number, stamp, digest, beside))
        self._save(listed, others)

    def _save(self, listed: list[FileToKeep], others: list[FileToKeep]) -> None:
        files = listed + others
        kept = kept_files(self._files, listed, others)
        contents = (b"" if path in self._changed else self._baseline.packed(path) for path, *_ in files)
        if self._store.save(kept, map(self._piece, files), contents):
            self._outdated.clear()

    def _piece(self, file: FileToKeep) -> bytes:
        """What was decoded of a file; empty if that is not known."""
        piece = self._idle_work.decoded.piece(file.path, file.digest)
        return piece or self._kept_piece(file.path) or b""
