"""A JSON document that folds, wraps and searches."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.selection import Selection

from recview.display.hits import Hit
from recview.display.json_lines import JsonLines
from recview.display.json_row import json_row
from recview.display.json_rows import JsonRows
from recview.display.json_selection import text_between
from recview.display.lines import Line
from recview.display.wrap import rows
from recview.tui.finder import Finder
from recview.tui.line_view import LineView
from recview.tui.textual_bindings import bindings

if TYPE_CHECKING:
    from recview.display.json_cursor import JsonCursor
    from recview.display.json_path import JsonPaths

_EMPTY = JsonLines(("null",), {})

MOST_LINES = 300_000
"""Lines of a document whose paths are shown: in a longer one the first path would take a noticeable time."""


class JsonView(LineView):
    """A document, or a few plain words in its place."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("json")

    class Pointed(Message):
        """The cursor came to another row."""

    def __init__(self, *, id: str, depth: int) -> None:
        """Create the view.

        Args:
            id: The widget's id.
            depth: Objects and arrays from this depth on are folded at first (0 is the root).
        """
        super().__init__(id=id)
        self._depth = depth
        self._rows = JsonRows(_EMPTY, set())
        self._paths: JsonPaths | None = None
        self._wraps = True
        self._paragraphs: tuple[str, ...] = ("",)
        self._words: tuple[str, ...] = ("",)
        self.has_cursor = False
        self.finder = Finder(self, lambda: self._rows)

    def show(self, document: JsonLines, *, keep: bool = False) -> None:
        """Show a document; with `keep`, it is another state of the same one: folds and cursor stay."""
        before = self._rows
        if document is before.document and not self._words:
            return
        same_shape = keep and len(document.lines) == len(before.document.lines)
        folded = before.folded if same_shape else set(document.folded_by_default(self._depth))
        self._rows = JsonRows(document, folded)
        self._paragraphs, self._words, self._paths = (), (), None
        if not keep:
            self.cursor_row = 0
            self.scroll_to(0, 0, animate=False, force=True)
        self._lay_out()
        self.finder.search_again(keep=keep)

    def show_words(self, *lines: str) -> None:
        """Show a few plain words in the place of a document."""
        self._rows, self._paragraphs = JsonRows(_EMPTY, set()), lines
        self.finder.hits, self.finder.current = [], -1
        self.cursor_row = 0
        self._lay_out()

    def _lay_out(self) -> None:
        self.has_cursor = not self._paragraphs
        if self._paragraphs:
            wrapped = [(text, rows(text, max(8, self.room - 1))) for text in self._paragraphs]
            self._words = tuple(
                text[start:end] for text, of in wrapped for start, end in zip(of.starts, of.ends, strict=True)
            )
            self.resized()
            return
        self._rows.lay_out(self.room, wraps=self._wraps)
        self.resized(self._rows.widest)

    def on_resize(self, event: events.Resize) -> None:
        """Wrap at the new width, the cursor staying on its line."""
        line, offset = self._rows.line_at(self.cursor_row), self.cursor_row - self.scroll_offset.y
        self._lay_out()
        if line is not None:
            self.cursor_row = self._rows.row_of_line(line)
            self.scroll_to(y=self.cursor_row - max(0, offset), animate=False, force=True)
            self.scroll_row_into_view(self.cursor_row)

    def line_count(self) -> int:
        """Rows that no fold hides."""
        return len(self._words) or len(self._rows)

    def line(self, row: int) -> Line:
        """A row in its colours."""
        return Line(self._words[row], "dim") if self._words else json_row(self._rows, row)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text of the document, and what separates it from that of the next widget."""
        if self._words or not self._rows:
            return super().get_selection(selection)
        first, last = ((offset.y, offset.x) if offset else None for offset in (selection.start, selection.end))
        text = text_between(self._rows, first, last)
        return (text.removesuffix("\n"), "\n") if text else None

    def reveal(self, hit: Hit) -> None:
        """Unfold what hides a hit."""
        if self._rows.unfold_around(hit.anchor):
            self._lay_out()

    def way_back(self) -> Callable[[], None]:
        """A function that brings back what is folded now, as a search unfolds what hides a hit, and the cursor."""
        go_back, folded = super().way_back(), set(self._rows.folded)

        def fold_and_go_back() -> None:
            # The document may be another by now.
            still = folded & self._rows.document.closes.keys()
            if self._rows.folded != still and not self._words:
                self._rows.folded = still
                self._lay_out()
            go_back()

        return fold_and_go_back

    def _refold(self, line: int) -> None:
        """Lay out after a change of folds, with the cursor on a line."""
        self._lay_out()
        self.move_to(self._rows.row_of_line(line))

    def action_toggle_fold(self) -> bool:
        """Fold or unfold what the cursor is on; returns whether it folds."""
        line, folded = self._rows.line_at(self.cursor_row), self._rows.folded
        if line is None or line not in self._rows.document.closes:
            return False
        folded.symmetric_difference_update({line})
        self._refold(line)
        return True

    def action_fold(self) -> None:
        """Fold, or go to what holds this line."""
        line, document = self._rows.line_at(self.cursor_row), self._rows.document
        if line is None:
            return
        if line in document.closes and line not in self._rows.folded and line > document.head:
            self._rows.folded.add(line)
            self._refold(line)
        elif (above := document.parent(line)) is not None:
            self.move_to(self._rows.row_of_line(above))

    def action_unfold(self) -> None:
        """Unfold what the cursor is on."""
        line = self._rows.line_at(self.cursor_row)
        if line is not None and line in self._rows.folded:
            self._rows.folded.discard(line)
            self._refold(line)

    def action_unfold_all(self, unfold: bool) -> None:
        """Unfold everything, or fold everything below the root."""
        line = self._rows.line_at(self.cursor_row) or 0
        self._rows.folded = set() if unfold else set(self._rows.document.folded_by_default(1))
        self._refold(line)

    def action_wrap(self) -> None:
        """Wrap long lines, or let them run out to the right."""
        line = self._rows.line_at(self.cursor_row) or 0
        self._wraps = not self._wraps
        self.scroll_to(x=0, animate=False, force=True)
        self._refold(line)

    def on_click(self, event: events.Click) -> None:
        """Move the cursor; on what folds, fold or unfold."""
        row = self.row_at(event.y - self.gutter.top)
        if row is None or self.text_selection:
            return
        is_second = row == self.cursor_row
        self.move_to(row)
        line = self._rows.line_at(row)
        if line is not None and (is_second or line in self._rows.folded) and line in self._rows.document.closes:
            self.action_toggle_fold()

    def point_at(self, path: str) -> None:
        """Put the cursor on the value of a path, or on what holds it, unfolded; nowhere else if it is not there."""
        from recview.display.json_path import line_of

        line = None if self._words else line_of(self._rows.document, path)
        if line is not None:
            self.reveal(Hit(line, 0, 0))
            self.move_to(self._rows.row_of_line(line))

    @property
    def cursor(self) -> JsonCursor | None:
        """Where in the document the cursor is; None on plain words."""
        from recview.display.json_cursor import JsonCursor
        from recview.display.json_path import JsonPaths

        line, document = self._rows.line_at(self.cursor_row), self._rows.document
        if line is None or self._words or document.is_words(line):
            return None
        if self._paths is None and len(document.lines) <= MOST_LINES:
            self._paths = JsonPaths(document)
        return JsonCursor(document, line, self._paths)

    def cursor_moved(self) -> None:
        """Report that the cursor moved: the path is shown in the border."""
        self.post_message(self.Pointed())
