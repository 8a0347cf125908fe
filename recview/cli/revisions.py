"""Revisions of git, and what is staged, as targets. Imported, and git started, only where a name is no path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from recview.cli.name_shapes import looks_like_revision
from recview.cli.naming import Candidate, NameKind
from recview.cli.report import Report
from recview.cli.targets import Target
from recview.model import Source
from recview.root import Root
from recview.sources.files import is_file
from recview.sources.git.commands import GitProblem
from recview.sources.git.revisions import narrowed, root_of_revision, staged_root, why_no_revision
from recview.sources.mounting import mount_root


class Revisions:
    """Looks names up in the repository of the current folder.

    Attributes:
        problem: What git says of the last name, or why it could not say; empty if nothing is wrong.
        is_revision: Whether the last name is one, whatever is wrong with it.
    """

    def __init__(self, paths: Sequence[str] = ()) -> None:
        """Start nothing yet.

        Args:
            paths: What alone is wanted of a revision, as behind `--`; empty for all of it.
        """
        self.problem = ""
        self.is_revision = False
        self._paths = paths

    def words(self, name: str) -> str:
        """Why the last name is no revision that can be opened, in a sentence; empty if it need not have been one."""
        if self.problem and (self.is_revision or looks_like_revision(name)):
            return f"{name}: {self.problem}"
        if not looks_like_revision(name):
            return ""
        with suppress(GitProblem):
            if reason := why_no_revision():
                return f"no such file, folder or revision: {name} ({reason})"
        return f"no such file, folder or revision: {name}"

    def candidates(self, name: str) -> Iterator[Candidate[list[tuple[Target, list[Source]]]]]:
        """The revision that is called so, if there is one."""
        self.problem, self.is_revision = "", False
        try:
            root = root_of_revision(name)
            if root is not None:
                self.is_revision = True
                yield Candidate(NameKind.REVISION, name, (), [(git_target(narrowed(root, self._paths)), [])])
        except GitProblem as problem:
            self.problem = str(problem)


def git_target(root: Root) -> Target:
    """The target of what is in git."""
    mount_root(root)
    return Target(root, root.name, is_file=len(root.tops) == 1 and is_file(root.path(root.tops[0])))


def staged_targets(paths: Sequence[str], report: Report) -> Iterator[Target]:
    """What is staged, or just some paths of it; that there is none goes into the report."""
    try:
        yield git_target(narrowed(staged_root(), paths))
    except GitProblem as problem:
        report.add(f"--staged: {problem}", code=2)
