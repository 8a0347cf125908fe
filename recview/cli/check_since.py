"""`--since REF`: which files are not as they were in a revision."""

from __future__ import annotations

from recview.root import Root
from recview.sources.git.commands import GitProblem
from recview.sources.git.revisions import root_of_revision, why_no_revision
from recview.sources.paths import is_within
from recview.sources.trees import Tree, same_bytes, tree_of


class ChangedSince:
    """Which files changed, or came, since a revision of the repository that the user is in."""

    def __init__(self, ref: str) -> None:
        """List the revision.

        Args:
            ref: Its name.

        Raises:
            GitProblem: If there is no such revision.
        """
        root = root_of_revision(ref)
        if root is None or root.git is None:
            reason = why_no_revision()
            raise GitProblem(f"--since {ref}: no such revision{f': {reason}' if reason else ''}")
        self._ref = ref
        self._top = root.git.top
        self._before = tree_of(root)
        if self._before.problem:
            raise GitProblem(f"--since {ref}: {self._before.problem}")
        self._after: dict[int, tuple[Root, Tree]] = {}

    def has(self, root: Root, path: str, disk_path: str) -> bool:
        """Whether a file is another than it was, or was not there.

        Args:
            root: Where it is.
            path: Its path below the root.
            disk_path: Where it is on the disk, or would be if git had it checked out.

        Raises:
            GitProblem: If it is in another place than the repository.
        """
        if not is_within(disk_path, self._top) or root.archives:
            raise GitProblem(f"--since {self._ref}: {root.label} is not in the repository at {self._top}")
        if id(root) not in self._after:
            self._after[id(root)] = (root, tree_of(root))
        _, after = self._after[id(root)]
        return not same_bytes(self._before, disk_path[len(self._top) :].lstrip("/"), after, path)
