"""All files and the tree over them, and how re-read files change both.

States of a library share what did not change: merging a few files into a hundred thousand touches only what is above
them in the tree.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeAlias

from recview.indexed_file import IndexedFile
from recview.library.file_columns import FileColumns
from recview.library.row_store import RowStore
from recview.library.tally import GONE, WRITING
from recview.library.tree import Branch
from recview.library.tree_keys import Key
from recview.model import Entry, Source, Verdict
from recview.named_tuple import NamedTuple

Rows: TypeAlias = tuple[Entry, ...]
"""The rows of a file."""


SPARE_ROWS = 20_000
"""Rows of earlier contents that are kept, however few rows there are now."""


class RowVerdict(NamedTuple):
    """What a row says of what became of its file."""

    verdict: Verdict
    flags: tuple[str, ...] = ()
    token_change: str = ""
    each: tuple[RowVerdict, ...] = ()

    def on(self, entry: Entry) -> Entry:
        """A row with what became of its file, or where that is known of its exchange."""
        row = self.each[entry.source.number] if entry.source.number < len(self.each) else self
        return entry._replace(verdict=row.verdict, flags=row.flags, token_change=row.token_change)


class Files(Mapping[str, Rows]):
    """The rows of each file by its path, made when they are asked for.

    Attributes:
        store: Where the rows are.
        contents: Which content in the store each path has now, by the path's code there; -1 if it is not in the list.
        count: How many files there are.
    """

    def __init__(self, store: RowStore, contents: array[int], count: int) -> None:
        self.store = store
        self.contents = contents
        self.count = count

    def content(self, path: str) -> int:
        """Which content in the store a path has; -1 if it is not in the list."""
        code = self.store.paths.table.codes().get(path, -1)
        return self.contents[code] if 0 <= code < len(self.contents) else -1

    def rows(self, path: str) -> range:
        """The numbers of the rows of a path."""
        content = self.content(path)
        return self.store.content_rows(content) if content >= 0 else range(0)

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and self.content(path) >= 0

    def __getitem__(self, path: str) -> Rows:
        if self.content(path) < 0:
            raise KeyError(path)
        return tuple(map(self.store.entry, self.rows(path)))

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[str]:
        paths = self.store.paths.table.values
        return (path for path, content in zip(paths, self.contents, strict=False) if content >= 0)


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
        return self._with((file.path, partial(_kept, file=file, keep_gone=keep_gone)) for file in files)

    def apply_verdicts(self, verdicts: Mapping[str, RowVerdict | None]) -> Library:
        """A library whose files carry other verdicts and flags; with None a file is not in the list any more.

        A verdict of `gone` brings the rows of such a file back.
        """
        leaving = {path: rows for path, marks in verdicts.items() if marks is None and (rows := self._gone_rows(path))}
        departed = {**self.departed, **leaving} if leaving else self.departed
        changes = (
            (path, partial(_marked, marks=marks, departed=departed.get(path, ()))) for path, marks in verdicts.items()
        )
        after = self._with(changes)
        return Library(after.files, after.root, departed)

    def _gone_rows(self, path: str) -> Rows:
        return tuple(entry for entry in self.files.get(path, ()) if entry.verdict == "gone")

    def _are_new(self, files: FileColumns) -> bool:
        """Whether nothing of some files, which are all there, is in the list, as it is while it is filled."""
        paths = set(files.paths)
        codes = self.files.store.paths.table.codes()
        is_new = codes.keys().isdisjoint(paths) or not any(path in self.files for path in paths)
        return is_new and len(paths) == len(files) and files.have_rows

    def _with(self, changed: Iterable[tuple[str, Callable[[Rows], Rows]]]) -> Library:
        """A library in which files have other rows, made from those they had; none remove the file."""
        before: dict[str, Rows] = {}
        after: dict[str, Rows] = {}
        for path, change in changed:
            if path not in before:
                before[path] = after[path] = self.files.get(path, ())
            after[path] = change(after[path])
        differing = [path for path, rows in after.items() if rows != before[path]]
        contents = FileColumns.of(IndexedFile(path, after[path]) for path in differing if after[path])
        removed = [path for path in differing if before[path]]
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


def _kept(before: Rows, file: IndexedFile, keep_gone: bool) -> Rows:
    if not file.entries and keep_gone and not file.hidden:
        return tuple(entry._replace(stale=GONE, verdict="gone", flags=(), token_change="") for entry in before)
    broken = next((entry.problem for entry in file.entries if entry.problem), "")
    if broken and before and not any(entry.problem for entry in before):
        return tuple(entry._replace(stale=WRITING if file.readability.is_half_written else broken) for entry in before)
    verdict = before[0].verdict if before else ""
    if verdict and verdict not in ("gone", "broken"):
        # Until it is compared again.
        each = tuple(RowVerdict(entry.verdict or verdict, entry.flags, entry.token_change) for entry in before)
        return tuple(map(RowVerdict(verdict, each=each).on, file.entries))
    return file.entries


def _marked(before: Rows, marks: RowVerdict | None, departed: Rows) -> Rows:
    if marks is None:
        return tuple(entry for entry in before if entry.verdict != "gone")
    return tuple(map(marks.on, before or (departed if marks.verdict == "gone" else ())))


def number_of(library: Library, source: Source) -> tuple[int, int]:
    """Which of how many a recording is in its branch of the list; (0, 0) if it is not there."""
    branch = library.root
    *labels, last = library.key(source) or ("",)
    for label in labels:
        index = branch.children.index_of(label)
        if index is None:
            return 0, 0
        branch = branch.children.branches[index]
    index = branch.children.index_of(last)
    return (0, 0) if index is None else (index + 1, len(branch.children))
