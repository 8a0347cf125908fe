"""A JSON document as rows: its lines without those that a fold hides, wrapped at a width."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter

from recview.display.clusters import whole_clusters
from recview.display.hits import Hit, Stretch, occurrences
from recview.display.json_lines import JsonLines, indent_of
from recview.display.line_part import most_cells
from recview.display.wrap import LONG, Rows, rows
from recview.named_tuple import NamedTuple


class _Stretch(NamedTuple):
    """Rows that are laid out alike: a run of whole lines, or the rows of one line.

    Attributes:
        first_row, line: Where they begin.
        wrapped: The rows of the line, if it is wrapped.
    """

    first_row: int
    line: int
    wrapped: Rows | None


_first_row, _first_line = attrgetter("first_row"), attrgetter("line")


class JsonRows:
    """The rows of a document. A row is characters [start, end) of a line.

    Args:
        document: The document.
        folded: The lines whose object or array is folded; `lay_out` must follow a change of it.

    Attributes:
        room: Cells of the pane at the last `lay_out`.
        widest: Cells of the widest line where lines are not wrapped, else 0.
    """

    def __init__(self, document: JsonLines, folded: set[int]) -> None:
        self.document = document
        self.folded = folded
        self.room = 0
        self.widest = 0
        self._stretches: list[_Stretch] = []
        self._count = 0
        self._long_lines: dict[tuple[int, int], Rows] = {}

    def __len__(self) -> int:
        return self._count

    def lay_out(self, room: int, *, wraps: bool) -> None:
        """Choose the rows for a pane of `room` cells; without a size yet, or with `wraps` off, lines stay whole."""
        self.room = room
        width = max(8, room - 1) if wraps and room else None
        self._stretches, self._count = [], 0
        lines, closes = self.document.lines, self.document.closes
        line = 0
        for fold in sorted(self.folded):
            if fold >= line:
                self._lay_out_lines(range(line, fold), width)
                self._add(fold, 1)
                line = closes[fold] + 1
        self._lay_out_lines(range(line, len(lines)), width)
        self.widest = 0 if wraps else max(map(most_cells, lines), default=0)

    def _lay_out_lines(self, seen: range, width: int | None) -> None:
        """Add lines without folds: those that fit into a width stay whole, all of them if it is None."""
        lines = self.document.lines
        start = seen.start
        if width is not None:
            for line in [line for line in seen if len(text := lines[line]) > width or not text.isascii()]:
                self._add(start, line - start)
                wrapped = self._wrapped(line, width)
                self._add(line, len(wrapped), wrapped)
                start = line + 1
        self._add(start, seen.stop - start)

    def _add(self, line: int, count: int, wrapped: Rows | None = None) -> None:
        if count:
            self._stretches.append(_Stretch(self._count, line, wrapped))
            self._count += count

    def _wrapped(self, line: int, width: int) -> Rows:
        """The rows of a line, the first without its indent; those of a very long line are kept."""
        text = self.document.lines[line]
        indent = self.hanging(line)
        width = max(8, width - indent)
        wrapped = self._long_lines.get((line, width))
        if wrapped is None:
            wrapped = rows(text, width, indent)
            if len(text) > LONG:
                self._long_lines[line, width] = wrapped
        return wrapped

    def _stretch_at(self, row: int) -> _Stretch:
        return self._stretches[bisect_right(self._stretches, row, key=_first_row) - 1]

    def hanging(self, line: int) -> int:
        """Cells by which the rows of a wrapped line are indented, but for the first."""
        text = self.document.lines[line]
        indent = indent_of(text)
        return min(indent + 2 if indent else 0, self.room // 2) if indent < len(text) else 0

    def at(self, row: int) -> tuple[int, int, int]:
        """(line, start, end) of a row."""
        stretch = self._stretch_at(row)
        inside = row - stretch.first_row
        if stretch.wrapped is None:
            line = stretch.line + inside
            return line, 0, len(self.document.lines[line])
        # The first row has the line's indent.
        return stretch.line, stretch.wrapped.starts[inside] if inside else 0, stretch.wrapped.ends[inside]

    def line_at(self, row: int) -> int | None:
        """The line of a row, or None where there is no such row."""
        return self.at(row)[0] if 0 <= row < self._count else None

    def row_of_line(self, line: int) -> int:
        """The first row of a line, or of the fold that hides it."""
        return self._row_of(line, 0)

    def _row_of(self, line: int, offset: int) -> int:
        """The row of a line's character, or of the fold that hides the line."""
        index = bisect_right(self._stretches, line, key=_first_line) - 1
        if index < 0:
            return 0
        stretch = self._stretches[index]
        if stretch.wrapped is not None:
            return stretch.first_row + (stretch.wrapped.row_at(offset) if line == stretch.line else 0)
        end = self._stretches[index + 1].first_row if index + 1 < len(self._stretches) else self._count
        return min(stretch.first_row + line - stretch.line, end - 1)

    def unfold_around(self, line: int) -> bool:
        """Unfold what hides a line; returns whether anything did. A fold's own line is seen."""
        hiding = [fold for fold in self.folded if fold <= line <= self.document.closes[fold]]
        if not hiding or hiding == [line]:
            return False
        self.folded.difference_update(hiding)
        return True

    def search(self, needle: str) -> Iterator[Hit]:
        """Every occurrence of `needle` (in lower case) in the lines, folded or not."""
        lines = enumerate(self.document.lines)
        return (hit for line, text in lines for hit in occurrences(line, text, needle))

    def stretch(self, row: int) -> Stretch:
        """What a row shows of its line; of a folded line, which is shown otherwise, nothing."""
        if not self._count:
            return Stretch(0, 0, 0)
        line, start, end = self.at(row)
        if line in self.folded:
            return Stretch(line, 0, 0)
        return Stretch(line, start, end, (self.hanging(line) if start else 0) - start)

    def row_of(self, hit: Hit) -> int:
        """The row on which a hit begins."""
        return self._row_of(hit.anchor, hit.start)

    def text_between(self, first: tuple[int, int] | None, last: tuple[int, int] | None) -> str:
        """The document's text between two positions: without the view's margins, folds in full, wraps undone.

        Args:
            first: (row, cell) of the first character; None for the document's.
            last: (row, cell) behind the last one; None for the document's end.
        """
        last_row = self._count - 1
        if first is not None and first[0] > last_row:
            return ""
        line, start = self._offset_at(*first) if first else (0, 0)
        stop_line, stop = self._offset_at(*last) if last and last[0] <= last_row else self._offset_at(last_row, 1 << 60)
        lines = self.document.lines
        if stop_line in self.folded and self.document.closes[stop_line] > stop_line:
            stop_line = self.document.closes[stop_line]
            stop = len(lines[stop_line])
        start = whole_clusters(lines[line], start, len(lines[line]))[0]
        stop = whole_clusters(lines[stop_line], 0, stop)[1]
        if line == stop_line:
            return lines[line][start:stop]
        return "\n".join([lines[line][start:], *lines[line + 1 : stop_line], lines[stop_line][:stop]])

    def _offset_at(self, row: int, cell: int) -> tuple[int, int]:
        """(line, offset in it) of the character in a cell of a row; the row's margin is not part of the line."""
        line, start, end = self.at(row)
        margin = self.hanging(line) if start else 0
        return line, min(end, start + max(0, cell - margin))
