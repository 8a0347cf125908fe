"""The list of tests: folder → test file → test → [parameters] → recordings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.reactive import reactive

from recview.display.lines import Line
from recview.display.tree_list_line import ListPlace
from recview.display.tree_steps import Move, Open, Step, Toggle, enter_step, fold_step, next_key, reveal, unfold_step
from recview.library import Branch, Key, neighbour
from recview.model import Source
from recview.tui.line_view import LineView
from recview.tui.messages import ChunksWanted, CursorMoved
from recview.tui.styles import set_border_title
from recview.tui.textual_bindings import bindings
from recview.tui.tree_announcer import TreeAnnouncer
from recview.tui.tree_cursor import TreeCursor
from recview.tui.tree_filter import TreeFilter
from recview.tui.tree_filtering import filter_list


class TreeView(LineView):
    """The tree and its cursor, which stays on what it is on, not on the row's number.

    Args:
        searched: Is called once all names were searched that a query waited for.
        rest: Seconds for which the cursor must rest on a recording before it opens; 0 opens at once.

    Attributes:
        filtering: The rows and their filter.
        announcer: Tells the app what the cursor is on.
        cursor: What the cursor is on.
        current: The recording that is on the screen; it is marked.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("tree")
    current: reactive[Source | None] = reactive(None)

    def __init__(self, searched: Callable[[], object] = lambda: None, *, rest: float, id: str) -> None:
        super().__init__(id=id)
        self.filtering = TreeFilter(searched)
        self.cursor = TreeCursor()
        self.announcer = TreeAnnouncer(self, rest)
        self.has_cursor = False
        self._empty: Sequence[str] = ()

    def show(self, root: Branch, moved: Key = ()) -> None:
        """Show another state of the library, keeping cursor, open branches and filter.

        Args:
            root: The library's tree.
            moved: Where the recording on the screen is now, if its file has another path.
        """
        if root is self.filtering.root:
            return
        was_empty = not len(self.filtering.rows)
        self.filtering.show(root, anew=not self.cursor.is_held)
        rows = self.filtering.rows
        node = rows.node(self.cursor.key)
        if moved and (node is None or (node.tally.gone and node.tally.gone == node.tally.recordings)):
            self.cursor.key = moved
            reveal(rows, moved)
        self.settle(remember=False)  # what is gone from the disk may be there again in a moment
        first = neighbour(self.filtering.rows.root, (), 1)
        if first is not None and (was_empty or not self.cursor.is_held):
            is_other = first != self.cursor.key
            self.follow(first, from_top=True)
            if is_other:
                self.announcer.announce_leaf()
        self.retitle()

    def show_empty(self, paragraphs: Sequence[str]) -> None:
        """Set the paragraphs that are shown where there are no rows; see `recview.display.empty_state`."""
        if paragraphs != self._empty:
            self._empty = paragraphs
            if not len(self.filtering.rows):
                self.resized()

    def follow(self, key: Key, *, from_top: bool = False) -> None:
        """Put the cursor on a recording that landed, without announcing it.

        With `from_top`, it is the first of the list, which shows its top and does not hold the cursor.
        """
        rows = self.filtering.rows
        reveal(rows, key)
        self.resized()
        row = rows.row_of(key)
        if row is None:
            return
        self.cursor_row = row
        self.cursor.remember(rows, row)
        if from_top:
            self.scroll_to(y=0, animate=False, force=True)
        else:
            self.cursor.is_held = True
        self.scroll_row_into_view(row, margin=0 if from_top else 2)

    def settle(self, *, remember: bool = True) -> None:
        """After a change of rows, keep the cursor on its key, or if that is gone on its row, and draw what changed.

        With `remember`, the cursor's key is that of its row from now on.
        """
        rows, key = self.filtering.rows, self.cursor.key
        row = rows.row_of(key) if key else None
        top = self.scroll_offset.y
        offset = self.cursor_row - top
        self.has_cursor = len(rows) > 0
        self.resized(whole=False)
        if row is not None:
            self.cursor_row = row
            if self.cursor.is_held and 0 <= offset < self.size.height and row - offset != top:
                self.scroll_to(y=row - offset, animate=False, force=True)
            self.scroll_row_into_view(row)
        self.redraw_changed()
        self.announcer.announce_hint()
        if remember:
            self.cursor.remember(rows, self.cursor_row)

    def retitle(self) -> None:
        """Show the title, and the query below."""
        # The border draws one cell before a title, and a blank where it has a corner.
        room = self.room - (2 if self.styles.border_left[0] else 1)
        title = self.filtering.labels.title(room, has_rows=len(self.filtering.rows) > 0)
        set_border_title(self, title, self.filtering.caption(self.size.width - 5))

    def line_count(self) -> int:
        """Rows of the open branches, or the lines of the text in their place."""
        return len(self.filtering.rows) or len(
            self.filtering.empty_lines(self._empty, *self.scrollable_content_region.size)
        )

    def line(self, row: int) -> Line:
        """A row of the tree."""
        if not len(self.filtering.rows):
            return self.filtering.empty_lines(self._empty, *self.scrollable_content_region.size)[row]
        where = ListPlace(self.current, self.scroll_offset.y, self.room, has_cursor=row == self.cursor_row)
        line = self.filtering.line(row, where)
        for request in self.filtering.query.take_wanted_hits(self.filtering.root.store):
            self.post_message(ChunksWanted(request))
        return line

    def watch_show_vertical_scrollbar(self) -> None:
        """Keep the title's last word above its column, which moves by the width of the scrollbar."""
        self.call_after_refresh(self.retitle)

    def on_resize(self) -> None:
        """Keep the cursor in view at the new height."""
        self.retitle()
        if not len(self.filtering.rows):
            self.resized()
        self.scroll_row_into_view(self.cursor_row)

    def cursor_moved(self) -> None:
        """Announce that the user moved the cursor; from now on it stays where it is put."""
        self.cursor.is_held = True
        self.cursor.remember(self.filtering.rows, self.cursor_row)
        self.post_message(CursorMoved())
        self.announcer.announce_hint()
        self.announcer.announce_leaf()

    def jump_to(self, key: Key) -> None:
        """Put the cursor on a node, opening what hides it; a filter that leaves it out ends.

        A folded branch that holds just the node may stand for it.
        """
        if self.filtering.rows.node(key) is None:
            filter_list(self, "")
        reveal(self.filtering.rows, key)
        self.resized()
        row = self.filtering.rows.row_of(key)
        if row is not None:
            self.move_to(row)

    def go_to_neighbour(self, by: int, *, flagged: bool = False, around: bool = False) -> bool:
        """Go to the next (1) or previous (-1) recording and return whether there is one; see `next_key`."""
        row = self.filtering.rows.at(self.cursor_row)
        before, key_before = self.cursor_row, self.cursor.key
        key = next_key(self.filtering.rows, key_before, row, by, flagged=flagged, around=around)
        if key is None:
            return False
        self.jump_to(key)
        if self.cursor_row == before and row is not None and row.key == key != key_before and not around:
            # What the cursor was on is gone: the next recording is on its row.
            self.cursor_moved()
            return True
        return self.cursor_row != before

    def _take(self, step: Step) -> None:
        """Do what a key asks for."""
        match step:
            case Move(row):
                self.move_to(row)
            case Toggle(key, unfold):
                self.cursor.is_held = True
                self.filtering.rows.toggle(key, unfold)
                self.cursor.key = key
                self.settle()
            case Open():
                self.cursor.is_held = True
                self.announcer.announce_leaf(at_once=True)

    def action_fold(self) -> None:
        """Fold the branch, or go to what holds this row."""
        self._take(fold_step(self.filtering.rows, self.cursor_row))

    def action_unfold(self) -> None:
        """Unfold the branch, or go into it; on a recording, open it and go to its conversation."""
        self._take(unfold_step(self.filtering.rows, self.cursor_row))

    def action_enter(self) -> None:
        """Fold or unfold; on a recording, open it at once and go to it."""
        self._take(enter_step(self.filtering.rows, self.cursor_row))

    def action_unfold_all(self, unfold: bool) -> None:
        """Unfold or fold every branch."""
        self.cursor.is_held = True
        if not unfold and self.cursor.key:
            self.cursor.key = self.cursor.key[:1]
        self.filtering.rows.set_all(unfold)
        self.settle()

    def on_click(self, event: events.Click) -> None:
        """Choose a row, or by a second click go to what was chosen; on a branch, fold or unfold it."""
        row = self.row_at(event.y - self.gutter.top)
        if row is None or not len(self.filtering.rows):
            return
        is_second = row == self.cursor_row
        self.move_to(row)
        step = enter_step(self.filtering.rows, row)
        if is_second or isinstance(step, Toggle):
            self._take(step)
