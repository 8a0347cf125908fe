"""Which recordings the list shows: all of them, or those that a query leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from recview.display.lines import Line
from recview.display.tree_labels import ListLabels
from recview.display.tree_list_line import ListLines, ListPlace
from recview.display.tree_rows import Row, TreeRows, crowded_branches
from recview.display.tree_steps import leaf_of
from recview.humanize import shorten
from recview.library import Branch, Key, Leaf, Node, index_among
from recview.library.finding_table import FindingCount
from recview.model import Source
from recview.tui.list_query import ListQuery

if TYPE_CHECKING:
    from recview.text_terms import TextHit

OPEN_ALL = 40
"""A tree with at most so many rows is shown unfolded."""


MOST_COUNTS = 400
"""Branches whose findings are kept counted: many times as many as a screen has."""


class TreeFilter:
    """The rows of the list and the query over them.

    Attributes:
        root: The tree without the query.
        rows: The rows that are shown; while there is a query, those of the tree that it leaves.
        query: The query.
        labels: How folders are called, and which columns the list has.
    """

    def __init__(self, notify: Callable[[], object] = lambda: None) -> None:
        """Show nothing yet.

        Args:
            notify: See `recview.tui.list_query.ListQuery`.
        """
        self.root = Branch("")
        self.rows = self._all_rows = TreeRows(self.root)
        self.query = ListQuery(notify)
        self._origin: tuple[Key, int] = ((), 0)
        self._numbers: dict[Key, int | None] = {}
        self.labels = ListLabels()
        self._lines = ListLines()
        self._counts: dict[int, tuple[Branch, int, FindingCount]] = {}

    @property
    def is_active(self) -> bool:
        """Whether rows may be left out."""
        return self.query.is_active

    def show(self, root: Branch, *, anew: bool) -> None:
        """Take another state of the tree; with `anew`, choose which of its branches are open."""
        self.root = root
        self._numbers.clear()
        self.labels = ListLabels.of(root)
        self._all_rows.moved_to(root)
        if anew:
            self._all_rows.set_all(False)
            if root.tally.recordings <= OPEN_ALL:
                self._all_rows.set_open(crowded_branches(root), True)
        self.update()

    def update(self) -> None:
        """Leave out rows anew: the tree changed, or more is known of its recordings."""
        self.query.search_names(self.root)
        if self.is_active and not self.query.is_waiting:
            self.rows = TreeRows(self.query.leaves(self.root), unfolded=True)

    def set(self, text: str, key: Key, top: int) -> tuple[Key, int | None] | None:
        """Filter by another query; an empty one ends the filter.

        Args:
            text: The query as it is typed.
            key: What the cursor is on.
            top: The first visible row.

        Returns:
            What the cursor is to be on and the row to scroll to; None if the query is the same, or cannot be read.
            They are those from before the filter where it ends without having left anything; else the key stays and
            the row is None.
        """
        was_active = self.is_active
        if not self.query.type(text, self.root):
            return None
        back = None
        if not was_active:
            self._origin = (key, top)
        elif not self.is_active and not len(self.rows):
            key, back = self._origin
        if self.is_active:
            self.update()
        else:
            self._all_rows.reveal(key)
            self.rows = self._all_rows
        return key, back

    def row(self, index: int) -> Row | None:
        """A row that is shown; a recording has the number that it has without the filter, too."""
        row = self.rows.at(index)
        if row is None or not self.is_active or not isinstance(row.node, Leaf):
            return row
        if row.key not in self._numbers:
            self._numbers[row.key] = index_among(self.root, row.key)
        number = self._numbers[row.key]
        return row if number is None else row._replace(number=number + 1)

    def line(self, index: int, where: ListPlace) -> Line:
        """The line of a row that is shown; blank if there is none."""
        row = self.row(index)
        if row is None:
            return Line("")
        leaf = leaf_of(self.rows, row)
        hit = self.text_hit(leaf.entry.source) if leaf else None
        return self._lines.line(row, self.rows, self.labels, where, hit, self._marked(row.node))

    def _marked(self, node: Node) -> FindingCount:
        """How many recordings of a node have findings."""
        if isinstance(node, Leaf):
            return self.query.contents.findings.count_of(node.entry.source)
        return self.marked(node)

    def marked(self, branch: Branch) -> FindingCount:
        """How many recordings below a branch have findings; it is counted again once more was found."""
        version, kept = self.query.contents.version, self._counts.get(id(branch))
        if kept and kept[0] is branch and kept[1] == version:
            return kept[2]
        if len(self._counts) >= MOST_COUNTS:
            self._counts.clear()
        count = self.query.contents.findings.count(branch.store, branch.members)
        self._counts[id(branch)] = branch, version, count
        return count

    def text_hit(self, source: Source) -> TextHit | None:
        """Where a text of the query stands in a recording; None if none does, or that was not told yet."""
        if not self.query.texts or not self.is_active:
            return None
        row = self.root.store.latest_row(source)
        return None if row is None else self.query.hit(self.root.store, row)

    @property
    def match_count(self) -> str:
        """How many recordings of all the filter leaves: `2 of 21`."""
        return f"{self.rows.root.tally.present:,} of {self.root.tally.present:,}"

    def caption(self, width: int) -> str:
        """The filter and how many recordings it leaves, in `width` characters; empty if there is no filter."""
        if not self.is_active:
            return ""
        counts = self.match_count
        room = width - len(counts) - 3
        return f"/{shorten(self.query.read_text, room)} · {counts}" if room > 3 else counts

    def empty_lines(self, otherwise: Sequence[str], width: int, height: int) -> list[Line]:
        """The lines in the place of rows: that nothing matches, or without a tree the paragraphs `otherwise`."""
        from recview.display.empty_state import centred

        if self.is_active and self.root.children:
            reads = "as far as it was read" if self.query.undecided else ""
            return centred((f"Nothing matches /{self.query.read_text}", reads, "esc ends the filter"), width, height)
        return centred(otherwise, width, height)

    @property
    def flag_words(self) -> str:
        """What rows with a flag are now: see `recview.library.neighbour`."""
        if self.rows.root.tally.flagged:
            return "row has a flag of this session (changed, broken, unusual)"
        return "row has a flag (error, length, broken)"
