"""The files of the list, by path."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping

from recview.library.file_rows import NO_ROWS, FileRows, Rows
from recview.library.row_store import RowStore


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

    def file_rows(self, paths: Iterable[str]) -> dict[str, FileRows]:
        """The rows of some paths, not made; none of a path that is not in the list."""
        rows, starts = self.store.rows, self.store.starts
        codes, contents, total = self.store.paths.table.codes(), self.contents, len(self.contents)
        files = {}
        for path in paths:
            code = codes.get(path, total)
            content = contents[code] if code < total else -1
            span = range(starts[content], starts[content + 1]) if content >= 0 else range(0)
            files[path] = FileRows.of(rows, span) if span else NO_ROWS
        return files

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
