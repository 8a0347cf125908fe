"""The part of a line that a view shows, found without measuring the rest: a line may be megabytes long.

A line of ASCII has a cell per character, so its part is a slice. Any other is measured in blocks, from its beginning
and only as far as it is scrolled to; a `CellIndex` keeps what was measured.
"""

from __future__ import annotations

from bisect import bisect_right

from rich.cells import cell_len

from recview.display.clusters import clusters, first_unjoined
from recview.display.sanitize import sanitize
from recview.named_tuple import NamedTuple

BLOCK = 256
"""Characters that are measured together."""


def shown_cells(text: str) -> int:
    """The cells that recorded text takes once it is neutralised."""
    return cell_len(sanitize(text))


class Visible(NamedTuple):
    """The drawn part of a line: its text from character `start` on, neutralised, behind `pad` blank cells."""

    start: int
    text: str
    pad: int = 0


class CellIndex:
    """The cells of a line's characters, measured as far as they are asked for and then kept."""

    def __init__(self, line: str) -> None:
        self.line = line
        self._starts = [0]
        self._cells = [0]

    def block_at(self, cell: int) -> tuple[int, int]:
        """(first character, cells before it) of the block that holds a cell, or of the line's end."""
        while self._cells[-1] <= cell and self._starts[-1] < len(self.line):
            self._measure_next()
        block = bisect_right(self._cells, cell) - 1
        return self._starts[block], self._cells[block]

    def cells_before(self, index: int) -> int:
        """The cells of the characters before one."""
        if self.line.isascii():
            return min(index, len(self.line))
        index = min(index, len(self.line))
        while self._starts[-1] < index:
            self._measure_next()
        block = bisect_right(self._starts, index) - 1
        return self._cells[block] + shown_cells(self.line[self._starts[block] : index])

    def _measure_next(self) -> None:
        start = self._starts[-1]
        end = first_unjoined(self.line, min(len(self.line), start + BLOCK))
        self._starts.append(end)
        self._cells.append(self._cells[-1] + shown_cells(self.line[start:end]))


KEPT_INDEXES = 200
"""Long lines of which a view remembers what was measured."""


class CellIndexes:
    """What was measured of the long lines of a view."""

    def __init__(self) -> None:
        self._indexes: dict[int, CellIndex] = {}

    def of(self, text: str) -> CellIndex:
        """The index of a line; lines are compared as objects, since comparing their text would read them whole."""
        index = self._indexes.get(id(text))
        if index is None or index.line is not text:
            index = CellIndex(text)
            if len(text) > BLOCK and not text.isascii():
                if len(self._indexes) >= KEPT_INDEXES:
                    self._indexes.clear()
                self._indexes[id(text)] = index
        return index


MOST_CELLS = 1_000_000
"""Cells that a line of other than ASCII can be scrolled through: to go on there, all before it must be measured."""


def most_cells(line: str) -> int:
    """The most cells that a line can take; one of ASCII takes exactly as many."""
    return len(line) if line.isascii() else min(2 * len(line), MOST_CELLS)


def visible(index: CellIndex, left: int, width: int) -> Visible:
    """The part of a line in `width` cells from cell `left` on; a character that is cut is a blank."""
    line = index.line
    if line.isascii():
        return Visible(left, sanitize(line[left : left + width]))
    start, cells = index.block_at(left)
    end, _ = index.block_at(left + width)
    text = sanitize(line[start : end + BLOCK + 32])
    if cells == left and cell_len(text) <= width:
        return Visible(start, text)
    right = left + width
    first = last = None
    for low, high, size, _ in clusters(text):
        if cells >= left and first is None:
            first, pad = low, cells - left
        cells += size
        if cells > right:
            break
        last = high
    if first is None:
        return Visible(start + len(text), "")
    return Visible(start + first, text[first : max(first, last or 0)], min(pad, width))
