"""Finding recordings: from an argument of the command line, or without one below the current folder."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from recview.archives.endings import is_archive_name
from recview.root import ENVIRONMENT_MARKS, SKIPPED, Root


def root_of(argument: str) -> Root:
    """A tree, one folder, one archive or one file.

    Raises:
        FileNotFoundError: If there is nothing of that name.
    """
    path = Path(argument)
    if not os.path.lexists(path):
        raise FileNotFoundError(argument)
    if path.is_dir():
        return Root(path)
    if is_archive_name(path.name) and path.is_file():
        return Root(path, archives=("",))
    return Root(path.parent, (path.name,))


_UNMISTAKABLE = ("__recordings__", "SessionRecords")
"""Polly.js's, which keeps a recording some folders deeper, and the Azure SDKs'."""

RECORDING_FOLDERS = ("recordings", "cassettes", *_UNMISTAKABLE)


def discover(
    base: Path, *, depth: int = 6, seconds: float = 1.0, clock: Callable[[], float] = time.monotonic
) -> tuple[str, ...]:
    """The folders named like a recorder's below a folder, nearest first; bounded in depth and time."""
    until = clock() + seconds
    tops: list[str] = []
    level = [""]
    for _ in range(depth):
        below: list[str] = []
        for folder in level:
            if clock() > until:
                return tuple(tops)
            for name in _subfolders(os.path.join(base, folder)):
                path = f"{folder}/{name}" if folder else name
                if name in _UNMISTAKABLE or (is_recorders_folder(name) and holds_recordings(os.path.join(base, path))):
                    tops.append(path)
                elif not name.startswith(".") and name not in SKIPPED:
                    below.append(path)
        level = below
    return tuple(tops)


def is_recorders_folder(name: str) -> bool:
    """Whether a folder is named like a recorder's; Ruby's is `vcr_cassettes`."""
    return name in RECORDING_FOLDERS or name.endswith("_cassettes")


def is_among_recordings(path: str) -> bool:
    """Whether a JSON file is in a recorder's folder: a `package.json` beside the tests is nothing to look at."""
    return path.endswith(".json") and is_recorders_folder(os.path.basename(os.path.dirname(os.path.abspath(path))))


def _subfolders(path: str) -> list[str]:
    try:
        with os.scandir(path) as listing:
            members = list(listing)
    except OSError:
        return []
    if any(member.name in ENVIRONMENT_MARKS for member in members):
        return []
    return sorted(member.name for member in members if member.is_dir(follow_symlinks=False))


def holds_recordings(path: str) -> bool:
    """Whether a file with a known suffix is in the folder or one level below."""
    try:
        with os.scandir(path) as listing:
            members = list(listing)
    except OSError:
        return False
    telling = _telling_suffixes()
    if any(member.name.endswith(telling) for member in members):
        return True
    return any(
        name.endswith(telling)
        for member in members
        if member.is_dir(follow_symlinks=False)
        for name in _names(member.path)
    )


def _telling_suffixes() -> tuple[str, ...]:
    """The endings of recordings, imported on use; a text file says nothing of what its folder is for."""
    from recview.formats import SUFFIXES

    return tuple(suffix for suffix in SUFFIXES if suffix != ".txt")


def _names(path: str) -> list[str]:
    try:
        return os.listdir(path)
    except OSError:
        return []
