"""All chunks of a stream, one per line; the cursor is the playhead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import events
from textual.binding import BindingType

from recview.display.hits import Hit, SearchableRows, occurrences
from recview.display.lines import Line
from recview.reading.panels import chunk_rows
from recview.reading.recording import RecordingView
from recview.tui.finder import Finder
from recview.tui.line_view import LineView
from recview.tui.messages import PositionChosen
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

SEARCHED = 20_000
"""Chunks that a search goes through: so many that it still answers at once."""


class ChunkList(LineView):
    """The chunks by number, kind and delta."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("chunks")

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._recording: RecordingView | None = None
        self._position = 0
        self._secrets = False
        content = SearchableRows(self._search)
        self.finder = Finder(self, lambda: content)

    def show(self, recording: RecordingView, *, secrets: bool, keep: bool = False) -> None:
        """Show a stream.

        Args:
            recording: The recording.
            secrets: Whether credentials are shown.
            keep: Whether the current hit stays, as it is the same recording read again.
        """
        self._recording, self._secrets = recording, secrets
        self.finder.scope = f" in the first {SEARCHED:,} chunks" if self._count > SEARCHED else ""
        self.finder.search_again(keep=keep)
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
        """One line per chunk, or those of a note where there is none."""
        return self._count or 2

    def line(self, row: int) -> Line:
        """A chunk's line: `  6 text      “ meet”`."""
        if not self._count:
            return Line(" No chunk was recorded." if row else "", "dim")
        kind, delta = self._words(row)
        digits = len(f"{self.line_count():,}")
        head = f"{row + 1:>{digits},} {kind:<9} "
        is_played = row < self._position
        style = _STYLES.get(kind, "text") if is_played else "ghost"
        return Line(f"{head}{delta}", style, [(0, digits, "faint")])

    def _words(self, row: int) -> tuple[str, str]:
        """(kind, delta) of a chunk, credentials covered unless they are shown."""
        assert self._recording is not None
        [words] = chunk_rows(self._recording, row, row + 1, secrets=self._secrets)
        return words

    def _search(self, needle: str) -> Iterator[Hit]:
        """The hits in the lines as they are shown."""
        for row in range(min(self._count, SEARCHED)):
            yield from occurrences(row, self.line(row).text, needle)

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
