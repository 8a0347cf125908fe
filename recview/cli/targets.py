"""Which files the arguments of `ls` and `show` mean."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from recview.cli.report import Report
from recview.root import Root
from recview.sources.discovery import discover, holds_recordings, root_of


class Target(NamedTuple):
    """A root that the user named, or means by naming none.

    Attributes:
        name: What the user calls it.
        is_file: Whether it is one file, by its name.
    """

    root: Root
    name: str
    is_file: bool = False

    def path(self, path: str) -> str:
        """How the user would call a file that is in it."""
        return self.root.path(path).removeprefix("./")


def named_targets(paths: Iterable[str], report: Report) -> Iterator[Target]:
    """The targets of some paths, or without any those that are found below the current folder.

    A path that does not exist is wrong usage, and goes into the report.
    """
    paths = list(paths)
    for path in paths:
        try:
            root = root_of(path)
        except (FileNotFoundError, ValueError):
            report.add(f"no such file or folder: {path}", code=2)
            continue
        yield Target(root, path, is_file=root.tops != ("",))
    if not paths:
        yield from discovered_targets(report)


def exists(name: str) -> bool:
    """Whether there is a file or folder of a name."""
    try:
        return os.path.lexists(name)
    except ValueError:
        return False


def discovered_targets(report: Report) -> Iterator[Target]:
    """The folders below the current one that are named like a recorder's, else the current one if it holds files."""
    tops = discover(Path(), seconds=math.inf)
    if tops or holds_recordings("."):
        yield Target(Root(Path(), tops or ("",)), "this folder")
    else:
        report.add(
            "no recordings below this folder: no folder named recordings or cassettes was found.\n"
            "Name a path: recview ls path/to/recordings, or recview show NAME --in path/to/recordings"
        )
