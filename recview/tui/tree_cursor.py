"""The place of the cursor in the list, by what it is on."""

from __future__ import annotations

from recview.display.tree_rows import TreeRows
from recview.library import Key


class TreeCursor:
    """Finds the cursor's row again in another state of the tree.

    Attributes:
        key: What the cursor is on.
        is_held: Whether it stays there: the user moved it, or all files were read.
    """

    def __init__(self) -> None:
        self.key: Key = ()
        self.is_held = False

    def hold(self) -> None:
        """Keep the cursor where it is from now on, whatever else comes, if it is anywhere."""
        self.is_held = self.is_held or bool(self.key)

    def remember(self, rows: TreeRows, index: int) -> None:
        """Take the key of a row. Where a filter leaves no row, the key is kept for when it ends."""
        row = rows.at(index)
        if row is not None:
            self.key = row.key
