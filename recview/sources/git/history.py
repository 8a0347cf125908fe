"""Which contents files had in the history of a repository."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping

from recview.named_tuple import NamedTuple
from recview.sources.git.commands import Git, changes_of_commits, commits_of_paths, object_id


class _Change(NamedTuple):
    """A change of a file in a commit: the ids of its contents, only zeros where there was none."""

    path: str
    before: str
    after: str


def earlier_objects(git: Git, paths: Collection[str]) -> Mapping[str, list[str]]:
    """By path the ids of the contents that a file had up to the commit that is checked out, the newest first.

    Args:
        git: Where to ask.
        paths: Files, from the top of the working tree.

    Raises:
        GitProblem: If git cannot say.
    """
    commit = object_id(git, "HEAD", "commit") if paths else ""
    if not commit:
        return {}
    folders = sorted({path.rpartition("/")[0] or "." for path in paths})
    commits = commits_of_paths(git, commit, folders)
    objects: dict[str, dict[str, None]] = {path: {} for path in paths}
    for change in _changes(changes_of_commits(git, commits, folders)) if commits else ():
        if change.path in objects:
            objects[change.path].update({id_: None for id_ in (change.after, change.before) if id_.strip("0")})
    return {path: list(ids) for path, ids in objects.items() if ids}


def _changes(data: bytes) -> Iterator[_Change]:
    """The changes in the output of `diff-tree --raw -z`: `:modes ids kind`, NUL, path, NUL."""
    fields = data.split(b"\0")
    for head, path in zip(fields[::2], fields[1::2], strict=False):
        words = head.split()
        if len(words) == 5 and words[0].startswith(b":"):
            yield _Change(os.fsdecode(path), words[2].decode("ascii", "replace"), words[3].decode("ascii", "replace"))
