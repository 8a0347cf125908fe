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
    here = os.path.relpath(os.path.realpath("."), os.path.realpath(new.top))
    if here == ".." or here.startswith("../"):
        return None
    return GitNames(revision, inner, "" if here == "." else f"{here}/", new.kind == INDEX)
