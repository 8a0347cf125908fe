"""What decoding told of the rows of the list, as far as it was read."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from recview.content_facts import ContentFacts
from recview.library.coded import Table
from recview.library.finding_table import FindingTable
from recview.library.row_columns import NUMBERS
from recview.library.row_store import latest_rows, same_path

if TYPE_CHECKING:
    from recview.findings import FileFindings, RuleText
    from recview.library.read_contents import ReadContents
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
        findings: What the checks found in them, which the reader tells once they are decoded.
    """

    def __init__(self) -> None:
        self.version = 0
        self.findings = FindingTable()
        self._reset()

    def _reset(self) -> None:
        self.read = self.total = 0
        self.values: list[ContentFacts | None] = [None, ContentFacts()]
        self._table: Table[ContentFacts] = Table([ContentFacts()])
        # By path the number of its first recording, and by that number how many it has; -1 of a file that has none.
        self._firsts: dict[str, int] = {}
        self._counts = array("I")
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
        self.findings.clear()
        self.version += 1

    def take_findings(
        self, files: Mapping[str, FileFindings], rules: Mapping[str, RuleText], *, is_complete: bool
    ) -> None:
        """Take what the checks found in further files; see `FindingTable.take`."""
        self.findings.take(files, rules, is_complete=is_complete)
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
            self._firsts[same_path(self._store, path)] = first if count else -1
            if count:
                self._counts[first] = count
            self._outdated.add(path)

    def _extend(self, count: int) -> None:
        missing = max(0, count - len(self._facts))
        self._facts.extend([UNREAD] * missing)
        self._counts.extend([0] * missing)
        self._rows.extend([-1] * missing)

    def forget(self, paths: Iterable[str]) -> None:
        """Count files as unread, as they changed."""
        paths = list(paths)
        self.findings.forget(paths)
        for path in paths:
            if self._firsts.pop(path, None) is not None:
                self._outdated.add(path)
                self.version += 1

    def codes(self, store: RowStore) -> array[int]:
        """For each row of a store the code of its facts in `values`."""
        if store is not self._store:
            self._store, self._codes = store, array("I")
            self._outdated.clear()
        first = len(self._codes)
        if self._outdated or len(store) > first:
            self._codes.extend([UNREAD] * (len(store) - first))
            outdated = [row for path in self._outdated for row in latest_rows(store, path)]
            self._outdated.clear()
            self._update(store, [*outdated, *range(first, len(store))])
        return self._codes

    def _update(self, store: RowStore, rows: Iterable[int]) -> None:
        """Note the codes of rows, of which the later ones are of later contents."""
        paths, numbers = store.paths, store.rows.numbers[_NUMBER]
        for row in rows:
            span = self._span(paths[row])
            if span is None:
                self._codes[row] = UNREAD
            elif 0 <= (number := numbers[row]) < len(span):
                self._codes[row] = self._facts[span.start + number]
                self._rows[span.start + number] = row
            else:
                self._codes[row] = NOTHING

    def _span(self, path: str) -> range | None:
        """The numbers of a file's recordings; None if it was not read yet."""
        first = self._firsts.get(path)
        if first is None or first < 0:
            return None if first is None else range(0)
        return range(first, first + self._counts[first])

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
        span = self._span(store.paths[row])
        number = store.rows.number(_NUMBER, row)
        return span.start + number if span is not None and 0 <= number < len(span) else None
