"""Beginning with what the last session read, and keeping for the next one what this one read."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from itertools import count, pairwise
from typing import NamedTuple, TypeAlias

from recview.cache.encoding import is_storable
from recview.cache.store import CacheStore
from recview.library import FileColumns, IndexedFile
from recview.library.file_columns import HIDDEN
from recview.review.parsed import content_digest
from recview.sources.baseline import Baseline
from recview.sources.batches import BATCH_FILES
from recview.sources.content_time import is_racy
from recview.sources.file_index import FileIndex
from recview.sources.files import UNSEEN, NotRead, Stamp, read_listed
from recview.sources.kept_files import KeptFiles

KEPT_BATCH_FILES = 4_000
"""Files of the last session that are handed on at once, after the first few."""

IDLE_S, SETTLED_S = 1.0, 2.5
"""Seconds without a change after which what was read is kept, and after which no file of it is racy."""

Digest: TypeAlias = Callable[[str, Stamp], bytes]
"""The digest of a file's content when it had a stamp; empty if that is not known."""


class IndexKeeper:
    """Knows what to keep of each file of an index. For one thread at a time."""

    def __init__(self, store: CacheStore, baseline: Baseline, digest: Digest = lambda path, stamp: b"") -> None:
        """Create it.

        Args:
            store: The cache of the root.
            baseline: The first contents.
            digest: Tells the digests of files that changed.
        """
        self._store = store
        self._baseline = baseline
        self._digest = digest
        self._files = FileColumns()
        self._indexes: dict[str, int] = {}
        self._digests: dict[str, bytes] = {}
        self._changed: set[str] = set()
        self._is_saved = False
        self._has_racy = False
        self._changed_at = 0.0

    def load(self, index: FileIndex) -> list[FileColumns]:
        """The rows of the last session in batches; none if there is no cache. The index begins with them."""
        kept = self._store.load()
        index.memory.begin_with(kept)
        self._digests = {path: digest for path, digest in zip(kept.files.paths, kept.digests, strict=True) if digest}
        self._is_saved = bool(kept.stamps)
        files = kept.listed
        self._take(files)
        ends = [0, *range(BATCH_FILES, len(files), KEPT_BATCH_FILES), len(files)]
        return [files[start:end] for start, end in pairwise(ends)] if len(files) else []

    def unchanged(self, changed: Iterable[str], deleted: Iterable[str]) -> Mapping[str, bytes]:
        """The digests of the files that hold what they held in the last session, by path; asked for once.

        Args:
            changed: The paths that are new or changed since.
            deleted: The paths that are gone since.
        """
        for path in (*changed, *deleted):
            self._digests.pop(path, None)
            self._is_saved = False
        digests, self._digests = self._digests, {}
        return digests

    def note_changes(self, paths: Iterable[str]) -> None:
        """These files are read again: what they hold is not their first content any more."""
        self._changed.update(paths)
        self._is_saved = self._is_saved and not self._changed

    def take(self, files: Iterable[IndexedFile]) -> None:
        """Take in what was read."""
        self._take(FileColumns.of(files))
        self._is_saved = False
        self._changed_at = time.monotonic()

    def _take(self, files: FileColumns) -> None:
        self._indexes.update(zip(files.paths, count(len(self._files))))
        self._files.extend(files)

    def save_if_idle(self, index: FileIndex, *, is_idle: bool) -> None:
        """Keep what was read, once nothing was read for a while; later once more, with the files that were racy."""
        seconds = time.monotonic() - self._changed_at
        if is_idle and not self._is_saved and seconds > IDLE_S:
            self.save(index)
            self._has_racy = bool(index.memory.racy)
        elif is_idle and self._has_racy and seconds > SETTLED_S:
            self._has_racy = False
            self._trust_settled(index)
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
        """Keep what was read, if anything changed since it was kept."""
        if self._is_saved:
            return
        self._is_saved = True
        is_partial = _partial_files(self._files)
        listed: list[_Reading] = []
        others: list[_Reading] = []
        for path, stamp, beside in index.memory.readings():
            number = self._indexes.get(path, -1)
            has_row = path in index.memory.listed
            if not is_storable(stamp) or (has_row and (number < 0 or is_partial(number))):
                continue
            is_changed = path in self._changed
            digest, packed = (self._digest(path, stamp), None) if is_changed else self._baseline.packed(path)
            # Where its digest is to be known and is not, another content may be behind the rows.
            if digest or not (has_row or is_changed):
                (listed if has_row else others).append(_Reading(path, number, stamp, digest, beside, packed or b""))
        files = self._files.take([reading.number for reading in listed])
        files.append([IndexedFile(reading.path, ()) for reading in others])
        readings = listed + others
        kept = KeptFiles(
            files,
            [reading.stamp for reading in readings],
            [reading.digest for reading in readings],
            {reading.path: reading.beside for reading in readings if reading.beside},
        )
        self._store.save(kept, [reading.packed for reading in readings])


class _Reading(NamedTuple):
    """What is to be kept of a file."""

    path: str
    number: int
    stamp: Stamp
    digest: bytes
    beside: Mapping[str, Stamp]
    packed: bytes


def _partial_files(files: FileColumns) -> Callable[[int], bool]:
    """Which files, by their index, were not read to their end, or not each answer in them.

    What could not be read may be readable next time: it was being written, or a package was missing.
    """
    rows = files.rows
    partial_shapes = {
        code for code, shape in enumerate(rows.shapes.table.values) if shape.problem or shape.answer_problem
    }

    def is_partial(number: int) -> bool:
        codes = rows.shapes.codes[files.starts[number] : files.starts[number + 1]]
        is_read = codes and not files.marks[number] & HIDDEN and files.problems[number] is None
        return not is_read or not partial_shapes.isdisjoint(codes)

    return is_partial
