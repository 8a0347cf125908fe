"""Which files the arguments of the commands mean."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from recview.cli.name_shapes import looks_like_hash, looks_like_test
from recview.root import Root
from recview.sources.discovery import discover, holds_recordings, root_of

if TYPE_CHECKING:
    from recview.cli.report import Report

STDIN = "-"
"""The name of standard input."""


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
        return self.name if self.root.held is not None else self.root.path(path).removeprefix("./")


def path_target(path: str) -> Target:
    """The target of a path that exists.

    Raises:
        FileNotFoundError: If it does not.
    """
    root = root_of(path)
    return Target(root, path, is_file=root.tops != ("",))


def resolve_targets(
    names: Sequence[str], report: Report, *, places: Sequence[str] = (), code: int = 2
) -> Iterator[Target]:
    """What each name means, in the order of `recview.cli.naming`, and `-` what came on standard input.

    Args:
        names: Paths, tests, starts of file names.
        report: Takes the names that mean nothing, or several things.
        places: Where to look for tests and files; if empty, where recordings are found.
        code: The exit code of a name that means nothing.
    """
    searched: list[Target] | None = None

    def places_to_search() -> list[Target]:
        nonlocal searched
        if searched is None:
            searched = list(named_targets(places, report)) if places else discovered()
        return searched

    for name in names:
        if name == STDIN:
            from recview.cli.standard_input import stdin_targets

            yield from stdin_targets(report)
        elif exists(name) and not may_be_other(name):
            yield path_target(name)
        elif is_just_path(name):
            report.add(f"no such file or folder: {name}", code=2)
        else:
            from recview.cli.resolving import resolve

            yield from resolve(name, places_to_search, report, code)


def is_just_path(name: str) -> bool:
    """Whether a name that is no path that exists is nothing else either."""
    return not exists(name) and "/" in name and "::" not in name


def may_be_other(name: str) -> bool:
    """Whether a path that exists may be another kind of name as well, by its looks."""
    return looks_like_test(name) or looks_like_hash(name)


def named_targets(paths: Iterable[str], report: Report) -> Iterator[Target]:
    """The targets of some paths. One that does not exist is wrong usage, and goes into the report."""
    for path in paths:
        try:
            yield path_target(path)
        except (FileNotFoundError, ValueError):
            report.add(f"no such file or folder: {path}", code=2)


def exists(name: str) -> bool:
    """Whether there is a file or folder of a name."""
    try:
        return os.path.lexists(name)
    except ValueError:
        return False


def discovered() -> list[Target]:
    """The folders below the current one that are named like a recorder's, else the current one if it holds files."""
    tops = discover(Path(), seconds=math.inf)
    return [Target(Root(Path(), tops or ("",)), "this folder")] if tops or holds_recordings(".") else []


def discovered_targets(report: Report) -> list[Target]:
    """The same; that there are none goes into the report."""
    targets = discovered()
    if not targets:
        report.add(
            "no recordings below this folder: no folder named recordings or cassettes was found.\n"
            "Name a path: recview ls path/to/recordings, or recview show NAME --in path/to/recordings"
        )
    return targets
