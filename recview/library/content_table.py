"""What decoding told of the rows of the list, as far as it was read."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from recview.content_facts import ContentFacts
from recview.library.coded import Table
from recview.library.read_contents import ReadContents
from recview.library.row_columns import NUMBERS
from recview.library.row_store import RowStore

UNREAD, NOTHING = 0, 1
"""The codes of a row that was not read yet, and of one that was read and has no facts."""

_NUMBER = NUMBERS.index("number")


class ContentFactsTable:
    """What decoding told of each recording; it grows as more is read.

    Attributes:
        read, total: How many files were read, and of how many.
        version: Changes whenever anything else does.
        values: The distinct facts, by code; None for `UNREAD`.
    """

    def __init__(self) -> None:
        self._reset()
        self.version = 0

    def _reset(self) -> None:
        self.read = self.total = 0
        self.values: list[ContentFacts | None] = [None]
        self._table: Table[ContentFacts] = Table([ContentFacts()])
        self.values.append(ContentFacts())
        self._spans: dict[str, range] = {}
        self._facts = array("I")
        self._rows = array("i")
        self._store: RowStore | None = None
        self._codes = array("I")
        self._outdated: set[str] = set()

    @property
    def is_complete(self) -> bool:
        """Whether all files were read."""
        return self.read >= self.total > 0

    def clear(self) -> None:
        """Know nothing any more: another reader begins."""
        self._reset()
        self.version += 1

    def take(self, contents: ReadContents, read: int, total: int) -> None:
        """Take what decoding told of further files.

        Args:
            contents: What it told.
            read: How many files were read by now.
            total: Of how many.
        """
        self.read, self.total = read, total
        self.version += 1
        codes = [code + NOTHING for code in self._table.add(contents.facts.table.values)]
        self.values += self._table.values[len(self.values) - NOTHING :]
        start = 0
        for path, first, count in zip(contents.paths, contents.firsts, contents.counts, strict=True):
            self._extend(first + count)
            self._facts[first : first + count] = array(
                "I", map(codes.__getitem__, contents.facts.codes[start : start + count])
            )
            start += count
            self._spans[path] = range(first, first + count)
            self._outdated.add(path)

    def _extend(self, count: int) -> None:
        missing = max(0, count - len(self._facts))
        self._facts.extend([UNREAD] * missing)
        self._rows.extend([-1] * missing)

    def forget(self, paths: Iterable[str]) -> None:
        """Count files as unread, as they changed."""
        for path in paths:
            if self._spans.pop(path, None) is not None:
                self._outdated.add(path)
                self.version += 1

    def codes(self, store: RowStore) -> array[int]:
        """For each row of a store the code of its facts in `values`."""
        if store is not self._store:
            self._store, self._codes = store, array("I")
            self._outdated.update(self._spans)
        before = len(self._codes)
        if len(store) > before:
            self._codes.extend([UNREAD] * (len(store) - before))
            paths = store.paths.table.values
            self._outdated.update(paths[code] for code in set(store.paths.codes[before:]))
        if self._outdated:
            self._update(store)
        return self._codes

    def _update(self, store: RowStore) -> None:
        """Note the codes of the rows of files that were read, or have other rows, since."""
        path_codes, column = store.paths.table.codes(), store.rows.numbers[_NUMBER]
        codes, facts, rows_by_number = self._codes, self._facts, self._rows
        for path in self._outdated:
            path_code = path_codes.get(path, -1)
            if path_code < 0 or store.latest[path_code] < 0:
                continue
            span = self._spans.get(path)
            for row in store.content_rows(store.latest[path_code]):
                if span is None:
                    codes[row] = UNREAD
                    continue
                number = column[row]
                if 0 <= number < len(span):
                    codes[row] = facts[span.start + number]
                    rows_by_number[span.start + number] = row
                else:
                    codes[row] = NOTHING
        self._outdated.clear()

    def facts(self, store: RowStore, row: int) -> ContentFacts | None:
        """What decoding told of a row; None if it was not read yet."""
        return self.values[self.codes(store)[row]]

    def rows(self, store: RowStore, numbers: Iterable[int]) -> list[int]:
        """The rows of recordings, by their numbers in a search, in the same order; those that have none are left out.

        A row of an earlier content may be among them: it is in no list.
        """
        self.codes(store)
        rows, count = self._rows, len(self._rows)
        return [row for number in numbers if number < count and (row := rows[number]) >= 0]

    def number(self, store: RowStore, row: int) -> int | None:
        """The number of a row's recording in a search; None if it was not read yet."""
        self.codes(store)
        span = self._spans.get(store.paths[row])
        number = store.rows.number(_NUMBER, row)
        return span.start + number if span is not None and 0 <= number < len(span) else None
