"""The base of the views that show lines: the list, the conversation, JSON, chunks and the raw file.

A subclass answers how many lines there are and what a line is; only the visible ones are asked for. Drawing them
neutralised and in their styles, scrolling and the cursor are here; searching is the `Finder` that each view has.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.selection import Selection
from textual.strip import Strip

from recview.display.hits import Hit
from recview.display.lines import Line, Span
from recview.tui.finder import Finder
from recview.tui.line_painter import LinePainter
from recview.tui.scroll_bar import VerticalBar
from recview.tui.selected_text import selected_text
from recview.tui.styles import StyledWidget

__all__ = ["Line", "LineView", "Span"]


class LineView(StyledWidget, ScrollView, can_focus=True):
    """A scrollable list of lines, drawn on demand.

    Attributes:
        has_cursor: Whether keys move a cursor; without one they scroll.
        cursor_row: The row that the cursor is on.
        finder: The search of this view.
        painter: Makes the strips of its rows.
    """

    has_cursor = True

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.cursor_row = 0
        self.finder = Finder(self)
        self.painter = LinePainter(self)

    def line_count(self) -> int:
        """How many lines there are now; a subclass answers it."""
        return 0

    def line(self, row: int) -> Line:
        """Line `row`, 0 to `line_count() - 1`; a subclass answers it."""
        return Line("")

    def reveal(self, hit: Hit) -> None:
        """Make a hit visible that is hidden, so that it is on a row; nothing is hidden in most views."""

    def way_back(self) -> Callable[[], None]:
        """A function that brings the view back to where it is now."""
        row, top = self.cursor_row, self.scroll_offset.y

        def go_back() -> None:
            self.cursor_row = max(0, min(row, self.line_count() - 1))
            self.scroll_to(y=top, animate=False, force=True)

        return go_back

    def cursor_moved(self) -> None:
        """React to the cursor's having come to another row."""

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text as recorded, and what separates it from that of the next widget; None if it is empty."""
        text = selected_text(selection, self.line_count(), lambda row: self.line(row).text)
        return (text.removesuffix("\n"), "\n") if text else None

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scrollbar, made when it is first needed."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = bar = VerticalBar(name="vertical", thickness=self.scrollbar_size_vertical)
            bar.display = False
            self.app._start_widget(self, bar)
        return self._vertical_scrollbar

    @property
    def room(self) -> int:
        """Cells of a line, without the scrollbar."""
        return self.scrollable_content_region.width if self.painter.room is None else self.painter.room

    @property
    def last_top(self) -> int:
        """The first visible row when the view is scrolled to its end."""
        return max(0, self.line_count() - max(1, self.scrollable_content_region.height))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a region of the view, to be painted."""
        return self.painter.strips(crop, super().render_lines)

    def render_line(self, y: int) -> Strip:
        """The visible row `y`, 0 at the top of the view.

        Where it is not asked for to be painted, the toolkit looks for the character under the mouse: only then do its
        segments say where in the text they begin, which takes a style for each of them.
        """
        strip = self.painter.strip(y)
        if self.painter.room is not None or (row := y + self.scroll_offset.y) >= self.line_count():
            return strip
        return strip.apply_offsets(self.painter.first_character(y), row)

    def resized(self, width: int | None = None, *, whole: bool = True) -> None:
        """Adjust the view to another number of lines: the scrollbar, and the cursor, which stays inside.

        Args:
            width: Cells of the widest line, where the view scrolls to the side.
            whole: Whether to draw all visible lines again.
        """
        count = self.line_count()
        self._set_virtual_size(Size(width or 0, count))
        self.cursor_row = max(0, min(self.cursor_row, count - 1))
        if whole:
            self.refresh()

    def _set_virtual_size(self, size: Size) -> None:
        """Scroll over another size, at which the toolkit would lay out the screen: just a scrollbar may change."""
        if self.container_size:
            self.set_reactive(LineView.virtual_size, size)
            self._scroll_update(size)
        else:
            self.virtual_size = size

    def redraw_changed(self) -> None:
        """Draw those visible lines again that are not as they were drawn."""
        top, count = self.scroll_offset.y, self.line_count()
        with self.painter.measured():
            for y in range(self.scrollable_content_region.height):
                row = y + top
                if not self.painter.is_shown(y, row, self.line(row) if row < count else None):
                    self._refresh_row(row)

    def _refresh_row(self, row: int) -> None:
        y = row - self.scroll_offset.y
        if 0 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def move_to(self, row: int) -> None:
        """Put the cursor on a row and scroll it into view."""
        row = max(0, min(row, self.line_count() - 1))
        before, self.cursor_row = self.cursor_row, row
        for changed in {before, row}:
            self._refresh_row(changed)
        self.scroll_row_into_view(row)
        if before != row:
            self.cursor_moved()

    def scroll_row_into_view(self, row: int, margin: int = 0) -> None:
        """Scroll as little as it takes until a row, and `margin` rows beside it, are seen.

        A view that has no size yet shows its top.
        """
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if not height:
            return
        if row < top + margin:
            self.scroll_to(y=max(0, row - margin), animate=False, force=True)
        elif row >= top + height - margin:
            self.scroll_to(y=row - height + 1 + margin, animate=False, force=True)

    def action_go(self, where: str) -> None:
        """Move the cursor, or scroll where there is none."""
        height = max(1, self.scrollable_content_region.height)
        row = self.cursor_row if self.has_cursor else self.scroll_offset.y
        rows = {
            "up": row - 1,
            "down": row + 1,
            "page up": row - height,
            "page down": row + height,
            "half a page up": row - height // 2,
            "half a page down": row + height // 2,
            "first": 0,
            "last": self.line_count() - 1,
        }
        if self.has_cursor:
            self.move_to(rows[where])
        else:
            self.scroll_to(y=rows[where], animate=False, force=True)

    def row_at(self, y: int) -> int | None:
        """The row under a mouse position, or None below the last."""
        row = y + self.scroll_offset.y
        return row if 0 <= row < self.line_count() else None
