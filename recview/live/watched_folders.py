"""Which folders of a root the system is asked to watch: those that are looked into, and no others.

A `node_modules` or an environment has thousands of folders, and the system has a limited number of watches.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from recview.named_tuple import NamedTuple
from recview.root import ENVIRONMENT_MARKS, Root
from recview.sources.walking import walk


class WatchedFolders(NamedTuple):
    """What to watch.

    Attributes:
        folders: Paths on disk.
        is_recursive: Whether all that is below them is watched as well, also what is made later.
        closed: Of the folders below the base those that cannot be watched, as they cannot be looked into.
    """

    folders: tuple[str, ...]
    is_recursive: bool
    closed: frozenset[str] = frozenset()


def folders_to_watch(root: Root) -> WatchedFolders:
    """Every folder by itself if some below the root are left out, else just the tops; of a file its folder."""
    tops = [root.path(top) for top in root.tops]
    looked_into = [os.path.dirname(top) or "." for top in tops if os.path.isfile(top)]
    if len(looked_into) == len(tops):
        return WatchedFolders(_existing(looked_into), is_recursive=False)
    closed: set[str] = set()
    is_whole = not looked_into
    for top in (top for top, path in zip(root.tops, tops, strict=True) if not os.path.isfile(path)):
        for folder in walk(root, top):
            if folder.error:
                closed.add(folder.path)
            elif not folder.is_left_out:
                looked_into.append(root.path(folder.path))
            is_whole = is_whole and not folder.error and not folder.is_left_out
    if is_whole:
        return WatchedFolders(_existing(tops), is_recursive=True)
    return WatchedFolders(_existing(looked_into), is_recursive=False, closed=frozenset(closed))


def _existing(folders: Iterable[str]) -> tuple[str, ...]:
    """The folders that exist, each once, by name."""
    return tuple(sorted({folder for folder in folders if os.path.isdir(folder)}))


def is_outdated(watched: WatchedFolders, root: Root, path: str, *, is_new: bool) -> bool:
    """Whether a change makes another set of folders the one to watch.

    Args:
        watched: The set that is watched.
        root: The root that is watched.
        path: What changed, below the base.
        is_new: Whether it was made or moved there just now.
    """
    if path.rpartition("/")[2] in ENVIRONMENT_MARKS:
        return True
    if not os.path.isdir(root.path(path)):
        return False
    if watched.is_recursive:
        return root.is_left_out(path)
    return (is_new or path in watched.closed) and not root.is_left_out(path)
