"""A JSON document that folds, wraps and searches."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import repeat
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.selection import Selection

from recview.display.clusters import whole_clusters
from recview.display.hits import Hit, occurrences
from recview.display.json_lines import JsonLines, indent_of, json_lines, json_tokens
from recview.display.json_path import JsonPaths
from recview.display.visible import most_cells
from recview.display.wrap import LONG, Rows, rows
from recview.tui.bindings import bindings
from recview.tui.line_view import Line, LineView, Span

_INKS = {"key": "key", "string": "string", "number": "number", "word": "number", "null": "faint", "punctuation": "dim"}
_EMPTY = json_lines(None)

MOST_LINES = 300_000
"""Lines of a document whose paths are told: of more, the first path would take a noticeable time."""

_LONG = 4_000
"""Characters after which a row is not coloured: it is one long string."""


class JsonView(LineView):
    """Rows are stretches of the document's lines: those that no fold hides, wrapped at the pane's width."""

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
        self._document = _EMPTY
        self._depth = depth
        self._folded: set[int] = set()
        self._folded_before: set[int] = set()
        self._paths: JsonPaths | None = None
        self._rows: list[tuple[int, int, int]] = []
        self._long_rows: dict[tuple[int, int], Rows] = {}
        self._wraps = True
        self._said: tuple[str, ...] = ("",)
        self.has_cursor = False
        self._words: tuple[str, ...] = ("",)

    # State from above --------------------------------------------------------------------------------------------

    def show(self, document: JsonLines, *, keep: bool = False) -> None:
        """Show a document; with `keep`, it is another state of the same one: folds and cursor stay."""
        if document is self._document and not self._words:
            return
        same_shape = keep and len(document.lines) == len(self._document.lines)
        self._document, self._said, self._words = document, (), ()
        self._paths = None
        self._long_rows.clear()
        if not same_shape:
            self._folded = set(document.folded_by_default(self._depth))
        if not keep:
            self.cursor_row = 0
            self.scroll_to(0, 0, animate=False, force=True)
        self._lay_out()
        self.find_again(keep=keep)

    def show_words(self, *lines: str) -> None:
        """Show a few plain words in the place of a document."""
        self._document, self._folded, self._said = _EMPTY, set(), lines
        self.hits, self.hit = [], -1
        self.cursor_row = 0
        self._lay_out()

    def _lay_out(self) -> None:
        self.has_cursor = not self._said
        if self._said:
            wrapped = [(line, rows(line, max(8, self.room - 1))) for line in self._said]
            self._words = tuple(
                line[start:end] for line, of in wrapped for start, end in zip(of.starts, of.ends, strict=True)
            )
            self._rows = []
            self.resized()
            return
        document = self._document
        width = max(8, self.room - 1)
        found: list[tuple[int, int, int]] = []
        line, count = 0, len(document.lines)
        while line < count:
            text = document.lines[line]
            if line in self._folded:
                found.append((line, 0, len(text)))
                line = document.closes[line] + 1
                continue
            if not self._wraps or not self.room or (len(text) <= width and text.isascii()):
                found.append((line, 0, len(text)))
            else:
                indent = self._hanging(text)
                laid = self._wrapped(line, max(8, width - indent), indent)
                found.extend(zip(repeat(line), laid.starts, laid.ends))
            line += 1
        self._rows = found
        self.resized(0 if self._wraps else max(map(most_cells, document.lines), default=0))

    def _wrapped(self, line: int, width: int, indent: int) -> Rows:
        """The rows of a line, the first with its indent; those of a very long line are kept while it is shown."""
        text = self._document.lines[line]
        laid = self._long_rows.get((line, width))
        if laid is None:
            laid = rows(text, width, indent)
            laid.starts[0] = 0
            if len(text) > LONG:
                self._long_rows[line, width] = laid
        return laid

    def _hanging(self, text: str) -> int:
        """How far the rows of a wrapped line are indented."""
        indent = indent_of(text)
        return min(indent + 2 if indent else 0, self.room // 2) if indent < len(text) else 0

    def on_resize(self, event: events.Resize) -> None:
        """Wrap at the new width, the cursor staying on its line."""
        line, offset = self._line_at(self.cursor_row), self.cursor_row - self.scroll_offset.y
        self._lay_out()
        if line is not None:
            self.cursor_row = self._row_of(line)
            self.scroll_to(y=self.cursor_row - max(0, offset), animate=False, force=True)
            self.scroll_row_into_view(self.cursor_row)

    # What a line view asks ---------------------------------------------------------------------------------------

    def line_count(self) -> int:
        """Rows that no fold hides."""
        return len(self._words) or len(self._rows)

    def line(self, row: int) -> Line:
        """A row, coloured by what its parts are."""
        if self._words:
            return Line(self._words[row], "dim")
        number, start, end = self._rows[row]
        text = self._document.lines[number]
        if self._document.is_words(number):
            return Line(text[start:end], "dim" if number else "title")
        prefix = ""
        if number in self._folded:
            text = text[: indent_of(text)] + self._document.preview(number, self.room + 8)
            end = len(text)
        elif start:
            prefix = " " * self._hanging(text)
        shown = prefix + text[start:end]
        if len(text) > _LONG or number in self._folded:
            style = "dim" if number in self._folded else "text"
            return Line(self._marked(shown, number, start), style, self._key_span(shown))
        spans = self._spans(text, start, end, len(prefix))
        return Line(self._marked(shown, number, start), "text", spans)

    def _marked(self, shown: str, number: int, start: int) -> str:
        """A triangle in the blanks before what folds."""
        if start or number not in self._document.closes:
            return shown
        blank = indent_of(shown)
        if blank < 2:
            return shown
        return f"{shown[: blank - 2]}{'▸' if number in self._folded else '▾'} {shown[blank:]}"

    @staticmethod
    def _key_span(shown: str) -> list[Span]:
        for start, end, kind in json_tokens(shown[:200]):
            return [(start, end, "key")] if kind == "key" else []
        return []

    @staticmethod
    def _spans(text: str, start: int, end: int, offset: int) -> list[Span]:
        shift = offset - start
        return [
            (max(first, start) + shift, min(last, end) + shift, _INKS[kind])
            for first, last, kind in json_tokens(text)
            if kind in _INKS and last > start and first < end
        ]

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text of the document: without the view's margins and marks, folds in full, wraps undone."""
        if self._words or not self._rows:
            return super().get_selection(selection)
        begin, end = selection.start, selection.end
        last_row = len(self._rows) - 1
        if begin is not None and begin.y > last_row:
            return None
        line, start = self._offset_at(begin.y, begin.x) if begin else (0, 0)
        last, stop = self._offset_at(end.y, end.x) if end and end.y <= last_row else self._offset_at(last_row, 1 << 60)
        lines = self._document.lines
        folded = self._document.closes[last] if last in self._folded else last
        if folded > last:
            last, stop = folded, len(lines[folded])
        start, stop = whole_clusters(lines[line], start, len(lines[line]))[0], whole_clusters(lines[last], 0, stop)[1]
        if line == last:
            joined = lines[line][start:stop]
        else:
            joined = "\n".join([lines[line][start:], *lines[line + 1 : last], lines[last][:stop]])
        return (joined.removesuffix("\n"), "\n") if joined else None

    def _offset_at(self, row: int, x: int) -> tuple[int, int]:
        """(line, offset in it) of a character of a row, whose margin is none of the line's."""
        number, first, last = self._rows[row]
        margin = self._hanging(self._document.lines[number]) if first else 0
        return number, min(last, first + max(0, x - margin))

    # Folding -----------------------------------------------------------------------------------------------------

    def _line_at(self, row: int) -> int | None:
        return self._rows[row][0] if 0 <= row < len(self._rows) else None

    def _row_of(self, line: int) -> int:
        """The first row of a line, or of the fold that hides it."""
        return max(0, bisect_right(self._rows, (line, 0, 1 << 60)) - 1)

    def _refold(self, line: int) -> None:
        self._lay_out()
        self.move_to(self._row_of(line))

    def action_toggle_fold(self) -> None:
        """Fold or unfold what the cursor is on."""
        line = self._line_at(self.cursor_row)
        if line is None:
            return
        if line in self._folded:
            self._folded.discard(line)
        elif line in self._document.closes:
            self._folded.add(line)
        else:
            return
        self._refold(line)

    def action_fold(self) -> None:
        """Fold, or go to what holds this line."""
        line = self._line_at(self.cursor_row)
        if line is None:
            return
        if line in self._document.closes and line not in self._folded and line > self._document.head:
            self._folded.add(line)
            self._refold(line)
        elif (above := self._document.parent(line)) is not None:
            self.move_to(self._row_of(above))

    def action_unfold(self) -> None:
        """Unfold what the cursor is on."""
        line = self._line_at(self.cursor_row)
        if line in self._folded and line is not None:
            self._folded.discard(line)
            self._refold(line)

    def action_unfold_all(self, unfold: bool) -> None:
        """Unfold everything, or fold everything below the root."""
        line = self._line_at(self.cursor_row) or 0
        self._folded = set() if unfold else set(self._document.folded_by_default(1))
        self._refold(line)

    def action_wrap(self) -> None:
        """Wrap long lines, or let them run out to the right."""
        line = self._line_at(self.cursor_row) or 0
        self._wraps = not self._wraps
        self.scroll_to(x=0, animate=False, force=True)
        self._refold(line)

    def on_click(self, event: events.Click) -> None:
        """Move the cursor; on what folds, fold or unfold."""
        row = self.row_at(event.y - self.gutter.top)
        if row is None or self.text_selection:
            return
        already = row == self.cursor_row
        self.move_to(row)
        line = self._line_at(row)
        if line is not None and (already or line in self._folded) and line in self._document.closes:
            self.action_toggle_fold()

    # Finding and copying -----------------------------------------------------------------------------------------

    @property
    def here(self) -> tuple[int, int]:
        """The line that the cursor is on."""
        number, start, _ = self._rows[self.cursor_row] if self.cursor_row < len(self._rows) else (0, 0, 0)
        return number, start

    def begin_search(self) -> None:
        """Remember the folds, too: a search opens what hides a place."""
        super().begin_search()
        self._folded_before = set(self._folded)

    def drop_search(self) -> None:
        """Fold again what was folded."""
        if self._folded != self._folded_before and not self._words:
            self._folded = self._folded_before
            self._lay_out()
        super().drop_search()

    def search(self, needle: str) -> Iterator[Hit]:
        """In every line, folded or not."""
        lines = enumerate(self._document.lines)
        return (hit for number, text in lines for hit in occurrences(number, text, needle))

    def row_of_hit(self, hit: Hit) -> int:
        """Open what hides it."""
        hiding = [line for line in self._folded if line <= hit.anchor <= self._document.closes[line]]
        if hiding and not (len(hiding) == 1 and hiding[0] == hit.anchor):
            self._folded.difference_update(hiding)
            self._lay_out()
        return max(0, bisect_right(self._rows, (hit.anchor, hit.start, 1 << 60)) - 1)

    def hits_on(self, row: int, start: int = 0, end: int = 1 << 60) -> list[tuple[int, int, bool]]:
        """The parts of hits on a row, or in some of its characters."""
        if not self.hits or self._words:
            return []
        number, first, last = self._rows[row]
        if number in self._folded:
            return []
        shift = (self._hanging(self._document.lines[number]) if first else 0) - first
        return [
            (max(hit.start, first) + shift, min(hit.end, last) + shift, place == self.hit)
            for place, hit in self.hits_between(number, max(first, start - shift), min(last, end - shift))
        ]

    @property
    def where(self) -> str:
        """The path of the value that the cursor is on, and its size; empty in a document of very many lines."""
        line = self._line_at(self.cursor_row)
        if line is None or len(self._document.lines) > MOST_LINES:
            return ""
        if self._paths is None:
            self._paths = JsonPaths(self._document)
        return self._paths.status(line)

    def cursor_moved(self) -> None:
        """Say so: the path is shown in the border."""
        self.post_message(self.Pointed())

    def value_under_cursor(self) -> str:
        """The JSON text of the value that the cursor is on."""
        line = self._line_at(self.cursor_row)
        return "" if line is None or self._document.is_words(line) else self._document.value(line)
