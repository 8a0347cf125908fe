"""A JSON document as rows: its lines without those that a fold hides, wrapped at a width."""

from __future__ import annotations

from collections.abc import Iterator

from recview.display.hits import Hit, Stretch, occurrences
from recview.display.json_lines import JsonLines, indent_of
from recview.display.line_part import most_cells
from recview.display.row_runs import RowRuns
from recview.display.wrap import LONG, Rows, rows


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
        self._runs = RowRuns()
        self._long_lines: dict[tuple[int, int], Rows] = {}

    def __len__(self) -> int:
        return len(self._runs)

    def lay_out(self, room: int, *, wraps: bool) -> None:
        """Choose the rows for a pane of `room` cells; without a size yet, or with `wraps` off, lines stay whole."""
        self.room = room
        width = max(8, room - 1) if wraps and room else None
        self._runs = RowRuns()
        lines, closes = self.document.lines, self.document.closes
        line = 0
        for fold in sorted(self.folded):
            if fold >= line:
                self._lay_out_lines(range(line, fold), width)
                self._runs.add(fold, 1)
                line = closes[fold] + 1
        self._lay_out_lines(range(line, len(lines)), width)
        self.widest = 0 if wraps else max(map(most_cells, lines), default=0)

    def _lay_out_lines(self, seen: range, width: int | None) -> None:
        """Add lines without folds: those that fit into a width stay whole, all of them if it is None."""
        lines = self.document.lines
        start = seen.start
        if width is not None:
            for line in [line for line in seen if len(text := lines[line]) > width or not text.isascii()]:
                self._runs.add(start, line - start)
                wrapped = self._wrapped(line, width)
                self._runs.add(line, len(wrapped), wrapped)
                start = line + 1
        self._runs.add(start, seen.stop - start)

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

    def hanging(self, line: int) -> int:
        """Cells by which the rows of a wrapped line are indented, but for the first."""
        text = self.document.lines[line]
        indent = indent_of(text)
        return min(indent + 2 if indent else 0, self.room // 2) if indent < len(text) else 0

    def at(self, row: int) -> tuple[int, int, int]:
        """(line, start, end) of a row."""
        run = self._runs.at(row)
        index = row - run.first_row
        if run.wrapped is None:
            line = run.line + index
            return line, 0, len(self.document.lines[line])
        # The first row has the line's indent.
        return run.line, run.wrapped.starts[index] if index else 0, run.wrapped.ends[index]

    def line_at(self, row: int) -> int | None:
        """The line of a row, or None where there is no such row."""
        return self.at(row)[0] if 0 <= row < len(self) else None

    def row_of_line(self, line: int) -> int:
        """The first row of a line, or of the fold that hides it."""
        return self._runs.row_of(line, 0)

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
        if not len(self):
            return Stretch(0, 0, 0)
        line, start, end = self.at(row)
        if line in self.folded:
            return Stretch(line, 0, 0)
        return Stretch(line, start, end, (self.hanging(line) if start else 0) - start)

    def row_of(self, hit: Hit) -> int:
        """The row on which a hit begins."""
        return self._runs.row_of(hit.anchor, hit.start)
