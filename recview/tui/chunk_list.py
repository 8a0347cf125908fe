"""All chunks of a stream, a line each; its cursor is the playhead."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import BindingType

from recview.display.hits import Hit, occurrences
from recview.reading.panels import chunk_rows
from recview.reading.recording import RecordingView
from recview.tui.bindings import bindings
from recview.tui.line_view import Line, LineView
from recview.tui.messages import PositionChosen

_INKS = {
    "reasoning": "dim",
    "tool": "tool",
    "finish": "accent",
    "usage": "accent",
    "error": "error",
    "unknown": "warning",
    "refusal": "warning",
    "empty": "faint",
    "raw": "dim",
}


SEARCHED = 20_000


class ChunkList(LineView):
    """The chunks by number, kind and delta."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("chunks")

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._recording: RecordingView | None = None
        self._position = 0
        self._secrets = False

    def show(self, recording: RecordingView, *, secrets: bool, keep: bool = False) -> None:
        """Show a stream."""
        self._recording, self._secrets = recording, secrets
        self.find_again(keep=keep)
        self.resized()

    def show_position(self, position: int) -> None:
        """Move the playhead."""
        self._position = position
        self.cursor_row = max(0, position - 1)
        self.scroll_row_into_view(self.cursor_row, margin=1)
        self.refresh()

    @property
    def _count(self) -> int:
        return len(self._recording.chunks) if self._recording else 0

    def line_count(self) -> int:
        """One a chunk, or a word where there is none."""
        return self._count or 2

    def line(self, row: int) -> Line:
        """`  6 text      “ meet”`."""
        if not self._count:
            return Line(" No chunk was recorded." if row else "", "dim")
        kind, said = self._words(row)
        digits = len(f"{self.line_count():,}")
        head = f"{row + 1:>{digits},} {kind:<9} "
        played = row < self._position
        style = _INKS.get(kind, "text") if played else "ghost"
        return Line(f"{head}{said}", style, [(0, digits, "faint")])

    def _words(self, row: int) -> tuple[str, str]:
        assert self._recording is not None
        [words] = chunk_rows(self._recording, row, row + 1, secrets=self._secrets)
        return words

    def cursor_moved(self) -> None:
        """Moving in the list moves the playhead."""
        if self._count:
            self.post_message(PositionChosen(self.cursor_row + 1))

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

    def search(self, needle: str) -> list[Hit]:
        """In the lines as they are shown."""
        rows = range(min(self._count, SEARCHED))
        return [hit for row in rows for hit in occurrences(row, self.line(row).text, needle)]

    def row_of_hit(self, hit: Hit) -> int:
        """Before the first chunk, a place in it is one to go to."""
        if self._position == 0 and hit.anchor == 0:
            self.cursor_moved()
        return hit.anchor

    @property
    def search_note(self) -> str:
        """A search goes through so many chunks that it still answers at once."""
        return f" in the first {SEARCHED:,} chunks" if self._count > SEARCHED else ""
