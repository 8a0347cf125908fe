"""All chunks of a stream, one per line; the cursor is the playhead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.selection import Selection
from textual.strip import Strip

from recview.display.chunk_rows import MAX_SEARCHED_CHUNKS, ChunkRow, number_width, row_text
from recview.display.hits import Hit, SearchableRows
from recview.display.lines import Line
from recview.live.events import ChunkHits, ChunkRowsRead
from recview.live.requests import ChunksKey, FindInChunks, ReadChunkRows
from recview.tui.chunk_pages import ChunkPages
from recview.tui.finder import Finder
from recview.tui.line_view import LineView
from recview.tui.messages import ChunksWanted, PositionChosen
from recview.tui.selected_text import selected_rows
from recview.tui.textual_bindings import bindings

_STYLES = {
    "reasoning": "dim",
    "tool": "tool",
    "finish": "accent",
    "usage": "accent",
    "error": "error",
    "unknown": "warning",
    "refusal": "warning",
    "empty": "faint",
    "raw": "dim",
    "sent": "dim",
    "received": "faint",
}
"""The style of a chunk's line by the kind of its first event."""

_UNREAD = ChunkRow("", "")

PAGE_ROWS = 128
"""Rows that are asked for together."""


class ChunkList(LineView):
    """The chunks by number, kind and delta."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("chunks")

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._key = ChunksKey(0, False, False)
        self._count = 0
        self._rows: ChunkPages[ChunkRow] = ChunkPages(PAGE_ROWS, self._ask)
        self._position = 0
        content = SearchableRows(self._search)
        self.finder = Finder(self, lambda: content)

    def show(self, count: int, key: ChunksKey, *, keep: bool = False) -> None:
        """Show a stream, whose rows are asked for.

        Args:
            count: The number of its chunks.
            key: Which chunks they are.
            keep: Whether the current hit stays, as it is the same recording read again.
        """
        is_as_covered = key.secrets == self._key.secrets
        self._count, self._key = count, key
        self._rows.begin(count, keep=keep and is_as_covered)
        self.finder.scope = f" in the first {MAX_SEARCHED_CHUNKS:,} chunks" if count > MAX_SEARCHED_CHUNKS else ""
        self.finder.search_again(keep=keep)
        self.resized()

    def take_rows(self, event: ChunkRowsRead) -> None:
        """Show rows that were asked for."""
        if event.key == self._key:
            self._rows.take(event.start, event.rows)
            self.refresh()

    def take_hits(self, event: ChunkHits) -> None:
        """Show where the text is that is looked for."""
        if event.key == self._key and event.needle == self.finder.needle:
            self.finder.take(event.hits)

    def show_position(self, position: int) -> None:
        """Move the playhead."""
        self._position = position
        self.cursor_row = max(0, position - 1)
        self.scroll_row_into_view(self.cursor_row, margin=1)
        self.refresh()

    def line_count(self) -> int:
        """One line per chunk, or those of a note where there is none."""
        return self._count or 2

    def line(self, row: int) -> Line:
        """A chunk's line: `  6 text      “ meet”`."""
        if not self._count:
            return Line(" No chunk was recorded." if row else "", "dim")
        chunk, width = self._rows.get(row), number_width(self._count)
        if chunk is None:
            return Line(row_text(_UNREAD, row, self._count), "faint")
        style = _STYLES.get(chunk.kind, "text") if row < self._position else "ghost"
        return Line(row_text(chunk, row, self._count), style, [(0, width, "faint")])

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the rows that are there, and ask for those that are not."""
        top = self.scroll_offset.y
        self._want(top, top + self.size.height)
        return super().render_lines(crop)

    def _want(self, start: int, stop: int) -> None:
        """Ask for rows; once they are there, for those that are selected, which may be many more."""
        selection = self.text_selection
        if selection and self._rows.holds(start, stop):
            start = selection.start.y if selection.start else 0
            stop = selection.end.y + 1 if selection.end else self._count
        self._rows.want(start, stop)

    def _ask(self, start: int, stop: int) -> None:
        self.post_message(ChunksWanted(ReadChunkRows(self._key, start, stop)))

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text; none while not all of it is there."""
        rows = [row for row, *_ in selected_rows(selection, self._count)]
        return super().get_selection(selection) if rows and self._rows.holds(rows[0], rows[-1] + 1) else None

    def _search(self, needle: str) -> Iterator[Hit] | None:
        """Have the hits looked for in the rows as they are shown; they come by `take_hits`."""
        if not self._count:
            return iter(())
        self.post_message(ChunksWanted(FindInChunks(self._key, needle)))
        return None

    def cursor_moved(self) -> None:
        """Move the playhead to the cursor."""
        if self._count:
            self.post_message(PositionChosen(self.cursor_row + 1))

    def reveal(self, hit: Hit) -> None:
        """Move the playhead to the first chunk if the hit is there: the cursor is on it already before it is played."""
        if self._position == 0 and hit.anchor == 0:
            self.cursor_moved()

    def action_go(self, where: str) -> None:
        """Move; before the first chunk, the way down leads to it."""
        if self._position == 0 and where in {"down", "first"}:
            self.cursor_moved()
        else:
            super().action_go(where)

    def on_click(self, event: events.Click) -> None:
        """Seek to the chunk."""
        row = self.row_at(event.y - self.gutter.top)
        if row is not None and not self.text_selection:
            self.move_to(row)
            self.cursor_moved()
