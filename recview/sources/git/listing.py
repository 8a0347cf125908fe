"""What git lists of a source: its files by their paths, and what is wrong with the source as a whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from recview.formats import SUFFIXES
from recview.git_source import INDEX, TREE, GitSource
from recview.named_tuple import NamedTuple
from recview.sources.git.commands import (
    Git,
    GitProblem,
    absent_objects,
    checked_objects,
    git_at,
    listed_index,
    listed_tree,
    object_id,
    promisor_settings,
)
from recview.sources.git.objects import TreeEntry, absent_ids, index_entries, object_heads, promisor, tree_entries
from recview.sources.git.tree_files import ABSENT_IN_CLONE, GitFile, absent_words, git_files
from recview.sources.git.work_tree import work_tree_files

ABSENT_TREE = "its folders are not in this partial clone, and nothing is fetched (git fetch --refetch brings them)"


class Listing(NamedTuple):
    """What git lists.

    Attributes:
        files: The files, and what stands in the place of some, by their paths.
        problem: Why some of them are not read, or none are listed; empty if all is well.
    """

    files: dict[str, GitFile]
    problem: str = ""


def listed(source: GitSource) -> Listing:
    """The files of a source. Never raises: what git says went wrong is the listing's problem."""
    try:
        git = git_at(source.top)
        if source.kind not in (TREE, INDEX):
            return Listing(work_tree_files(git))
        remote = promisor(promisor_settings(git))
        tree = source.tree or (object_id(git, "HEAD", "tree") if remote is not None else "")
        absent = absent_ids(absent_objects(git, tree)) if tree and remote is not None else frozenset()
        entries = _tree_entries(git, tree, absent) if source.tree else index_entries(listed_index(git))
        files = git_files(entries, SUFFIXES, absent)
    except GitProblem as problem:
        return Listing({}, str(problem))
    count = sum(file.problem == ABSENT_IN_CLONE for file in files.values())
    words = absent_words(count, len(files), tree, remote or "") if count else ""
    return Listing(files if remote is not None else with_sizes(git, files), words)


def _tree_entries(git: Git, tree: str, absent: Collection[str]) -> Iterator[TreeEntry]:
    try:
        return tree_entries(listed_tree(git, tree))
    except GitProblem:
        # A clone may lack folders as well.
        if absent:
            raise GitProblem(ABSENT_TREE) from None
        raise


def with_sizes(git: Git, files: dict[str, GitFile]) -> dict[str, GitFile]:
    """Files that may be recordings with their sizes; just as they are if git does not tell."""
    sized = [file for file in files.values() if not file.problem and file.path.endswith(SUFFIXES)]
    try:
        heads = object_heads(checked_objects(git, (file.id for file in sized)))
        return files | {file.path: file._replace(size=head.size) for file, head in zip(sized, heads, strict=True)}
    except (GitProblem, ValueError):
        return files
