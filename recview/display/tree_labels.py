"""What the list of tests calls folders and itself: names without what is said already."""

from __future__ import annotations

from itertools import takewhile

from rich.cells import cell_len

from recview.display.mask import covered
from recview.display.sanitize import sanitize
from recview.humanize import bounded, shorten
from recview.library import Branch


def common_folder(one: str, other: str) -> str:
    """The folder that two paths have in common; empty if there is none."""
    parts = zip(one.split("/"), other.split("/"), strict=False)
    return "/".join(part for part, _ in takewhile(lambda pair: pair[0] == pair[1], parts))


def folder_of_all(root: Branch) -> str:
    """The folder that holds all folders of the list, if that is one."""
    names = [child.label for child in root.children]
    return common_folder(min(names), max(names)) if len(names) > 1 else ""


def folder_name(label: str, prefix: str) -> str:
    """A folder's name without what all folders have in common."""
    return label[len(prefix) :].lstrip("/") or label.rpartition("/")[2]


def brief_folder_name(label: str, above: str, prefix: str) -> str | None:
    """A folder's name without what the folder above it has said; None if that is nothing."""
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
