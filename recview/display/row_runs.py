"""Which line each row shows, without an entry for each row: runs of rows that are laid out alike."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter

from recview.display.wrap import Rows
from recview.named_tuple import NamedTuple


class RowRun(NamedTuple):
    """Rows that are laid out alike: one row for each of several lines, or all rows of one line that is wrapped.

    Attributes:
        first_row, line: The first row, and the line that it shows.
        wrapped: The rows of the line, if it is wrapped.
    """

    first_row: int
    line: int
    wrapped: Rows | None


_first_row, _first_line = attrgetter("first_row"), attrgetter("line")


class RowRuns:
    """All rows of a document, as runs in their order."""

    def __init__(self) -> None:
        self._runs: list[RowRun] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, line: int, count: int, wrapped: Rows | None = None) -> None:
        """Add `count` rows behind the others: of as many lines from `line` on, or those of one wrapped line."""
        if count:
            self._runs.append(RowRun(self._count, line, wrapped))
            self._count += count

    def at(self, row: int) -> RowRun:
        """The run that a row is in."""
        return self._runs[bisect_right(self._runs, row, key=_first_row) - 1]

    def row_of(self, line: int, offset: int) -> int:
        """The row that shows a character of a line; where the line has no row, that of the nearest line before it."""
        index = bisect_right(self._runs, line, key=_first_line) - 1
        if index < 0:
            return 0
        run = self._runs[index]
        if run.wrapped is not None:
            return run.first_row + (run.wrapped.row_at(offset) if line == run.line else 0)
        end = self._runs[index + 1].first_row if index + 1 < len(self._runs) else self._count
        return min(run.first_row + line - run.line, end - 1)
