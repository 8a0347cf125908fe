"""Which folders of a place the system is asked to watch: those that are looked into, and no others.

A `node_modules` or an environment has thousands of folders, and the system has a limited number of watches.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import NamedTuple

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


def folders_to_watch(place: Root) -> WatchedFolders:
    """All folders one by one if there are some to be left out, else just the roots; of a single file its folder."""
    roots = [place.path(top) for top in place.tops]
    if all(map(os.path.isfile, roots)):
        return WatchedFolders(existing(os.path.dirname(root) or "." for root in roots), is_recursive=False)
    looked_into: list[str] = []
    closed: set[str] = set()
    is_whole = True
    for top in place.tops:
        for folder in walk(place, top):
            if folder.error:
                closed.add(folder.path)
            elif not folder.is_left_out:
                looked_into.append(place.path(folder.path))
            is_whole = is_whole and not folder.error and not folder.is_left_out
    if is_whole:
        return WatchedFolders(existing(roots), is_recursive=True)
    return WatchedFolders(existing(looked_into), is_recursive=False, closed=frozenset(closed))


def existing(folders: Iterable[str]) -> tuple[str, ...]:
    """Those of some folders that are there, each once."""
    return tuple(sorted({folder for folder in folders if os.path.isdir(folder)}))


def is_outdated(now: WatchedFolders, place: Root, path: str, *, is_new: bool) -> bool:
    """Whether another set of folders is to be watched, given a path below the base that changed.

    Args:
        now: What is watched.
        place: Where.
        path: What changed.
        is_new: Whether it was made or moved there just now.
    """
    if path.rpartition("/")[2] in ENVIRONMENT_MARKS:
        return True
    if not os.path.isdir(place.path(path)):
        return False
    if now.is_recursive:
        return place.is_left_out(path)
    return (is_new or path in now.closed) and not place.is_left_out(path)
