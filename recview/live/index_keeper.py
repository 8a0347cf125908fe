"""Beginning with what the last session read, and keeping for the next one what this one read."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from itertools import count, pairwise
from typing import TypeAlias

from recview.cache.encoding import is_storable
from recview.cache.store import CacheStore
from recview.library import FileColumns, IndexedFile
from recview.live.idle_work import IdleWork
from recview.live.readings import Reading, partial_files
from recview.review.parsed import content_digest
from recview.sources.baseline import Baseline
from recview.sources.batches import BATCH_FILES
from recview.sources.content_time import is_racy
from recview.sources.file_index import FileIndex
from recview.sources.files import UNSEEN, NotRead, Stamp, read_listed
from recview.sources.kept_files import KeptFiles

KEPT_BATCH_FILES = 20_000
"""Files of the last session that are handed on at once, after the first few."""

IDLE_S, SETTLED_S = 1.0, 2.5
"""Seconds without a change after which what was read is kept, and after which no file of it is racy."""

Digest: TypeAlias = Callable[[str, Stamp], bytes]
"""The digest of a file's content when it had a stamp; empty if that is not known."""


class IndexKeeper:
    """Knows what to keep of each file of an index. For one thread at a time.

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
            idle_work: Makes what is kept beside the rows.
            digest: Tells the digests of files that changed.
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
        self._has_racy = False
        self._changed_at = 0.0

    def load(self, index: FileIndex) -> Iterator[FileColumns]:
        """The rows of the last session in batches; none if there is no cache. In the end the index begins with them."""
        kept = self._store.load()
        files = kept.listed
        if not len(files):
            return
        ends = [0, *range(BATCH_FILES, len(files), KEPT_BATCH_FILES), len(files)]
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
        self._baseline.keep_known(self._digests)

    def begin_idle_work(self, index: FileIndex) -> None:
        """The baseline's digests are kept: do what can wait from now on."""
        store, outdated = self._store, self._outdated
        contentless = [path for path in self._digests if path not in store.contents]
        self._digests = {}
        listed = index.memory.listed if store.is_used else ()
        self._idle_work.start(contentless, [path for path in listed if path in outdated or path not in store.texts])

    def stop(self) -> None:
        """Do nothing any more but save."""
        self._idle_work.stop()

    def note_changes(self, paths: Iterable[str]) -> None:
        """These files are read again: what they hold is not their first content any more."""
        self._changed.update(paths)
        self._outdated.update(paths)
        self._is_saved = self._is_saved and not self._changed

    def take(self, files: Iterable[IndexedFile]) -> None:
        """Take in what was read."""
        columns = FileColumns.of(files)
        self._take(columns)
        if self._idle_work.has_contents and self._store.is_used:
            self._idle_work.add(columns.paths)
        self._is_saved = False
        self._changed_at = time.monotonic()

    def returned(self, paths: Iterable[str]) -> FileColumns:
        """The rows of files that were deleted and are there again as they were, as read before."""
        indexes = {path: self.departed.pop(path) for path in paths}
        files = self._files.take(list(indexes.values()))
        self._indexes |= indexes
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
        if seconds <= IDLE_S or self._baseline.has_waiting or not self._idle_work.has_contents:
            return
        if self._has_racy and seconds > SETTLED_S:
            self._has_racy = False
            self._trust_settled(index)
        if not self._is_saved or (self._idle_work.texts and self._idle_work.is_done):
            self._has_racy = not self._is_saved and bool(index.memory.racy) and seconds <= SETTLED_S
            self.save(index)

    def _trust_settled(self, index: FileIndex) -> None:
        """Look once more at the files that had changed just before they were read: it is known now that they stayed."""
        for path in tuple(index.memory.racy):
            self._is_saved = False
            stamp = index.stamps.get(path, UNSEEN)
            digest = self._digest(path, stamp) if path in self._changed else self._baseline.digest(path)
            if digest and not is_racy((stamp,), time.time_ns()) and self._holds(index, path, stamp, digest):
                index.memory.racy.discard(path)

    def _holds(self, index: FileIndex, path: str, stamp: Stamp, digest: bytes) -> bool:
        """Whether a file has a content on the disk."""
        try:
            content = read_listed(index.root, path)
        except (NotRead, FileNotFoundError):
            return False
        return content.stamp == stamp and content_digest(content.data) == digest

    def save(self, index: FileIndex) -> None:
        """Keep what was read, if there is anything that is not kept yet."""
        if (self._is_saved and not self._idle_work.texts) or not self._store.is_used:
            return
        self._is_saved = True
        is_partial = partial_files(self._files)
        listed: list[Reading] = []
        others: list[Reading] = []
        for path, stamp, beside in index.memory.readings():
            number = self._indexes.get(path, -1)
            has_row = path in index.memory.listed
            if not is_storable(stamp) or (has_row and (number < 0 or is_partial(number))):
                continue
            is_changed = path in self._changed
            digest = self._digest(path, stamp) if is_changed else self._baseline.digest(path)
            packed = b"" if is_changed else self._baseline.packed(path)
            # Where its digest is to be known and is not, another content may be behind the rows.
            if digest or not (has_row or is_changed):
                (listed if has_row else others).append(Reading(path, number, stamp, digest, beside, packed))
        self._save(listed, others)

    def _save(self, listed: list[Reading], others: list[Reading]) -> None:
        files = self._files.take([reading.number for reading in listed])
        files.append([IndexedFile(reading.path, ()) for reading in others])
        readings = listed + others
        kept = KeptFiles(
            files,
            [reading.stamp for reading in readings],
            [reading.digest for reading in readings],
            {reading.path: reading.beside for reading in readings if reading.beside},
        )
        texts = list(map(self._text, readings))
        if self._store.save(kept, texts, [reading.packed for reading in readings]):
            self._outdated.clear()
        for reading, text in zip(readings, texts, strict=True):
            if text:
                self._idle_work.texts.pop(reading.path, None)

    def _text(self, reading: Reading) -> bytes:
        """The text of a file that is searched; empty if it is not known."""
        digest, text = self._idle_work.texts.get(reading.path, (b"", b""))
        if digest and digest == reading.digest:
            return text
        return b"" if reading.path in self._outdated else self._store.texts.get(reading.path) or b""
