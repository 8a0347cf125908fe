"""Paints the rows of a view, neutralised and in their styles; a row is painted again only if it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Offset, Region
from textual.strip import Strip

from recview.display.line_part import CellIndexes, visible
from recview.display.lines import Line
from recview.tui.line_painting import Layer, segments
from recview.value import Value

if TYPE_CHECKING:
    from recview.tui.line_view import LineView

KEPT = 400
"""Rows whose strips are kept: some screens full."""

Frame = tuple[Sequence[Segment], Sequence[Segment]]
"""What is drawn before and behind each row of a view: its border, and the cells below its scrollbar."""


class Painted(Value):
    """A row as it was painted.

    Attributes:
        line: What it shows.
        look: All else that its picture depends on: where it is cut, how wide it is, the cursor, the theme.
        strip: Its picture.
    """

    line: Line
    look: tuple[object, ...]
    strip: Strip


class LinePainter:
    """Makes the strips of a view's rows, and keeps them.

    Attributes:
        room: Cells of a row while several are asked for, which the toolkit would work out for each of them; else None.
        cell_indexes: What was measured of long lines.
    """

    def __init__(self, view: LineView) -> None:
        self._view = view
        self.room: int | None = None
        self.cell_indexes = CellIndexes()
        self._shown: dict[int, tuple[int, Line, bool]] = {}
        self._painted: dict[int, Painted] = {}
        self._framed: dict[int, tuple[Strip, Frame, Strip]] = {}
        self._offset: Offset | None = None
        self._blank: tuple[tuple[int, int], Strip] = ((-1, -1), Strip([]))

    def strips(self, crop: Region, whole: Callable[[Region], list[Strip]]) -> list[Strip]:
        """The strips of a region of the view.

        Args:
            crop: The region.
            whole: The toolkit's own way to paint a region, which draws the border.
        """
        view = self._view
        with self.measured():
            width, height = view.region.size
            gutter = view.styles.gutter
            inside = range(gutter.top, height - gutter.bottom)
            painted: list[Strip] = []
            frame: Frame | None = None
            bare, framed = None, Strip([])
            for y in crop.line_range:
                if y not in inside:
                    painted += whole(Region(crop.x, y, crop.width, 1))
                    continue
                frame = frame or self._frame(whole(Region(0, y, width, 1))[0], gutter.left)
                strip = view.render_line(y - gutter.top)
                if strip is not bare:
                    # Rows without a line share one.
                    bare, framed = strip, self._in_frame(y, strip, frame, width)
                painted.append(framed if crop.width == width else framed.crop(crop.x, crop.right))
            return painted

    @contextmanager
    def measured(self) -> Iterator[None]:
        """Know the cells of a row and how far the view is scrolled, while several rows are asked for."""
        self.room, self._offset = self._view.room, self._view.scroll_offset
        try:
            yield
        finally:
            self.room = self._offset = None

    def _frame(self, strip: Strip, left: int) -> Frame:
        """What the toolkit draws around a row, of which it gave the strip."""
        assert self.room is not None
        return list(strip.crop(0, left)), list(strip.crop(left + self.room, strip.cell_length))

    def _in_frame(self, y: int, strip: Strip, frame: Frame, width: int) -> Strip:
        kept = self._framed.get(y)
        if kept is not None and kept[0] is strip and kept[1] == frame:
            return kept[2]
        framed = Strip([*frame[0], *strip, *frame[1]], width) if frame[0] or frame[1] else strip
        for line_filter in self._view.get_line_filters():
            framed = framed.apply_filter(line_filter, self._view.background_colors[1])
        self._framed[y] = strip, frame, framed
        return framed

    def strip(self, y: int) -> Strip:
        """The strip of the visible row `y`, 0 at the top of the view."""
        view = self._view
        width, (left, top) = view.room, self._offset or view.scroll_offset
        row = y + top
        if row >= view.line_count():
            self._shown.pop(y, None)
            return self._blank_strip(width)
        line, has_cursor = view.line(row), view.has_cursor and row == view.cursor_row
        self._shown[y] = row, line, row == view.cursor_row
        if view.finder.hits or view.text_selection:
            return self._drawn(line, row, left, width, has_cursor=has_cursor)
        look = left, width, has_cursor and (view.has_focus + 1), view.named_styles.version
        painted = self._painted.get(row)
        if painted is None or painted.look != look or painted.line != line:
            if len(self._painted) >= KEPT:
                self._painted.clear()
            strip = self._drawn(line, row, left, width, has_cursor=has_cursor)
            self._painted[row] = painted = Painted(line, look, strip)
        return painted.strip

    def _blank_strip(self, width: int) -> Strip:
        look = width, self._view.named_styles.version
        if self._blank[0] != look:
            self._blank = look, Strip.blank(width, self._view.style("text"))
        return self._blank[1]

    def is_shown(self, y: int, row: int, line: Line | None) -> bool:
        """Whether the visible row `y` was last painted as a line, or as blank for None."""
        now = (row, line, row == self._view.cursor_row) if line is not None else None
        return self._shown.get(y) == now

    def first_character(self, y: int) -> int:
        """The character of its line that the visible row `y` begins with, less the blank cells before it."""
        row, left = y + self._view.scroll_offset.y, self._view.scroll_offset.x
        part = visible(self.cell_indexes.of(self._view.line(row).text), left, self._view.room)
        return part.start - part.pad

    def _drawn(self, line: Line, row: int, left: int, width: int, *, has_cursor: bool) -> Strip:
        view = self._view
        start, text, pad = visible(self.cell_indexes.of(line.text), left, width)
        base = view.style(line.style)
        if has_cursor:
            base += view.overlay("cursor" if view.has_focus else "cursor-blurred")
        layers = self._layers(line, row, start, start + len(text))
        pieces = segments(text, base, ((first - start, last - start, style) for first, last, style in layers))
        if pad:
            pieces.insert(0, Segment(" " * pad, base))
        cells = pad + cell_len(text)
        if cells < width:
            pieces.append(Segment(" " * (width - cells), base))
        return Strip(pieces, max(cells, width)).crop(0, width)

    def _layers(self, line: Line, row: int, start: int, end: int) -> list[Layer]:
        """The styles over characters [start, end) of a line: its own, those of hits, that of the selection."""
        view = self._view
        layers = [(first, last, view.overlay(name)) for first, last, name in line.spans if first < end and last > start]
        for first, last, is_current in view.finder.spans_on(row, start, end):
            layers.append((first, last, view.overlay("current" if is_current else "hit")))
        selection = view.text_selection
        if selection and (span := selection.get_span(row)):
            selected = view.screen.get_component_rich_style("screen--selection")
            layers.append((span[0], end if span[1] == -1 else span[1], selected))
        return layers
