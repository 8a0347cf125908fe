"""What a comparison is between: `A...B`, two revisions, or by default what a pull request or a branch changed."""

from __future__ import annotations

from collections.abc import Mapping

from recview.named_tuple import NamedTuple
from recview.root import Root
from recview.sources.git.commands import Git, GitProblem, commit_object, common_commit, object_id
from recview.sources.git.objects import parents
from recview.sources.git.repository import is_shallow, repository_of
from recview.sources.git.revisions import NO_REPOSITORY, root_of_revision, work_tree_root

_SHALLOW_HELP = "the clone is shallow: git fetch --unshallow, or fetch-depth: 0 in CI, brings the history"
_NO_BASE = "there is nothing to compare with: neither origin/HEAD nor main nor master is there; name it: A B, or A...B"


class Sides(NamedTuple):
    """The two sides of a comparison, before and after."""

    before: Root
    after: Root


def split_sides(name: str) -> tuple[str, str] | None:
    """The two revisions of `A...B`, of which one that is left out is HEAD; None of another name."""
    before, dots, after = name.partition("...")
    return (before or "HEAD", after or "HEAD") if dots and "." not in (before[-1:], after[:1]) else None


def sides_of_range(name: str, folder: str = ".") -> Sides | None:
    """What `A...B` compares: the best common ancestor of both with B; None if the name is no range.

    Args:
        name: What the user typed.
        folder: Where he is.

    Raises:
        GitProblem: If one of them is no commit, or they have no ancestor in common.
    """
    names = split_sides(name)
    if names is None:
        return None
    git = _repository(folder)
    commits = [object_id(git, ref, "commit") for ref in names]
    for ref, commit in zip(names, commits, strict=True):
        if not commit:
            raise GitProblem(f"no such revision: {ref}")
    return Sides(_merge_base_root(git, names, commits, folder), _commit_root(commits[1], names[1], folder))


def default_sides(environment: Mapping[str, str], folder: str = ".") -> Sides:
    """What is compared if nothing is named.

    In CI, for a pull request's merge commit: its first parent with it. Else the best common ancestor of HEAD and of the
    branch that is merged into (`GITHUB_BASE_REF`, the remote's own, main, master) with the working tree.

    Args:
        environment: The variables of the process.
        folder: Where the user is.

    Raises:
        GitProblem: If there is nothing to compare with; with what brings it.
    """
    git = _repository(folder)
    head = object_id(git, "HEAD", "commit")
    if not head:
        raise GitProblem("this repository has no commit yet")
    above = parents(commit_object(git, head))
    ref = environment.get("GITHUB_REF", "")
    if ref.startswith("refs/pull/") and ref.endswith("/merge") and len(above) > 1:
        return Sides(_parent_root(git, above[0], folder), _commit_root(head, "HEAD", folder))
    for name in _base_names(environment.get("GITHUB_BASE_REF", "")):
        if commit := object_id(git, name, "commit"):
            short = name.removeprefix("refs/heads/").removeprefix("refs/remotes/")
            return Sides(_merge_base_root(git, (short, "HEAD"), (commit, head), folder), work_tree_root(folder))
    raise GitProblem(f"{_NO_BASE} ({_SHALLOW_HELP})" if is_shallow(git) else _NO_BASE)


def _base_names(merged_into: str) -> list[str]:
    names = [f"refs/remotes/origin/{merged_into}", f"refs/heads/{merged_into}"] if merged_into else []
    branches = [f"refs/{where}/{name}" for name in ("main", "master") for where in ("heads", "remotes/origin")]
    return [*names, "refs/remotes/origin/HEAD", *branches]


def _repository(folder: str) -> Git:
    git = repository_of(folder)
    if git is None:
        raise GitProblem(NO_REPOSITORY)
    return git


def _merge_base_root(git: Git, names: tuple[str, str], commits: tuple[str, str] | list[str], folder: str) -> Root:
    base = common_commit(git, commits[0], commits[1])
    if not base:
        words = f"{names[0]} and {names[1]} have no commit in common"
        raise GitProblem(f"{words} ({_SHALLOW_HELP})" if is_shallow(git) else words)
    return _commit_root(base, f"{names[0]}...{names[1]}", folder)


def _parent_root(git: Git, parent: str, folder: str) -> Root:
    """The first parent of a pull request's merge commit, which a shallow clone names and lacks."""
    if not object_id(git, parent, "commit"):
        fetching = f"git fetch --no-tags --depth=1 origin {parent}, or fetch-depth: 2 in CI, brings it"
        raise GitProblem(f"the commit that this pull request is merged into is not in this clone: {fetching}")
    return _commit_root(parent, "HEAD^1", folder)


def _commit_root(commit: str, name: str, folder: str) -> Root:
    """The root of a commit under the name that the user knows it by; its files are named by its id."""
    root = root_of_revision(commit, folder)
    if root is None or root.git is None:
        raise GitProblem(f"no such revision: {name}")
    return root._replace(name=name, git=root.git._replace(prefix=f"{commit[:10]}:"))
