"""The list of tests: folder → test file → test → [parameters] → recordings."""

from __future__ import annotations

from asyncio import TimerHandle
from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType

from recview.display.empty_state import centred
from recview.display.mask import covered
from recview.display.tree_labels import brief_folder_name, folder_name, folder_of_all, list_title
from recview.display.tree_line import VERDICT, tree_line
from recview.display.tree_rows import Row, TreeRows, crowded_branches
from recview.humanize import bounded, shorten
from recview.library import Branch, Key, Leaf, edge, filtered, index_among, neighbour, sole_leaf, words_of
from recview.model import Source
from recview.tui.bindings import bindings
from recview.tui.call_later import call_later
from recview.tui.line_view import Line, LineView
from recview.tui.messages import CursorMoved, EnterChanged, RecordingChosen
from recview.tui.styles import set_border_title

OPEN_ALL = 40
"""A tree with at most so many rows is shown unfolded."""


class TreeView(LineView):
    """The tree, its filter and its cursor. It keeps its place by what the cursor is on, not by the row's number."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("tree")

    def __init__(self, *, rest: float, id: str) -> None:
        """Create the view.

        Args:
            rest: Seconds for which the cursor must rest on a recording before it opens; 0 opens at once.
            id: The widget's id.
        """
        super().__init__(id=id)
        self._root = Branch("")
        self._rows = TreeRows(self._root)
        self._unfiltered = self._rows
        self._words: tuple[str, ...] = ()
        self._prefix = ""
        self._digits = 2
        self._enter_word = ""
        self._rest = rest
        self._resting: TimerHandle | None = None
        self._touched = False
        self._key: Key = ()
        self._before: tuple[Key, int] = ((), 0)
        self.current: Source | None = None
        self._empty: Sequence[str] = ()

    # State from above --------------------------------------------------------------------------------------------

    def show(self, root: Branch, moved: Key = ()) -> None:
        """Show another state of the library, keeping cursor, open branches and filter.

        Args:
            root: The library's tree.
            moved: Where the recording on the screen stands now, if its file has another path.
        """
        if root is self._root:
            return
        self._root = root
        self._unfiltered.moved_to(root)
        self._prefix = folder_of_all(root)
        self._digits = max((2, *(len(f"{child.tally.present:,}") for child in root.children)))
        if not self._touched:
            self._open_first_rows()
        if self._words:
            self._rows = TreeRows(filtered(root, self._words), unfolded=True)
        node = self._rows.node(self._key)
        if moved and (node is None or (node.tally.gone and node.tally.gone == node.tally.recordings)):
            self._key = moved
            self._reveal(moved)
        self._settle(remember=False)
        if not self._touched or not self._key:
            self._to_first_recording()
        self._retitle()

    def show_empty(self, paragraphs: Sequence[str]) -> None:
        """Say so where the list has no rows; see `recview.display.empty_state`."""
        if paragraphs != self._empty:
            self._empty = paragraphs
            if not len(self._rows):
                self.resized()

    def stay(self) -> None:
        """All files were read: from now on the view stays where it is, whatever else comes."""
        self._touched = self._touched or bool(self._key)

    def show_current(self, source: Source | None) -> None:
        """Mark the recording that is on the screen."""
        self.current = source
        self.refresh()

    def follow(self, key: Key) -> None:
        """Put the cursor on a recording that landed, without anyone having moved it."""
        self._reveal(key)
        self.resized()
        row = self._rows.row_of(key)
        if row is not None:
            self._touched = True
            self.cursor_row = row
            self._remember()
            self.scroll_row_into_view(row, margin=2)

    def filter(self, text: str) -> None:
        """Show only what matches every word of a text; an empty text shows all."""
        words = words_of(text, self._root)
        if words == self._words:
            return
        self._touched = True
        back = None
        if not self._words:
            self._before = (self._key, self.scroll_offset.y)
        elif not words and not len(self._rows):
            # What was filtered for is not there: back to where it began.
            self._key, back = self._before
        self._words = words
        if words:
            self._rows = TreeRows(filtered(self._root, words), unfolded=True)
        else:
            self._unfiltered.reveal(self._key)
            self._rows = self._unfiltered
        self._settle()
        if back is not None:
            self.scroll_to(y=back, animate=False, force=True)
        if not words or self._leaf() is not None:
            self._choose()
        elif key := neighbour(self._rows.root, (), 1):
            self.go_to(key)
        self._retitle()

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the filter."""
        return self._words

    @property
    def is_filtered(self) -> bool:
        """Whether a filter is on."""
        return bool(self._words)

    def _open_first_rows(self) -> None:
        self._unfiltered.set_all(False)
        if self._root.tally.recordings <= OPEN_ALL:
            self._unfiltered.set_open(crowded_branches(self._root), True)

    def _settle(self, *, remember: bool = True) -> None:
        """After a change: the cursor stays on what it was on, or if that is gone on its row.

        What is gone from the disk may be there again in a moment: only what the user did is worth remembering.
        """
        row = self._rows.row_of(self._key) if self._key else None
        top = self.scroll_offset.y
        offset = self.cursor_row - top
        self.resized(whole=False)
        if row is not None:
            self.cursor_row = row
            if self._touched and 0 <= offset < self.size.height and row - offset != top:
                self.scroll_to(y=row - offset, animate=False, force=True)
            self.scroll_row_into_view(row)
        self.redraw_changed()
        self._point()
        if remember:
            self._remember()

    def _to_first_recording(self) -> None:
        """The cursor to the first recording. It is shown even where that was there before: its branches were folded."""
        key = neighbour(self._root, (), 1)
        if key is None:
            return
        is_other = key != self._key
        self._reveal(key)
        self.resized()
        self.cursor_row = self._rows.row_of(key) or 0
        self._remember()
        self.scroll_to(y=0, animate=False, force=True)
        self.scroll_row_into_view(self.cursor_row)
        if is_other:
            self._choose()

    def _retitle(self) -> None:
        set_border_title(self, self._title(), self.filter_words(self.size.width - 5))

    def _title(self) -> str:
        if not len(self._rows):
            return f"Tests · {covered(bounded(self._prefix))}" if self._prefix else "Tests"
        behind = self._digits + 1 + (VERDICT if self._root.tally.touched else 1)
        # The border draws one cell before a title, and a blank where it has a corner.
        return list_title(self._prefix, self.room - behind - (2 if self.styles.border_left[0] else 1))

    @property
    def match_count(self) -> str:
        """How many recordings of all the filter leaves."""
        return f"{self._rows.root.tally.present:,} of {self._root.tally.present:,}"

    def filter_words(self, width: int) -> str:
        """The filter and how many rows it leaves, in so many characters; empty if there is none."""
        if not self._words:
            return ""
        counts = self.match_count
        room = width - len(counts) - 3
        return f"/{shorten(' '.join(self._words), room)} · {counts}" if room > 3 else counts

    # What a line view asks ---------------------------------------------------------------------------------------

    def line_count(self) -> int:
        """Rows of the open branches, or the words of an empty state."""
        return len(self._rows) or len(self._empty_lines())

    def resized(self, width: int | None = None, *, whole: bool = True) -> None:
        """A list without rows has nothing for a cursor to be on."""
        self.has_cursor = len(self._rows) > 0
        super().resized(width, whole=whole)

    def line(self, row: int) -> Line:
        """A row of the tree."""
        if not len(self._rows):
            return self._empty_lines()[row]
        found = self._rows.at(row)
        if found is None:
            return Line("")
        if self._words and isinstance(found.node, Leaf):
            # Its number is the same with a filter and without.
            number = index_among(self._root, found.key, found.node)
            found = found._replace(number=found.number if number is None else number + 1)
        unfolded = isinstance(found.node, Branch) and self._rows.is_open(found.key)
        leaf = None if unfolded else sole_leaf(found.node)
        marked = self._root.tally.touched > 0
        pieces = tree_line(
            found,
            # No figure stands against the scrollbar.
            self.room if marked else self.room - 1,
            unfolded=unfolded,
            current=leaf is not None and leaf.entry.source == self.current,
            label=None if found.depth or not self._prefix else folder_name(found.node.label, self._prefix),
            brief=self._brief_label(found),
            marked=marked,
            digits=self._digits,
        )
        spans, text = [], ""
        for piece, style in pieces if marked else [*pieces, (" ", "text")]:
            spans.append((len(text), len(text) + len(piece), style))
            text += piece
        return Line(text, "text", spans)

    def _brief_label(self, row: Row) -> str | None:
        """A folder's name without what it shares with the folder above it, if that can be seen."""
        if row.depth or row.number < 2:
            return None
        above = self._rows.root.children[row.number - 2].label
        if (self._rows.row_of((above,)) or 0) < self.scroll_offset.y:
            return None
        return brief_folder_name(row.node.label, above, self._prefix)

    def _empty_lines(self) -> list[Line]:
        if self._words and self._root.children:
            return centred((f"Nothing matches /{' '.join(self._words)}", "", "esc ends the filter"), *self._space)
        return centred(self._empty, *self._space)

    @property
    def _space(self) -> tuple[int, int]:
        return self.room, self.scrollable_content_region.height

    def watch_show_vertical_scrollbar(self) -> None:
        """The columns move by the width of the scrollbar: the word above them moves with them."""
        self.call_after_refresh(self._retitle)

    def on_resize(self) -> None:
        """The cursor stays in view at the new height."""
        self._retitle()
        if not len(self._rows):
            self.resized()
        self.scroll_row_into_view(self.cursor_row)

    # Moving ------------------------------------------------------------------------------------------------------

    def cursor_moved(self) -> None:
        """The user moved: from now on the view stays where it is put."""
        self._touched = True
        self._remember()
        self.post_message(CursorMoved())
        self._point()
        self._choose()

    def _remember(self) -> None:
        found = self._rows.at(self.cursor_row)
        # Where a filter leaves nothing, the place is kept for when it ends.
        self._key = found.key if found else self._key

    def _leaf(self) -> Leaf | None:
        """The recording under the cursor; a folded branch that holds just one stands for it."""
        found = self._rows.at(self.cursor_row)
        if found is None or (isinstance(found.node, Branch) and self._rows.is_open(found.key)):
            return None
        return sole_leaf(found.node)

    def _what_enter_does(self) -> str:
        """A word for it, on the row of the cursor."""
        found = self._rows.at(self.cursor_row)
        if found is None or isinstance(found.node, Leaf) or self._leaf() is not None:
            return "open"
        return "fold" if self._rows.is_open(found.key) else "unfold"

    def enter_hint(self) -> str:
        """What enter does, for the hints: once that is another thing, `EnterChanged` says so."""
        self._enter_word = self._what_enter_does()
        return self._enter_word

    def _point(self) -> None:
        if self._what_enter_does() != self._enter_word:
            self.post_message(EnterChanged())

    def _choose(self, *, at_once: bool = False) -> None:
        if self._resting:
            self._resting.cancel()
            self._resting = None
        leaf = self._leaf()
        if leaf is None:
            return
        if at_once or not self._rest:
            self.post_message(RecordingChosen(leaf.entry.source, at_once=at_once))
        else:
            self._resting = call_later(self._rest, lambda: self.post_message(RecordingChosen(leaf.entry.source)))

    def go_to(self, key: Key) -> None:
        """Put the cursor on a node, opening what hides it; a branch that holds just it may stand for it."""
        self._reveal(key)
        self.resized()
        row = self._rows.row_of(key)
        if row is not None:
            self.move_to(row)

    def jump_to(self, key: Key) -> None:
        """Put the cursor on a node; a filter that hides it ends."""
        if self._rows.node(key) is None:
            self.filter("")
        self.go_to(key)

    def _reveal(self, key: Key) -> None:
        """Open what hides a node; a test that holds just it stands for it, as a folder or a file does not."""
        depth = len(key)
        while depth > 3 and (above := self._rows.node(key[: depth - 1])) and above.tally.recordings == 1:
            depth -= 1
        self._rows.reveal(key[:depth])

    @property
    def flag_words(self) -> str:
        """What rows with a flag are just now: see `recview.library.neighbour`."""
        if self._rows.root.tally.flagged:
            return "row has a flag of this session (changed, broken, unusual)"
        return "row has a flag (error, length, broken)"

    def go_to_neighbour(self, by: int, *, flagged: bool = False, around: bool = False) -> bool:
        """Go to the next (1) or previous (-1) recording; returns whether there is another one.

        Args:
            by: The direction.
            flagged: Whether to look for one that is worth a look.
            around: Whether to look from the other end of the list.
        """
        if around:
            return self._go_to_other(edge(self._rows.root, by, flagged=flagged))
        key = self._key
        if self._rows.row_of(key) is None and (found := self._rows.at(self.cursor_row)):
            # What the cursor was on is gone: the row is that of what came after it.
            if by > 0 and not flagged and isinstance(found.node, Leaf):
                self.go_to(found.key)
                self.cursor_moved()
                return True
            key = found.key
        # A folded branch that stands for its one recording is that recording.
        node = self._rows.node(key)
        while isinstance(node, Branch) and len(node.children) == 1 and not self._rows.is_open(key):
            node = node.children[0]
            key = (*key, node.label)
        return self._go_to_other(neighbour(self._rows.root, key, by, flagged=flagged))

    def _go_to_other(self, key: Key | None) -> bool:
        before = self.cursor_row
        if key:
            self.go_to(key)
        return bool(key) and self.cursor_row != before

    def _toggle(self, key: Key, unfold: bool | None = None) -> None:
        self._touched = True
        self._rows.toggle(key, unfold)
        self._key = key
        self._settle()

    def action_fold(self) -> None:
        """Fold the branch, or go to what holds this row."""
        found = self._rows.at(self.cursor_row)
        if found is None:
            return
        if isinstance(found.node, Branch) and self._rows.is_open(found.key):
            self._toggle(found.key, False)
        elif len(found.key) > 1 and (row := self._rows.row_of(found.key[:-1])) is not None:
            self.move_to(row)

    def action_unfold(self) -> None:
        """Unfold the branch, or go into it; on a recording, open it and go to its conversation."""
        found = self._rows.at(self.cursor_row)
        if found is None:
            return
        if isinstance(found.node, Leaf):
            self.action_enter()
        elif self._rows.is_open(found.key):
            self.move_to(self.cursor_row + 1)
        else:
            self._toggle(found.key, True)

    def action_enter(self) -> None:
        """Fold or unfold; on a recording, open it at once and go to it."""
        found = self._rows.at(self.cursor_row)
        if found and isinstance(found.node, Branch) and self._leaf() is None:
            self._toggle(found.key)
        else:
            self._touched = True
            self._choose(at_once=True)

    def action_unfold_all(self, unfold: bool) -> None:
        """Unfold or fold every branch."""
        self._touched = True
        if not unfold and self._key:
            self._key = self._key[:1]
        self._rows.set_all(unfold)
        self._settle()

    def on_click(self, event: events.Click) -> None:
        """Choose a row, or go to what was chosen; on a branch, fold or unfold it."""
        row = self.row_at(event.y - self.content_offset_y(event))
        if row is None or not len(self._rows):
            return
        found = self._rows.at(row)
        if row == self.cursor_row and self._leaf() is not None:
            # A second click is enter.
            self.action_enter()
            return
        self.move_to(row)
        if found and isinstance(found.node, Branch) and self._leaf() is None:
            self._toggle(found.key)

    def content_offset_y(self, event: events.Click) -> int:
        """Rows of border above the first line."""
        return self.gutter.top
