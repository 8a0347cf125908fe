"""The list of tests: folder → test file → test → [parameters] → recordings."""

from __future__ import annotations

from asyncio import TimerHandle
from typing import ClassVar

from textual import events
from textual.binding import BindingType

from recview.display.literal import literal
from recview.display.tree_line import tree_line
from recview.display.tree_rows import Row, TreeRows, crowded_branches
from recview.display.wording import shortened
from recview.display.wrap import rows
from recview.library import Branch, Key, Leaf, filtered, neighbour, sole_leaf
from recview.model import Source
from recview.tui.after import after
from recview.tui.bindings import bindings
from recview.tui.inks import entitle
from recview.tui.line_view import Line, LineView
from recview.tui.messages import Chosen, Moved

LONGEST_TITLE = 1_000
"""Characters of a folder's name that the border takes: more than any screen has."""

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
        self._rest = rest
        self._resting: TimerHandle | None = None
        self._touched = False
        self._key: Key = ()
        self._before: tuple[Key, int] = ((), 0)
        self.current: Source | None = None
        self.empty = ""

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
        self._prefix = _common_folder(root)
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
        words = tuple(text.lower().split())
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
        title = f"Tests · {literal(self._prefix[:LONGEST_TITLE])}" if self._prefix else "Tests"
        entitle(self, title, self.filter_words(self.size.width - 5))

    def filter_words(self, width: int) -> str:
        """The filter and how many rows it leaves, in so many characters; empty if there is none."""
        if not self._words:
            return ""
        counts = f"{self._rows.root.tally.recordings:,} of {self._root.tally.recordings:,}"
        room = width - len(counts) - 3
        return f"/{shortened(literal(' '.join(self._words)), room)} · {counts}" if room > 3 else counts

    # What a line view asks ---------------------------------------------------------------------------------------

    def line_count(self) -> int:
        """Rows of the open branches, or the words of an empty state."""
        return len(self._rows) or len(self._empty_words())

    def line(self, row: int) -> Line:
        """A row of the tree."""
        if not len(self._rows):
            return Line(self._empty_words()[row], "dim")
        found = self._rows.at(row)
        if found is None:
            return Line("")
        unfolded = isinstance(found.node, Branch) and self._rows.is_open(found.key)
        leaf = None if unfolded else sole_leaf(found.node)
        pieces = tree_line(
            found,
            self.room,
            unfolded=unfolded,
            current=leaf is not None and leaf.entry.source == self.current,
            label=self._label(found),
            marked=self._root.tally.touched > 0,
        )
        spans, text = [], ""
        for piece, ink in pieces:
            spans.append((len(text), len(text) + len(piece), ink))
            text += piece
        return Line(text, "text", spans)

    def _label(self, row: Row) -> str | None:
        """A folder's name without what all folders have in common."""
        if row.depth or not self._prefix:
            return None
        return row.node.label[len(self._prefix) :].lstrip("/") or row.node.label.rpartition("/")[2]

    def _empty_words(self) -> list[str]:
        if self._words and self._root.children:
            return ["", "  Nothing matches.", "", "  esc ends the filter."]
        laid = rows(self.empty, max(8, self.room - 4))
        found = zip(laid.starts, laid.ends, strict=True)
        return ["", *(f"  {self.empty[start:end]}" for start, end in found)] if self.empty else []

    def on_resize(self) -> None:
        """The cursor stays in view at the new height."""
        self.scroll_row_into_view(self.cursor_row)

    # Moving ------------------------------------------------------------------------------------------------------

    def cursor_moved(self) -> None:
        """The user moved: from now on the view stays where it is put."""
        self._touched = True
        self._remember()
        self.post_message(Moved())
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

    def _choose(self, *, at_once: bool = False) -> None:
        if self._resting:
            self._resting.cancel()
            self._resting = None
        leaf = self._leaf()
        if leaf is None:
            return
        if at_once or not self._rest:
            self.post_message(Chosen(leaf.entry.source, at_once=at_once))
        else:
            self._resting = after(self._rest, lambda: self.post_message(Chosen(leaf.entry.source)))

    def go_to(self, key: Key) -> None:
        """Put the cursor on a node, opening what hides it; a branch that holds just it may stand for it."""
        self._reveal(key)
        self.resized()
        row = self._rows.row_of(key)
        if row is not None:
            self.move_to(row)

    def _reveal(self, key: Key) -> None:
        """Open what hides a node; a test that holds just it stands for it, as a folder or a file does not."""
        depth = len(key)
        while depth > 3 and (above := self._rows.node(key[: depth - 1])) and above.tally.recordings == 1:
            depth -= 1
        self._rows.reveal(key[:depth])

    def go_to_neighbour(self, by: int, *, flagged: bool = False) -> bool:
        """Go to the next (1) or previous (-1) recording; returns whether there is one."""
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
        key = neighbour(self._rows.root, key, by, flagged=flagged) or ()
        if key:
            self.go_to(key)
        return bool(key)

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
            self._choose(at_once=True)

    def action_unfold_all(self, unfold: bool) -> None:
        """Unfold or fold every branch."""
        self._touched = True
        if not unfold and self._key:
            self._key = self._key[:1]
        self._rows.set_all(unfold)
        self._settle()

    def on_click(self, event: events.Click) -> None:
        """Choose a row; on a branch, fold or unfold it."""
        row = self.row_at(event.y - self.content_offset_y(event))
        if row is None or not len(self._rows):
            return
        found = self._rows.at(row)
        self.move_to(row)
        if found and isinstance(found.node, Branch) and self._leaf() is None:
            self._toggle(found.key)

    def content_offset_y(self, event: events.Click) -> int:
        """Rows of border above the first line."""
        return self.gutter.top


def _common_folder(root: Branch) -> str:
    """The folder that holds all folders of the list, if that is one."""
    names = [child.label for child in root.children]
    if len(names) < 2:
        return ""
    common = [name.split("/") for name in (min(names), max(names))]
    shared = 0
    while shared < min(map(len, common)) and common[0][shared] == common[1][shared]:
        shared += 1
    return "/".join(common[0][:shared])
