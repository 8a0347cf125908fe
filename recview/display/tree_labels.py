"""The names of folders in the list of tests, and its title: without the parts that they share."""

from __future__ import annotations

from itertools import takewhile

from rich.cells import cell_len

from recview.display.mask import covered
from recview.display.sanitize import sanitize
from recview.display.tree_columns import VERDICT
from recview.display.tree_rows import Row, TreeRows
from recview.humanize import bounded, shorten
from recview.library import Branch
from recview.value import Value


def common_folder(first: str, second: str) -> str:
    """The folder that two paths have in common; empty if there is none."""
    parts = zip(first.split("/"), second.split("/"), strict=False)
    return "/".join(part for part, _ in takewhile(lambda pair: pair[0] == pair[1], parts))


def folder_of_all(root: Branch) -> str:
    """The folder that holds all folders of the list, if that is one."""
    names = [child.label for child in root.children]
    return common_folder(min(names), max(names)) if len(names) > 1 else ""


def folder_name(label: str, prefix: str) -> str:
    """A folder's name without what all folders have in common."""
    return label[len(prefix) :].lstrip("/") or label.rpartition("/")[2]


def continued_folder_name(label: str, above: str, prefix: str) -> str | None:
    """A folder's name without what it shares with the folder above it in the list; None if they share nothing."""
    name = folder_name(label, prefix)
    shared = common_folder(folder_name(above, prefix), name)
    return f"…/{name[len(shared) + 1 :]}" if shared and len(name) > len(shared) + 1 else None


def list_title(prefix: str, room: int) -> str:
    """The list's title with what all folders have in common, its end above the column of tokens.

    Args:
        prefix: What they have in common.
        room: Cells up to the end of that column; where they are too few, the word `tokens` is left out.
    """
    shown = sanitize(covered(bounded(prefix)))
    title = f"Tests · {shown}" if shown else "Tests"
    room -= len(" ─ tokens")
    if shown and cell_len(title) > room >= len("Tests · ") + 8:
        title = f"Tests · {shorten(shown, room - len('Tests · '))}"
    filling = room - cell_len(title)
    return f"{title} {'─' * (filling + 1)} tokens" if filling >= 0 else title


class ListLabels(Value):
    """What the labels and columns of the list depend on in all of its tree.

    Attributes:
        prefix: The folder that all folders have in common; empty if there is none.
        digits: Characters of the column that counts recordings.
        has_verdicts: Whether the list has a column for what became of files.
    """

    prefix: str = ""
    digits: int = 2
    has_verdicts: bool = False

    @classmethod
    def of(cls, root: Branch) -> ListLabels:
        """The labels of a tree."""
        digits = max((2, *(len(f"{child.tally.present:,}") for child in root.children)))
        return cls(folder_of_all(root), digits, root.tally.touched > 0)

    def label(self, row: Row) -> str | None:
        """What a folder is called without the prefix; None if the row's own label serves."""
        return None if row.depth or not self.prefix else folder_name(row.node.label, self.prefix)

    def continued(self, row: Row, rows: TreeRows, top: int) -> str | None:
        """A folder's name without what it shares with the folder above it, if that is seen below the row `top`."""
        if row.depth or row.number < 2:
            return None
        above = rows.root.children[row.number - 2].label
        if (rows.row_of((above,)) or 0) < top:
            return None
        return continued_folder_name(row.node.label, above, self.prefix)

    def title(self, room: int, *, has_rows: bool) -> str:
        """The list's title.

        Args:
            room: Cells between the title's beginning and the list's right end.
            has_rows: Whether there are columns below it to name.
        """
        if not has_rows:
            return f"Tests · {covered(bounded(self.prefix))}" if self.prefix else "Tests"
        behind = self.digits + 1 + (VERDICT if self.has_verdicts else 1)
        return list_title(self.prefix, room - behind)
