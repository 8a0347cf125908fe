"""The effects of keys on a row of the list, as values: the row or recording to go to, the branch to fold."""

from __future__ import annotations

from typing import Literal, TypeAlias

from recview.display.tree_rows import Row, TreeRows
from recview.library import Branch, Key, Leaf, edge, neighbour, sole_leaf
from recview.value import Value


class Move(Value):
    """The cursor goes to a row."""

    row: int


class Toggle(Value):
    """A branch is unfolded or folded; with None it is folded if it is open."""

    key: Key
    unfold: bool | None = None


class Open(Value):
    """The recording under the cursor is opened at once."""


Step: TypeAlias = Move | Toggle | Open | None
"""What a key does; None for nothing."""


def fold_step(rows: TreeRows, index: int) -> Step:
    """Fold the branch of a row, or go to what holds the row."""
    row = rows.at(index)
    if row is None:
        return None
    if is_open(rows, row):
        return Toggle(row.key, False)
    above = rows.row_of(row.key[:-1]) if len(row.key) > 1 else None
    return None if above is None else Move(above)


def unfold_step(rows: TreeRows, index: int) -> Step:
    """Unfold the branch of a row, or go into it; open a recording."""
    row = rows.at(index)
    if row is None:
        return None
    if isinstance(row.node, Leaf):
        return Open()
    return Move(index + 1) if is_open(rows, row) else Toggle(row.key, True)


def enter_step(rows: TreeRows, index: int) -> Step:
    """Open the recording of a row, see `leaf_of`; fold or unfold a branch of several."""
    row = rows.at(index)
    if row is None:
        return None
    return Toggle(row.key) if leaf_of(rows, row) is None else Open()


def is_open(rows: TreeRows, row: Row) -> bool:
    """Whether a row is a branch that shows its children."""
    return isinstance(row.node, Branch) and rows.is_open(row.key)


def leaf_of(rows: TreeRows, row: Row | None) -> Leaf | None:
    """The recording that opens from a row: the row itself, or the only recording of a folded branch; else None."""
    return None if row is None or is_open(rows, row) else sole_leaf(row.node)


def enter_word(rows: TreeRows, row: Row | None) -> Literal["open", "fold", "unfold"]:
    """What enter does on a row."""
    if row is None or leaf_of(rows, row) is not None:
        return "open"
    return "fold" if rows.is_open(row.key) else "unfold"


def reveal(rows: TreeRows, key: Key) -> None:
    """Open the branches above a node, but for a test that holds just this recording: it shows the recording's row."""
    depth = len(key)
    while depth > 3 and (above := rows.node(key[: depth - 1])) and above.tally.recordings == 1:
        depth -= 1
    rows.reveal(key[:depth])


def next_key(rows: TreeRows, key: Key, row: Row | None, by: int, *, flagged: bool, around: bool) -> Key | None:
    """The key of the next (1) or previous (-1) recording; None if there is no other.

    Args:
        rows: The rows of the list.
        key: What the cursor is on. Where that is gone, the row is what came after it.
        row: The cursor's row.
        by: The direction.
        flagged: Whether to look for a row with a flag.
        around: Whether to look from the other end of the list.
    """
    if around:
        return edge(rows.root, by, flagged=flagged)
    if row is not None and rows.row_of(key) is None:
        key = row.key
        if by > 0 and not flagged and isinstance(row.node, Leaf):
            return key
    # A folded branch that stands for its one recording is that recording.
    node = rows.node(key)
    while isinstance(node, Branch) and len(node.children) == 1 and not rows.is_open(key):
        node = node.children[0]
        key = (*key, node.label)
    return neighbour(rows.root, key, by, flagged=flagged)
