"""The rows of a tree of any size, without ever listing them: the node on a row, and the row of a node.

Each branch knows how many nodes are below it, so a subtree that is all open or all folded is counted at once. Only
branches above one that differs are looked into: a key costs the same in a hundred thousand rows as in ten.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from recview.library import Branch, Key, Leaf, Node
from recview.named_tuple import NamedTuple


class Row(NamedTuple):
    """One row: the key and node on it, the number of branches above it, and its number among its siblings (from 1)."""

    key: Key
    node: Node
    depth: int
    number: int


MOST_ROWS = 400
"""Rows that are kept: many times as many as a screen has."""


class TreeRows:
    """The rows of a tree with folded branches.

    Args:
        root: The tree; it has no row of its own.
        unfolded: Whether branches are open unless said otherwise.
    """

    def __init__(self, root: Branch, *, unfolded: bool = False) -> None:
        self.root = root
        self.unfolded = unfolded
        self._others: set[Key] = set()
        self._above: set[Key] = {()}
        self._sums: dict[Key, tuple[Branch, list[int]]] = {}
        self._rows: dict[int, Row | None] = {}

    def moved_to(self, root: Branch) -> None:
        """Take a changed tree; branches that it shares with the one before stay counted."""
        self.root = root
        self._rows.clear()

    def __len__(self) -> int:
        return self._height_below(self.root, ())

    def is_open(self, key: Key) -> bool:
        """Whether a branch shows its children."""
        return not key or (key in self._others) != self.unfolded

    def _sums_below(self, branch: Branch, key: Key) -> list[int]:
        """For each branch right below an open one, the number of rows up to and with all that is below it."""
        cached = self._sums.get(key)
        if cached and cached[0] is branch:
            return cached[1]
        sums = list(accumulate([self._height(child, key) for child in branch.children.branches]))
        self._sums[key] = (branch, sums)
        return sums

    def _height_below(self, branch: Branch, key: Key) -> int:
        """The number of rows below an open branch: those of its branches, and one for each recording."""
        sums = self._sums_below(branch, key)
        return (sums[-1] if sums else 0) + len(branch.children.orders)

    def _height(self, branch: Branch, above: Key) -> int:
        key = (*above, branch.label)
        if not self.is_open(key):
            return 1
        # Nothing below differs from the rule where no key below does.
        is_whole = self.unfolded and key not in self._above
        return 1 + (branch.rows if is_whole else self._height_below(branch, key))

    def at(self, row: int) -> Row | None:
        """The row with a number, or None beyond the end. Those of a screen are kept: they are asked for often."""
        if row not in self._rows:
            if len(self._rows) >= MOST_ROWS:
                self._rows.clear()
            self._rows[row] = self._row(row)
        return self._rows[row]

    def _row(self, row: int) -> Row | None:
        branch, depth = self.root, 0
        key: Key = ()
        if row < 0:
            return None
        while True:
            sums = self._sums_below(branch, key)
            index = bisect_right(sums, row)
            row -= sums[index - 1] if index else 0
            if index == len(sums):
                # Each recording, behind the branches, has a row of its own.
                index, row = index + row, 0
            if index >= len(branch.children):
                return None
            node = branch.children[index]
            key = (*key, node.label)
            if row == 0 or isinstance(node, Leaf):
                return Row(key, node, depth, index + 1)
            branch, depth, row = node, depth + 1, row - 1

    def row_of(self, key: Key) -> int | None:
        """The row of a node, or of the folded branch that hides it; None if it is not in the tree."""
        branch, row = self.root, -1
        above: Key = ()
        for label in key:
            if above and not self.is_open(above):
                return row
            index = branch.children.index_of(label)
            if index is None:
                return None
            sums = self._sums_below(branch, above)
            before = min(index, len(sums))
            row += 1 + (sums[before - 1] if before else 0) + index - before
            if index >= len(sums):
                return row
            above = (*above, label)
            branch = branch.children.branches[index]
        return row

    def toggle(self, key: Key, unfold: bool | None = None) -> None:
        """Fold or unfold one branch. An only child that is a branch opens with its parent."""
        unfold = not self.is_open(key) if unfold is None else unfold
        keys = [key]
        if unfold:
            keys += _only_children(self, key)
        self.set_open(keys, unfold)

    def reveal(self, key: Key) -> None:
        """Open every branch above a node."""
        self.set_open([key[:depth] for depth in range(1, len(key))], True)

    def set_open(self, keys: Iterable[Key], unfold: bool) -> None:
        """Open or fold branches, and remember the branches above those that differ from the rule."""
        for key in keys:
            if unfold == self.unfolded:
                self._others.discard(key)
            else:
                self._others.add(key)
            for depth in range(len(key) + 1):
                self._sums.pop(key[:depth], None)
        self._rows.clear()
        self._above = {key[:depth] for key in self._others for depth in range(len(key))} | {()}

    def set_all(self, unfold: bool) -> None:
        """Open or fold all branches."""
        self.unfolded = unfold
        self._others.clear()
        self._above = {()}
        self._sums.clear()
        self._rows.clear()

    def node(self, key: Key) -> Node | None:
        """The node with a key, or None."""
        node: Node = self.root
        for label in key:
            if isinstance(node, Leaf):
                return None
            index = node.children.index_of(label)
            if index is None:
                return None
            node = node.children[index]
        return node


def _only_children(rows: TreeRows, key: Key) -> Iterable[Key]:
    node = rows.node(key)
    while isinstance(node, Branch) and len(node.children) == 1 and isinstance(node.children[0], Branch):
        if node.children[0].tally.recordings == 1 and len(key) > 1:
            return
        node = node.children[0]
        key = (*key, node.label)
        yield key


def crowded_branches(root: Branch) -> Iterable[Key]:
    """The keys of the branches to open at first: folders, test files, and what holds more than one recording."""
    stack: list[tuple[Key, Branch]] = [((), root)]
    while stack:
        above, branch = stack.pop()
        for child in branch.children:
            if isinstance(child, Branch) and (child.tally.recordings > 1 or len(above) < 2):
                key = (*above, child.label)
                yield key
                stack.append((key, child))
