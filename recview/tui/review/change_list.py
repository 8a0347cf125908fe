"""The list of what differs: each class under its heading, noise folded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message

from recview.display.change_rows import ChangeLines, ChangeRow, MatchingChanges, RowKey, change_rows
from recview.display.lines import Line
from recview.review_session import ReviewSession, paths_of
from recview.tui.line_view import LineView
from recview.tui.textual_bindings import bindings
from recview.verdicts.listed_changes import ListedChange

LEAST_HEIGHT = 6
"""Cells of a list of few changes."""


class ChangeList(LineView):
    """The rows and their cursor, which stays on what it is on, not on the row's number.

    Attributes:
        problem: What is wrong with the query that they are filtered by; empty if nothing is.
        kept_count: How many changes it leaves.
        most_height: Up to how many cells it is as high as its lines need; 0 where the style sheet says how high it is.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("changes")

    class Chosen(Message):
        """The cursor came to another row."""

    class Entered(Message):
        """What the cursor is on was clicked again."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._session = ReviewSession()
        self._rows: list[ChangeRow] = []
        self._index_of: dict[RowKey, int] = {}
        self._toggled: frozenset[RowKey] = frozenset()
        self._key: RowKey | None = None
        self._is_moved = False
        self._lines = ChangeLines()
        self._words: Sequence[str] = ()
        self.problem, self.kept_count = "", 0
        self.most_height = 0

    def show(self, session: ReviewSession, words: Sequence[str]) -> None:
        """Show what was found and decided; `words` where nothing was."""
        is_same_query = session.query == self._session.query
        is_same = is_same_query and session.changes is self._session.changes
        self._session, self._words = session, words
        if not is_same:
            self._list_rows(is_same_query=is_same_query)
        else:
            self.redraw_changed()
            self.grow()

    def _list_rows(self, *, is_same_query: bool = True) -> None:
        """List all rows anew, the cursor staying on what it is on; before it was moved, on the first change."""
        kept = self._kept()
        self.problem, self.kept_count = kept.problem, len(kept.changes)
        self._rows = change_rows(kept.changes, self._toggled)
        self._index_of = {row.key: index for index, row in enumerate(self._rows)}
        self.has_cursor = bool(self._rows)
        top, offset = self.scroll_offset.y, self.cursor_row - self.scroll_offset.y
        self.resized()
        self.grow()
        index = self._index_of.get(self._key) if self._key and self._is_moved else None
        if index is None and not (self._is_moved and is_same_query):
            index = next((at for at, row in enumerate(self._rows) if row.change), 0)
        if index is not None:
            self.cursor_row = index
            if self._is_moved and index - offset != top:
                self.scroll_to(y=index - offset, animate=False, force=True)
            self.scroll_row_into_view(index)
        self._remember()

    def grow(self) -> None:
        """Be as high as the lines need, if there is room; never lower than before, which would move what is below."""
        styles, border = self.styles, 2
        before = styles.height.value if styles.height and styles.height.is_cells else 0
        height = min(self.most_height, max(int(before), self.line_count() + border, LEAST_HEIGHT))
        if self.most_height and height != before:
            styles.height = height

    def _kept(self) -> MatchingChanges:
        """The changes that the query leaves."""
        if not self._session.query:
            return MatchingChanges(self._session.changes)
        from recview.display.change_query import matching_changes

        return matching_changes(self._session.changes, self._session.query)

    def _remember(self) -> None:
        key = self._rows[self.cursor_row].key if self._rows else None
        if key != self._key:
            self._key = key
            self.post_message(self.Chosen())

    def line_count(self) -> int:
        """The rows, or the lines of the words in their place."""
        return len(self._rows) or len(self._words)

    def line(self, row: int) -> Line:
        """A row."""
        if not self._rows:
            return Line(f"  {self._words[row]}", "dim" if row else "title")
        shown = self._rows[row]
        is_restored = shown.change is not None and paths_of(shown.change) in self._session.restored
        return self._lines.line(shown, self._session.decisions, self.room, is_restored=is_restored)

    @property
    def row(self) -> ChangeRow | None:
        """The row under the cursor; None if there is none."""
        return self._rows[self.cursor_row] if self._rows else None

    @property
    def change(self) -> ListedChange | None:
        """The change under the cursor; None on a heading."""
        return self.row.change if self.row else None

    @property
    def chosen(self) -> Sequence[ListedChange]:
        """What a decision is about: the change under the cursor, or all that is below a heading."""
        return self.row.changes if self.row else ()

    def cursor_moved(self) -> None:
        """From now on the cursor stays where it is put."""
        self._is_moved = True
        self._remember()

    def go_to(self, change: ListedChange) -> None:
        """Put the cursor on a change; if its heading is folded, on that."""
        index = self._index_of.get(paths_of(change))
        if index is None:
            index = next((at for at, row in enumerate(self._rows) if row.heading and change in row.changes), None)
        if index is not None:
            self.move_to(index)
            self.scroll_row_into_view(index, margin=1)

    def go_to_neighbour(self, by: int) -> bool:
        """Go to the next change (1), or folded heading, or to the previous (-1); returns whether there is one."""
        last = len(self._rows) if by > 0 else -1
        for index in range(self.cursor_row + by, last, by):
            if self._rows[index].change or self._rows[index].is_folded:
                self.move_to(index)
                return True
        return False

    def toggle(self) -> None:
        """Fold or unfold the heading under the cursor."""
        if self.row and self.row.heading:
            self._is_moved = True
            self._toggled = self._toggled ^ {self.row.key}
            self._list_rows()
            # As much of what is below it is seen as there is room for.
            listed = 0 if self.row.is_folded else len(self.row.changes)
            self.scroll_row_into_view(self.cursor_row + min(listed, self.scrollable_content_region.height - 1))
            self.post_message(self.Chosen())

    def fold(self, is_folded: bool) -> None:
        """Fold or unfold the heading under the cursor; to fold a change is to go to its heading."""
        row = self.row
        if row and row.heading:
            if row.is_folded != is_folded:
                self.toggle()
        elif is_folded:
            heading = next((at for at in range(self.cursor_row, -1, -1) if self._rows[at].heading), self.cursor_row)
            self.move_to(heading)

    def on_resize(self) -> None:
        """Keep the cursor in view at the new height."""
        self.scroll_row_into_view(self.cursor_row)

    def on_click(self, event: events.Click) -> None:
        """Choose a row; on a heading, fold or unfold it."""
        row = self.row_at(event.y - self.gutter.top)
        if row is None or not self._rows:
            return
        is_second = row == self.cursor_row
        self.move_to(row)
        if self._rows[row].heading:
            self.toggle()
        elif is_second:
            self.post_message(self.Entered())
