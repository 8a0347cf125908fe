"""What a tree or the index holds, as values: which files, under which ids, and why some are not read. Pure.

A hostile tree may hold anything: names that lead out, links, the same path twice.
"""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterable

from recview.archives.member import member_path
from recview.named_tuple import NamedTuple
from recview.sources.git.objects import LINK_MODE, SUBMODULE_MODE, TreeEntry

LINK = "a link in git, which is not followed"
SUBMODULE = "a submodule: its files are in another repository, so they are not read"
OUTSIDE = "its path leads out of the repository, so it is not read"
CONFLICT = "in conflict: a merge is in progress, and nothing of it is staged yet"
ABSENT_IN_CLONE = "not in this partial clone, and nothing is fetched"
POINTED_TO = "a pointer of Git LFS: what it stands for is not kept in git (git lfs pull brings it)"


class GitFile(NamedTuple):
    """A file of a tree, of the index or of the working tree.

    Attributes:
        path: Below what is opened.
        id: That of its bytes as git counts it: files with the same id are the same. Of a submodule, its commit.
        problem: Why it is not read, as a clause; empty if it can be.
        size: In bytes, if it is known by now.
    """

    path: str
    id: str = ""
    problem: str = ""
    size: int = 0


def git_files(
    entries: Iterable[TreeEntry], suffixes: tuple[str, ...], absent: Collection[str] = ()
) -> dict[str, GitFile]:
    """The files by their paths.

    Args:
        entries: What git lists.
        suffixes: Endings of what may be a recording: of links, just these are named.
        absent: The ids of objects that a partial clone lacks.
    """
    files: dict[str, GitFile] = {}
    for entry in entries:
        path, is_inside = member_path(entry.path)
        if not path:
            continue
        problem = "" if is_inside else OUTSIDE
        if entry.mode == SUBMODULE_MODE:
            problem = problem or SUBMODULE
        elif not path.endswith(suffixes) and (problem or entry.mode == LINK_MODE):
            continue
        elif entry.mode == LINK_MODE:
            problem = problem or LINK
        elif entry.stage:
            problem = problem or CONFLICT
        elif entry.id in absent:
            problem = problem or ABSENT_IN_CLONE
        if not (problem and path in files):
            files[path] = GitFile(path, entry.id, problem)
    return files


def absent_words(count: int, total: int, tree: str, remote: str) -> str:
    """That objects are not in a partial clone, with the one command that brings them.

    Args:
        count: How many are absent.
        total: Of how many.
        tree: The id of the tree that they are in.
        remote: Where they are; a name that could be taken for an option is left to the user.
    """
    name = shlex.quote(remote) if remote and not remote.startswith("-") else "REMOTE"
    listing = f"git rev-list --objects --no-object-names --no-walk --missing=print {tree}"
    fetching = f"git fetch --no-tags --filter=blob:none {name} --stdin"
    return (
        f"{count:,} of {total:,} files are not in this partial clone, and nothing is fetched. To bring them: "
        f"{listing} | sed -n 's/^?//p' | {fetching}"
    )
