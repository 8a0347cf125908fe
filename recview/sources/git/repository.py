"""The repository that a folder is in, found without starting git: most folders that recview opens are in none."""

from __future__ import annotations

import os

from recview.sources.git.commands import Git, GitProblem, facts, git_at

BARE = "a bare repository, which has no working tree: make one (git worktree add --detach FOLDER) and start there"
ELSEWHERE = "this repository's settings place its working tree elsewhere (core.worktree), so it is not read"


def repository_of(folder: str) -> Git | None:
    """Git in the working tree that a folder is in; None if it is in none.

    Git itself would also take a folder of recordings for a repository that is laid out as one; this does not.

    Raises:
        GitProblem: If it is in a bare repository, or git is not installed.
    """
    top = os.path.realpath(folder)
    is_bare = False
    while True:
        if _is_repository(os.path.join(top, ".git")):
            return git_at(top)
        is_bare = is_bare or _is_repository(top)
        above = os.path.dirname(top)
        if above == top:
            break
        top = above
    if is_bare:
        raise GitProblem(BARE)
    return None


def check_work_tree(git: Git) -> None:
    """Make sure that the working tree is where the repository is.

    Raises:
        GitProblem: If it is not.
    """
    if facts(git)[:2] != ["true", ""]:
        raise GitProblem(ELSEWHERE)


def is_shallow(git: Git) -> bool:
    """Whether a repository lacks the history before some commits."""
    return "true" in facts(git)[2:3]


def _is_repository(path: str) -> bool:
    """Whether a path is a repository, or a file that says where it is, as in a linked working tree."""
    if os.path.isfile(path):
        return os.path.basename(path) == ".git"
    return os.path.lexists(os.path.join(path, "HEAD")) and all(
        os.path.isdir(os.path.join(path, name)) for name in ("objects", "refs")
    )
