"""Beginning with what the last session read, and keeping for the next one what this one read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from recview.cache.rows import file_line, is_to_be_kept, rows_json
from recview.cache.store import CacheStore, NewFile
from recview.library import IndexedFile
from recview.sources.baseline import Baseline
from recview.sources.batches import BATCH_FILES
from recview.sources.file_index import FileIndex
from recview.sources.files import Stamp

NO_ROWS = b"[]"

Digest: TypeAlias = Callable[[str, Stamp], bytes]
"""The digest of a file's content when it had a stamp; empty if that is not known."""


class IndexKeeper:
    """Knows what to keep of each file of an index. For the scanner's thread alone."""

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
        self._rows: dict[str, bytes] = {}
        self._digests: dict[str, bytes] = {}
        self._changed: set[str] = set()
        self._is_saved = False

    def load(self, index: FileIndex) -> list[list[IndexedFile]]:
        """The rows of the last session, in batches; none if there is no cache. The index begins with them."""
        kept = self._store.load()
        # Its content must be known, or it is read.
        trusted = [file for file in kept if file.digest or not file.entries]
        index.begin_with(trusted)
        self._digests = {file.path: file.digest for file in trusted if file.digest}
        self._is_saved = bool(kept)
        files = [IndexedFile(file.path, file.entries) for file in kept if file.entries]
        for file in files:
            self._take(file)
        return [files[start : start + BATCH_FILES] for start in range(0, len(files), BATCH_FILES)]

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
        for file in files:
            self._take(file)

    def _take(self, file: IndexedFile) -> None:
        rows = rows_json(file.entries) if file.entries and is_to_be_kept(file) else None
        if rows is None:
            self._rows.pop(file.path, None)
        else:
            self._rows[file.path] = rows

    def save(self, index: FileIndex) -> None:
        """Keep what was read, if anything changed since it was kept."""
        if not self._is_saved:
            self._is_saved = True
            self._store.save(self._new_files(index))

    def _new_files(self, index: FileIndex) -> Iterator[tuple[str, NewFile]]:
        for path, stamp, beside in index.readings():
            rows = self._rows.get(path, NO_ROWS if not index.has_row(path) else b"")
            is_changed = path in self._changed
            digest, packed = (self._digest(path, stamp), None) if is_changed else self._baseline.packed(path)
            if not rows or (not digest and (is_changed or rows != NO_ROWS)):
                # It could not be read to its end, or another content may be behind the rows.
                continue
            line = file_line(path, stamp, digest, beside, rows)
            if line is not None:
                yield path, NewFile(line, packed or b"")
