"""Which of git's files are opened: those of a tree, what is staged, or the working tree. A value, resolved already."""

from __future__ import annotations

from recview.value import Value

TREE, INDEX, WORK_TREE = "tree", "index", "work-tree"
"""The kinds of sources: the tree of a commit or of a folder in it, what is staged, and what is on disk now."""


class GitSource(Value):
    """Files that git keeps, and in the working tree those that it does not ignore.

    Attributes:
        top: The top folder of the working tree, where git is started.
        kind: `TREE`, `INDEX` or `WORK_TREE`.
        tree: The id of the tree's object; empty for the other kinds.
        prefix: What stands before a path below it to name a file of it: `HEAD~1:tests/`, or `:` for what is staged.
        opened_ns: When it was opened, in nanoseconds since the epoch: what is staged, or on disk, is listed as it was
            then; 0 for a tree, which never changes.
    """

    top: str
    kind: str
    tree: str = ""
    prefix: str = ""
    opened_ns: int = 0

    @property
    def base(self) -> str:
        """The path that it stands at, where nothing can be on disk: below a file that every repository has."""
        return f"{self.top}/.git/HEAD/{self.tree or f'{self.kind}-{self.opened_ns}'}"
