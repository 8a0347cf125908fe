"""Which recordings the list shows: all of them, or those that a filter leaves."""

from __future__ import annotations

from collections.abc import Sequence

from recview.display.empty_state import centred
from recview.display.lines import Line
from recview.display.tree_rows import Row, TreeRows, crowded_branches
from recview.humanize import shorten
from recview.library import Branch, Key, Leaf, filtered, index_among

OPEN_ALL = 40
"""A tree with at most so many rows is shown unfolded."""


class TreeFilter:
    """The rows of the list and the filter over them.

    Attributes:
        root: The tree without the filter.
        rows: The rows that are shown; while there is a filter, those of the tree that it leaves.
        words: The words of the filter in lower case; empty if there is none.
    """

    def __init__(self) -> None:
        self.root = Branch("")
        self.rows = self._all_rows = TreeRows(self.root)
        self.words: tuple[str, ...] = ()
        self._origin: tuple[Key, int] = ((), 0)

    def show(self, root: Branch, *, anew: bool) -> None:
        """Take another state of the tree; with `anew`, choose which of its branches are open."""
        self.root = root
        self._all_rows.moved_to(root)
        if anew:
            self._all_rows.set_all(False)
            if root.tally.recordings <= OPEN_ALL:
                self._all_rows.set_open(crowded_branches(root), True)
        if self.words:
            self.rows = TreeRows(filtered(root, self.words), unfolded=True)

    def set(self, words: tuple[str, ...], key: Key, top: int) -> tuple[Key, int | None]:
        """Filter by other words; none end the filter.

        Args:
            words: The words.
            key: What the cursor is on.
            top: The first visible row.

        Returns:
            What the cursor is to be on and the row to scroll to. They are those from before the filter where it ends
            without having left anything; else the key stays and the row is None.
        """
        back = None
        if not self.words:
            self._origin = (key, top)
        elif not words and not len(self.rows):
            key, back = self._origin
        self.words = words
        if words:
            self.rows = TreeRows(filtered(self.root, words), unfolded=True)
        else:
            self._all_rows.reveal(key)
            self.rows = self._all_rows
        return key, back

    def row(self, index: int) -> Row | None:
        """A row that is shown; a recording has the number that it has without the filter, too."""
        row = self.rows.at(index)
        if row is None or not self.words or not isinstance(row.node, Leaf):
            return row
        number = index_among(self.root, row.key)
        return row if number is None else row._replace(number=number + 1)

    @property
    def match_count(self) -> str:
        """How many recordings of all the filter leaves: `2 of 21`."""
        return f"{self.rows.root.tally.present:,} of {self.root.tally.present:,}"

    def caption(self, width: int) -> str:
        """The filter and how many recordings it leaves, in `width` characters; empty if there is no filter."""
        if not self.words:
            return ""
        counts = self.match_count
        room = width - len(counts) - 3
        return f"/{shorten(' '.join(self.words), room)} · {counts}" if room > 3 else counts

    def empty_lines(self, otherwise: Sequence[str], width: int, height: int) -> list[Line]:
        """The lines in the place of rows: that nothing matches, or without a tree the paragraphs `otherwise`."""
        if self.words and self.root.children:
            return centred((f"Nothing matches /{' '.join(self.words)}", "", "esc ends the filter"), width, height)
        return centred(otherwise, width, height)

    @property
    def flag_words(self) -> str:
        """What rows with a flag are now: see `recview.library.neighbour`."""
        if self.rows.root.tally.flagged:
            return "row has a flag of this session (changed, broken, unusual)"
        return "row has a flag (error, length, broken)"
