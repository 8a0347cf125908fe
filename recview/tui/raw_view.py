"""The file as it is on the disk: its bytes as text, a window at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.selection import Selection

from recview.display.hits import Hit, SearchableRows, occurrences
from recview.display.lines import Line
from recview.humanize import size
from recview.locating.target import Target
from recview.reading.recording_view import RAW_WINDOW, ROW, RawText
from recview.tui.finder import Finder
from recview.tui.line_view import LineView
from recview.tui.messages import WindowChosen
from recview.tui.selected_text import selected_text
from recview.tui.textual_bindings import bindings

_NOTHING = RawText(0, 0, 0, (), ())


class RawView(LineView):
    """Lines of the raw file, credentials covered until asked for."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("raw")

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._raw = _NOTHING
        self._secrets = False
        content = SearchableRows(lambda needle: _search(self._lines, needle))
        self.finder = Finder(self, lambda: content)

    def show(self, raw: RawText, *, secrets: bool, keep: bool = False) -> None:
        """Show a window on a file.

        Args:
            raw: The window.
            secrets: Whether credentials are shown.
            keep: Whether the scroll position stays, as it is the same window read again.
        """
        if raw is self._raw and secrets == self._secrets:
            return
        self._raw, self._secrets = raw, secrets
        self.finder.search_again(keep=keep)
        if not keep:
            self.cursor_row = raw.begins
        self.resized(max(map(len, self._lines), default=0))
        if not keep:
            self.scroll_to(0, raw.begins, animate=False, force=True)

    def show_secrets(self, secrets: bool) -> None:
        """Show or cover credentials in the window that is shown."""
        self.show(self._raw, secrets=secrets, keep=True)

    @property
    def where(self) -> str:
        """The range and number of the bytes that are shown, for the border."""
        raw = self._raw
        whole = f"{size(raw.size)}, unpacked" if raw.packed else size(raw.size)
        if raw.size <= RAW_WINDOW:
            return whole
        return f"bytes {raw.offset:,}–{raw.end:,} of {whole}" + (" · } next" if raw.end < raw.size else "")

    @property
    def target(self) -> Target:
        """The line of the file that the cursor is on."""
        above = self._raw.lines[: self.cursor_row]
        return Target("raw", offset=self._raw.offset, line=sum(len(row) != ROW for row in above))

    @property
    def _lines(self) -> tuple[str, ...]:
        return self._raw.lines if self._secrets else self._raw.covered

    def line_count(self) -> int:
        """Lines of the window; one that is over 2,000 characters is several."""
        return len(self._lines) or 1

    def line(self, row: int) -> Line:
        """A line of the file."""
        return Line(self._lines[row]) if self._lines else Line("The file has no bytes to show.", "dim")

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text of the file: a long line that is cut in rows has no line feed between them."""
        lines = self._lines
        text = selected_text(
            selection,
            self.line_count(),
            lambda row: self.line(row).text,
            lambda row: "" if lines and len(lines[row]) == ROW else "\n",
        )
        return (text.removesuffix("\n"), "\n") if text else None

    def action_window(self, by: int) -> None:
        """Page to another part of a large file."""
        offset = max(0, self._raw.offset + by * RAW_WINDOW)
        is_other = offset != self._raw.offset and offset < self._raw.size
        self.post_message(WindowChosen(offset if is_other else None))

    def action_scroll_sideways(self, by: int) -> None:
        """Scroll to the side."""
        self.scroll_to(x=self.scroll_offset.x + by, animate=False, force=True)


def _search(lines: tuple[str, ...], needle: str) -> Iterator[Hit]:
    """The hits in a window; one may go on over the cut between two rows of a long line."""
    for row, text in enumerate(lines):
        more = lines[row + 1][: len(needle) - 1] if len(text) == ROW and row + 1 < len(lines) else ""
        yield from (hit for hit in occurrences(row, text + more, needle) if hit.start < len(text))
