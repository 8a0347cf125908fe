"""All files and the tree over them, and how re-read files change both.

States of a library share what did not change: merging a few files into a hundred thousand touches only what is above
them in the tree.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence

from recview.indexed_file import IndexedFile
from recview.library.file_columns import HIDDEN, FileColumns
from recview.library.file_rows import (
    NO_ROWS,
    FileRows,
    Rows,
    RowVerdict,
    columns_of,
    rows_once_read,
    rows_with_verdict,
)
from recview.library.files import Files
from recview.library.row_store import RowStore
from recview.library.tree import Branch
from recview.library.tree_keys import Key
from recview.model import Entry, Source

SPARE_ROWS = 20_000
"""Rows of earlier contents that are kept, however few rows there are now."""


class Library:
    """All files by path, and the tree over them.

    Attributes:
        files: The rows of each file.
        root: The tree.
        departed: The rows of files that were gone and are not in the list any more: they may be gone again.
    """

    __slots__ = ("departed", "files", "root")

    def __init__(
        self, files: Files | None = None, root: Branch | None = None, departed: Mapping[str, Rows] | None = None
    ) -> None:
        self.files = Files(RowStore(), array("i"), 0) if files is None else files
        self.root = root or Branch("", self.files.store)
        self.departed = departed or {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Library) and (self.files, self.root, self.departed) == (
            other.files,
            other.root,
            other.departed,
        )

    __hash__ = None  # type: ignore[assignment]

    def merged(self, indexed: Iterable[IndexedFile], *, keep_gone: bool = False) -> Library:
        """A library with the files that were (re-)read; what was good stays, as stale, while a file is broken.

        Args:
            indexed: What was read.
            keep_gone: What is gone stays in the list, marked so, until `apply_verdicts` says otherwise.
        """
        files = FileColumns.of(indexed)
        if self._are_new(files):
            return self._with_contents(files, [])
        before = self.files.file_rows(files.paths)
        after: dict[str, FileRows] = {}
        for index, path in enumerate(files.paths):
            earlier = after[path] if path in after else before[path]
            after[path] = _rows_once_read(earlier, files, index, keep_gone)
        return self._with(before, after)

    def apply_verdicts(self, verdicts: Mapping[str, RowVerdict | None]) -> Library:
        """A library whose files carry other verdicts and flags; with None a file is not in the list any more.

        A verdict of `gone` brings the rows of such a file back.
        """
        before = self.files.file_rows(verdicts)
        leaving = {
            path: self.files[path] for path, verdict in verdicts.items() if verdict is None and before[path].are_gone
        }
        departed = {**self.departed, **leaving} if leaving else self.departed
        after = {}
        for path, verdict in verdicts.items():
            rows = before[path]
            if verdict is not None and verdict.verdict == "gone" and not rows.span:
                rows = _departed_rows(path, departed)
            after[path] = rows_with_verdict(rows, verdict)
        library = self._with(before, after)
        return Library(library.files, library.root, departed)

    def _are_new(self, files: FileColumns) -> bool:
        """Whether nothing of some files, which are all there, is in the list, as it is while it is filled."""
        paths = set(files.paths)
        codes = self.files.store.paths.table.codes()
        is_new = codes.keys().isdisjoint(paths) or not any(path in self.files for path in paths)
        return is_new and len(paths) == len(files) and files.have_rows

    def _with(self, before: Mapping[str, FileRows], after: Mapping[str, FileRows]) -> Library:
        """A library in which files have other rows; none remove the file.

        Args:
            before: The rows that they have.
            after: The rows that they are to have.
        """
        differing = [path for path, rows in after.items() if not rows.is_same(before[path])]
        contents = columns_of((path, after[path]) for path in differing if after[path].span)
        removed = [path for path in differing if before[path].span]
        return self._with_contents(contents, removed) if differing else self

    def _with_contents(self, added: FileColumns, removed: Sequence[str]) -> Library:
        """A library with other contents of files, and without those that some paths have now."""
        if not (added or removed):
            return self
        files, store = self.files, self.files.store
        contents = array("i", files.contents)
        removed_rows = [row for path in removed for row in files.rows(path)]
        codes = store.paths.table.codes()
        for path in removed:
            contents[codes[path]] = -1
        first_row, first_content = len(store), len(store.starts) - 1
        path_codes = store.add(added)
        contents.extend([-1] * (len(store.named) - len(contents)))
        for content, code in enumerate(path_codes, first_content):
            contents[code] = content
        count = files.count - len(removed) + len(added)
        root = self.root.changed(removed_rows, range(first_row, len(store)))
        return Library(Files(store, contents, count), root, self.departed)._without_earlier_rows()

    def _without_earlier_rows(self) -> Library:
        """The same library over a new store, once most rows in the store are of contents that files had earlier."""
        if len(self.files.store) <= 2 * self.root.size + SPARE_ROWS:
            return self
        paths = list(self.files)
        columns = FileColumns.of_rows(paths, list(map(self.files.rows, paths)), self.files.store.rows)
        return Library(departed=self.departed)._with_contents(columns, [])

    def key(self, source: Source) -> Key:
        """Where a recording stands in the tree; empty if it is not there."""
        row = self._row(source)
        return () if row is None else (*self.files.store.key(row), self.files.store.label(row))

    def entry(self, source: Source) -> Entry | None:
        """The entry of a source, or None."""
        row = self._row(source)
        return None if row is None else self.files.store.entry(row)

    def _row(self, source: Source) -> int | None:
        store = self.files.store
        return next((row for row in self.files.rows(source.path) if store.source(row) == source), None)


def _rows_once_read(before: FileRows, files: FileColumns, index: int, keep_gone: bool) -> FileRows:
    """The rows of a file that was read again; see `rows_once_read`."""
    after = FileRows.of(files.rows, range(files.starts[index], files.starts[index + 1]))
    stays = keep_gone and not files.marks[index] & HIDDEN
    return rows_once_read(before, after, is_half_written=files.is_half_written(index), stays=stays)


def _departed_rows(path: str, departed: Mapping[str, Rows]) -> FileRows:
    """The rows that a file had when it left the list; none if it did not."""
    rows = departed.get(path)
    if not rows:
        return NO_ROWS
    columns = FileColumns.of([IndexedFile(path, rows)])
    return FileRows.of(columns.rows, range(len(rows)))
