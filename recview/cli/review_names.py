"""How git is told of the two sides of a review, from where the user is."""

from __future__ import annotations

import os

from recview.exporting.git_commands import GitNames
from recview.git_source import INDEX, TREE
from recview.root import Root


def git_names(before: Root, after: Root) -> GitNames | None:
    """The names; None unless a revision is compared with what is on disk or staged in the same repository."""
    old, new = before.git, after.git
    if old is None or new is None or old.kind != TREE or new.kind == TREE or old.top != new.top:
        return None
    revision, _, inner = (old.prefix[:-1], "", "") if old.prefix.endswith(":") else old.prefix.partition(":")
    return GitNames(revision, _from_here(old.top, inner), _from_here(new.top, ""), new.kind == INDEX)


def _from_here(top: str, inner: str) -> str:
    """What stands before a path below a folder of the repository to name it from the current folder."""
    path = os.path.relpath(os.path.join(top, inner), os.path.realpath("."))
    return "" if path == "." else os.path.join(path, "")
