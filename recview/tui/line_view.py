"""The one virtual view under the tree, the conversation, JSON, chunks and raw text.

A subclass says how many lines there are and what line k is; only the visible ones are asked for. Colour, the one gate
for recorded text, search hits, mouse selection, scrolling and the cursor are here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from rich.segment import Segment
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from recview.display.clusters import whole_clusters
from recview.display.hits import MOST_HITS, Hit
from recview.display.visible import BLOCK, MOST_CELLS, CellIndex, visible
from recview.tui.line_painting import segments
from recview.tui.styles import StyledWidget

Span = tuple[int, int, str]
"""(start, end, ink): a stretch of a line and the name of its style."""


class Line(NamedTuple):
    """One line: its text as recorded, its ink, and the stretches that have another one."""

    text: str
    style: str = "text"
    spans: Sequence[Span] = ()


KEPT_INDEXES = 200
"""Long lines of which a view remembers what was measured."""


class LineView(StyledWidget, ScrollView, can_focus=True):
    """A scrollable list of lines, drawn on demand."""

    has_cursor = True

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.cursor_row = 0
        self.needle = ""
        self.hits: list[Hit] = []
        self.hit = -1
        self._origin = ((0, 0), 0, 0)
        self._drawn: dict[int, tuple[int, Line, bool]] = {}
        self._indexes: dict[int, CellIndex] = {}

    # What a subclass answers -------------------------------------------------------------------------------------

    def line_count(self) -> int:
        """How many lines there are now."""
        raise NotImplementedError

    def line(self, row: int) -> Line:
        """Line `row`, 0 to `line_count() - 1`."""
        raise NotImplementedError

    def search(self, needle: str) -> Iterable[Hit]:
        """Every place of `needle` (in lower case), in order."""
        return []

    def row_of_hit(self, hit: Hit) -> int:
        """The row where a hit begins, made visible first if it is not."""
        return hit.anchor

    def hits_on(self, row: int, start: int = 0, end: int = 1 << 60) -> list[tuple[int, int, bool]]:
        """(start, end, whether it is the current one) of the hits on a row, by default those of the anchor `row`.

        With `start` and `end`, those that reach into these characters of the row.
        """
        return [(hit.start, hit.end, number == self.hit) for number, hit in self.hits_between(row, start, end)]

    def hits_between(self, anchor: int, start: int, end: int) -> list[tuple[int, Hit]]:
        """(number, hit) of those that reach into characters [start, end) of an anchor."""
        # A hit that begins before the stretch reaches into it by less than its own length.
        first = bisect_left(self.hits, (anchor, start - len(self.needle) + 1))
        hits = self.hits[first : bisect_left(self.hits, (anchor, end), lo=first)]
        return [(number, hit) for number, hit in enumerate(hits, first) if hit.end > start]

    @property
    def room(self) -> int:
        """Cells of a line, without the scrollbar."""
        return self.scrollable_content_region.width

    # Drawing -----------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One visible line."""
        width = self.room
        scroll_x, scroll_y = self.scroll_offset
        row = y + scroll_y
        if row >= self.line_count():
            self._drawn.pop(y, None)
            return Strip.blank(width, self.style("text"))
        line = self.line(row)
        self._drawn[y] = (row, line, row == self.cursor_row)
        return self._painted(line, row, scroll_x, width)

    def _painted(self, line: Line, row: int, scroll_x: int, width: int) -> Strip:
        start, text, pad = visible(self._cell_index(line.text), scroll_x, width)
        end = start + len(text)
        layers = [(first, last, self.over(style)) for first, last, style in line.spans if first < end and last > start]
        for first, last, current in self.hits_on(row, start, end):
            layers.append((first, last, self.over("current" if current else "hit")))
        selection = self.text_selection
        if selection and (span := selection.get_span(row)):
            marked = self.screen.get_component_rich_style("screen--selection")
            layers.append((span[0], end if span[1] == -1 else span[1], marked))
        base = self.style(line.style)
        if self.has_cursor and row == self.cursor_row:
            base += self.over("cursor" if self.has_focus else "cursor-blurred")
        pieces = segments(text, base, ((first - start, last - start, style) for first, last, style in layers))
        if pad:
            pieces.insert(0, Segment(" " * pad, base))
        return Strip(pieces).crop_extend(0, width, base).apply_offsets(start - pad, row)

    def _cell_index(self, text: str) -> CellIndex:
        """What was measured of a line; lines are told apart as objects, as comparing them would read them whole."""
        index = self._indexes.get(id(text))
        if index is None or index.line is not text:
            index = CellIndex(text)
            if len(text) > BLOCK and not text.isascii():
                if len(self._indexes) >= KEPT_INDEXES:
                    self._indexes.clear()
                self._indexes[id(text)] = index
        return index

    # Moving ------------------------------------------------------------------------------------------------------

    def resized(self, width: int | None = None, *, whole: bool = True) -> None:
        """The number of lines changed: adjust the scrollbar, keep the cursor inside, draw again unless not `whole`."""
        count = self.line_count()
        self.virtual_size = Size(width or 0, count)
        self.cursor_row = max(0, min(self.cursor_row, count - 1))
        if whole:
            self.refresh()

    def redraw_changed(self) -> None:
        """Draw those visible lines again that are not what was drawn."""
        top, count = self.scroll_offset.y, self.line_count()
        for y in range(self.scrollable_content_region.height):
            row = y + top
            now = (row, self.line(row), row == self.cursor_row) if row < count else None
            if now != self._drawn.get(y):
                self._refresh_row(row)

    def move_to(self, row: int) -> None:
        """Put the cursor on a row and scroll it into view."""
        row = max(0, min(row, self.line_count() - 1))
        before, self.cursor_row = self.cursor_row, row
        for changed in {before, row}:
            self._refresh_row(changed)
        self.scroll_row_into_view(row)
        if before != row:
            self.cursor_moved()

    def cursor_moved(self) -> None:
        """The cursor came to another row."""

    def _refresh_row(self, row: int) -> None:
        y = row - self.scroll_offset.y
        if 0 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def scroll_row_into_view(self, row: int, margin: int = 0) -> None:
        """Scroll as little as it takes; a view that has no size yet shows its top."""
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
        last = self.line_count() - 1
        at = self.cursor_row if self.has_cursor else self.scroll_offset.y
        moves = {
            "up": at - 1,
            "down": at + 1,
            "page up": at - height,
            "page down": at + height,
            "half a page up": at - height // 2,
            "half a page down": at + height // 2,
            "first": 0,
            "last": last,
        }
        if self.has_cursor:
            self.move_to(moves[where])
        else:
            self.scroll_to(y=moves[where], animate=False, force=True)

    def row_at(self, y: int) -> int | None:
        """The row under a mouse position, or None below the last."""
        row = y + self.scroll_offset.y
        return row if 0 <= row < self.line_count() else None

    # Finding -----------------------------------------------------------------------------------------------------

    @property
    def search_note(self) -> str:
        """What a reader should know of a search beside the number of places."""
        return " (no more are counted)" if len(self.hits) == MOST_HITS else ""

    @property
    def here(self) -> tuple[int, int]:
        """The (anchor, offset) from which a search begins: the cursor, or without one the first visible row."""
        return (self.cursor_row if self.has_cursor else self.scroll_offset.y), 0

    def begin_search(self) -> None:
        """A search begins here; while it is typed, each letter looks from here on."""
        self._origin = (self.here, self.cursor_row, self.scroll_offset.y)

    def find(self, needle: str) -> None:
        """Mark every place of a text and go to the first one from where the search began."""
        if needle.lower() == self.needle:
            return
        self.needle = needle.lower()
        self.find_again(keep=False)
        if self.hits:
            self._go_to_hit(bisect_left(self.hits, self._origin[0]))
        self.refresh()

    def find_again(self, *, keep: bool) -> None:
        """The content changed: mark the places in it; with `keep`, the current one stays current."""
        self.hits = list(islice(self.search(self.needle), MOST_HITS)) if self.needle else []
        self.hit = min(self.hit, len(self.hits) - 1) if keep else -1

    def forget_search(self) -> None:
        """Mark nothing any more, and stay."""
        self.needle = ""
        self.find_again(keep=False)
        self.refresh()

    def drop_search(self) -> None:
        """Mark nothing any more, and go back to where the search began."""
        self.forget_search()
        _, row, top = self._origin
        self.cursor_row = max(0, min(row, self.line_count() - 1))
        self.scroll_to(y=top, animate=False, force=True)

    def next_hit(self, by: int) -> None:
        """Go to the next or previous place that was found, around the end."""
        if not self.hits:
            return
        # None is the current one yet: the first from where the reader is, or the one before that.
        self._go_to_hit(self.hit + by if self.hit >= 0 else bisect_left(self.hits, self.here) + min(by, 0))

    def _go_to_hit(self, at: int) -> None:
        self.hit = at % len(self.hits)
        row = self.row_of_hit(self.hits[self.hit])
        if self.has_cursor:
            self.move_to(row)
        self.scroll_row_into_view(row, margin=2)
        if self.virtual_size.width > self.room:
            self._scroll_to_current(row)
        self.refresh()

    def _scroll_to_current(self, row: int) -> None:
        """Scroll sideways, where a row is wider than the view, until the current hit is seen."""
        index = self._cell_index(self.line(row).text)
        for start, end, is_current in self.hits_on(row):
            if is_current and start < MOST_CELLS:
                left, right = index.cells_before(start), index.cells_before(end)
                if not self.scroll_offset.x <= left <= right <= self.scroll_offset.x + self.room:
                    beside = max(0, left - self.room // 2) if right > self.room else 0
                    self.scroll_to(x=beside, animate=False, force=True)

    # Selecting ---------------------------------------------------------------------------------------------------

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, as recorded."""
        pieces = []
        for row, start, end in self.selected_rows(selection):
            text = self.line(row).text
            start, end = whole_clusters(text, start, len(text) if end == -1 else end)
            pieces.append(text[start:end] + self.joint(row))
        joined = "".join(pieces)
        return (joined.removesuffix("\n"), "\n") if joined else None

    def joint(self, row: int) -> str:
        """What stands between a row and the next in the recorded text: nothing where a line was cut."""
        return "\n"

    def selected_rows(self, selection: Selection) -> Iterator[tuple[int, int, int]]:
        """(row, start, end) of every row that a selection touches; an end of -1 is the row's."""
        count = self.line_count()
        first = selection.start.y if selection.start else 0
        last = min(selection.end.y if selection.end else count - 1, count - 1)
        for row in range(max(0, first), last + 1):
            if (span := selection.get_span(row)) is not None:
                yield row, *span

    def selection_updated(self, selection: Selection | None) -> None:
        """The mouse selects."""
        self.refresh()
