"""Several paths as one root: each file once, and files of the same name kept apart by their folders."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from recview.archives.endings import is_archive_name
from recview.formats import SUFFIXES
from recview.root import SKIPPED, Root
from recview.sources.discovery import root_of
from recview.sources.paths import folders_above

_LABEL_PATHS, _LABEL_CHARACTERS = 3, 60
"""Paths that are named where the root is, and how many characters they may have; of more, just the first is."""


def root_of_paths(paths: Sequence[str], *, is_list: bool = False) -> Root:
    """The root of all paths together, which exist.

    Args:
        paths: Folders, files and archives.
        is_list: Whether a program made the list: see `Root`.

    Raises:
        FileNotFoundError: If one of them does not exist.
    """
    kept = _each_once(paths)
    if len(kept) == 1 and not is_list:
        return root_of(kept[0])
    base, tops = _below_one_folder(kept)
    archives = tuple(
        top for top, path in zip(tops, kept, strict=True) if is_archive_name(path) and os.path.isfile(path)
    )
    return Root(Path(base), tops, _label(kept), archives, is_list)


def _each_once(paths: Sequence[str]) -> list[str]:
    """The paths without those that are another one, or are listed with a folder that is another one."""
    real = {path: os.path.realpath(path) for path in paths}
    folders = {real[path] for path in paths if os.path.isdir(path)}
    kept: dict[str, str] = {}
    for path in paths:
        name = real[path]
        if not _is_listed_below(name, folders):
            kept.setdefault(name, path)
    return list(kept.values())


def _is_listed_below(path: str, folders: set[str]) -> bool:
    """Whether one of some folders lists a path that is in it, all without links."""
    if not (path.endswith(SUFFIXES) or os.path.isdir(path)):
        return False
    above = next((folder for folder in folders_above(os.path.dirname(path)) if folder in folders), None)
    return above is not None and SKIPPED.isdisjoint(path[len(above) :].split("/"))


def _below_one_folder(paths: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """A folder that all paths are in, this one if they all are, and the paths below it."""
    plain = [os.path.normpath(path) for path in paths]
    if not any(os.path.isabs(path) or ".." in path.split("/") for path in paths):
        return "", tuple("" if path == "." else path for path in plain)
    # `link/..` is the folder that the link leads to, and not the one that it is in.
    plain = [os.path.realpath(path) if ".." in path.split("/") else os.path.abspath(path) for path in paths]
    base = os.path.commonpath(map(os.path.dirname, plain))
    start = len(os.path.join(base, ""))
    return base, tuple(path[start:] for path in plain)


def _label(paths: Sequence[str]) -> str:
    label = ", ".join(paths)
    if len(paths) <= _LABEL_PATHS and len(label) <= _LABEL_CHARACTERS:
        return label
    return f"{paths[0]} and {len(paths) - 1:,} more"
