"""The order in which a container lists its files: as a folder of the disk would be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from recview.library import branch_order

Item = TypeVar("Item")


def in_order(items: Iterable[Item], path_of: Callable[[Item], str], left_out: frozenset[str]) -> Iterator[Item]:
    """Files, a folder's own before the folders in it.

    Args:
        items: What stands for the files.
        path_of: The path of one.
        left_out: Names of folders that hold no recordings.
    """
    folders: dict[str, list[Item]] = {}
    below: dict[str, set[str]] = {}
    for item in items:
        folder = path_of(item).rpartition("/")[0]
        if folder not in folders and not left_out.isdisjoint(folder.split("/")):
            continue
        folders.setdefault(folder, []).append(item)
        while folder:
            holder = folder.rpartition("/")[0]
            if folder in below.setdefault(holder, set()):
                break
            below[holder].add(folder)
            folder = holder
    for folder in _walk(below):
        yield from sorted(folders.get(folder, ()), key=path_of)


def _walk(below: Mapping[str, set[str]]) -> Iterator[str]:
    stack = [""]
    while stack:
        folder = stack.pop()
        yield folder
        stack.extend(sorted(below.get(folder, ()), key=branch_order, reverse=True))
