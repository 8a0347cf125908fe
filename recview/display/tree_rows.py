"""The rows of a tree of any size, without ever listing them: which node stands on row k, and on which row a node is.

Each open branch keeps the running count of its children's rows. Folding or changing a branch forgets only what
stands above it, so a key costs the same in a tree of a hundred thousand rows as in one of ten.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from recview.library import Branch, Key, Leaf, Node, place_of


class Row(NamedTuple):
    """One row: its node, where it stands, and its number among its siblings (from 1)."""

    key: Key
    node: Node
    depth: int
    number: int


class TreeRows:
    """Rows of `root` with the branches in `unfolded` open.

    Args:
        root: The tree; it has no row of its own.
        unfolded: The keys of the open branches. Owned by the caller; use `toggle` to change it.
        everything: Open all branches, whatever `unfolded` says, as a filter does.
    """

    def __init__(self, root: Branch, unfolded: set[Key], *, everything: bool = False) -> None:
        self.root = root
        self.unfolded = unfolded
        self.everything = everything
        self._sums: dict[Key, tuple[Branch, list[int]]] = {}

    def moved_to(self, root: Branch) -> None:
        """Take a changed tree: what it shares with the old one stays counted."""
        self.root = root

    def __len__(self) -> int:
        sums = self._below(self.root, ())
        return sums[-1] if sums else 0

    def is_open(self, key: Key) -> bool:
        """Whether a branch shows its children."""
        return not key or self.everything or key in self.unfolded

    def _below(self, branch: Branch, key: Key) -> list[int]:
        """For each child of an open branch, the number of rows up to and with it."""
        known = self._sums.get(key)
        if known and known[0] is branch:
            return known[1]
        sums = list(accumulate(self._height(child, (*key, child.label)) for child in branch.children))
        self._sums[key] = (branch, sums)
        return sums

    def _height(self, node: Node, key: Key) -> int:
        if isinstance(node, Leaf) or not self.is_open(key):
            return 1
        sums = self._below(node, key)
        return 1 + (sums[-1] if sums else 0)

    def at(self, row: int) -> Row | None:
        """The row with a number, or None beyond the end."""
        branch, depth = self.root, 0
        key: Key = ()
        if row < 0:
            return None
        while True:
            sums = self._below(branch, key)
            place = bisect_right(sums, row)
            if place >= len(sums):
                return None
            row -= sums[place - 1] if place else 0
            node = branch.children[place]
            key = (*key, node.label)
            if row == 0 or isinstance(node, Leaf):
                return Row(key, node, depth, place + 1)
            branch, depth, row = node, depth + 1, row - 1

    def row_of(self, key: Key) -> int | None:
        """The row of a node, or of the folded branch that hides it; None if it is not in the tree."""
        branch, row = self.root, -1
        above: Key = ()
        for label in key:
            if above and not self.is_open(above):
                return row
            place = place_of(branch, label)
            if place is None:
                return None
            sums = self._below(branch, above)
            row += 1 + (sums[place - 1] if place else 0)
            node = branch.children[place]
            above = (*above, label)
            if isinstance(node, Leaf):
                return row
            branch = node
        return row

    def toggle(self, key: Key, unfold: bool | None = None) -> None:
        """Fold or unfold one branch. An only child that is a branch opens with its parent."""
        unfold = not self.is_open(key) if unfold is None else unfold
        if self.everything:
            return
        if unfold:
            self.unfolded.add(key)
            self._unfold_only_children(key)
        else:
            self.unfolded.discard(key)
        self._forget_above(key)

    def _unfold_only_children(self, key: Key) -> None:
        node = self.node(key)
        while isinstance(node, Branch) and len(node.children) == 1 and isinstance(node.children[0], Branch):
            if node.children[0].tally.recordings == 1 and len(key) > 1:
                return
            node = node.children[0]
            key = (*key, node.label)
            self.unfolded.add(key)
            self._sums.pop(key, None)

    def reveal(self, key: Key) -> None:
        """Open every branch above a node."""
        for depth in range(1, len(key)):
            self.unfolded.add(key[:depth])
        self._forget_above(key)

    def unfold_all(self, keys: set[Key]) -> None:
        """Replace the set of open branches."""
        self.unfolded.clear()
        self.unfolded.update(keys)
        self._sums.clear()

    def _forget_above(self, key: Key) -> None:
        for depth in range(len(key) + 1):
            self._sums.pop(key[:depth], None)

    def node(self, key: Key) -> Node | None:
        """The node with a key, or None."""
        node: Node = self.root
        for label in key:
            if isinstance(node, Leaf):
                return None
            place = place_of(node, label)
            if place is None:
                return None
            node = node.children[place]
        return node


def branches(root: Branch, *, sole: bool = True) -> Iterator[Key]:
    """The keys of all branches; without `sole`, only of those that hold more than one recording."""
    stack: list[tuple[Key, Branch]] = [((), root)]
    while stack:
        above, branch = stack.pop()
        for child in branch.children:
            if isinstance(child, Branch) and (sole or child.tally.recordings > 1):
                key = (*above, child.label)
                yield key
                stack.append((key, child))
