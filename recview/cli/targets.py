"""Which files the arguments of the commands mean."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from recview.cli.name_shapes import looks_like_hash, looks_like_test
from recview.root import Root
from recview.sources.discovery import discover, holds_recordings, root_of
from recview.value import Value

if TYPE_CHECKING:
    from recview.cli.report import Report

STDIN = "-"
"""The name of standard input."""


class Target(Value):
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
        return self.name if self.root.held is not None else self.root.shown_path(path).removeprefix("./")


def path_target(path: str) -> Target:
    """The target of a path that exists.

    Raises:
        FileNotFoundError: If it does not.
    """
    root = root_of(path)
    return Target(root, path, is_file=root.tops != ("",))


def resolve_targets(
    names: Sequence[str],
    report: Report,
    *,
    places: Sequence[str] = (),
    code: int = 2,
    behind: Sequence[str] = (),
    staged: bool = False,
) -> Iterator[Target]:
    """What each name means, in the order of `recview.cli.naming`, and `-` what came on standard input.

    Args:
        names: Paths, tests, starts of file names.
        report: Takes the names that mean nothing, or several things.
        places: Where to look for tests and files; if empty, where recordings are found.
        code: The exit code of a name that means nothing.
        behind: What stands behind `--`: paths that alone are wanted of the revisions among the names; further names if
            there is none among them.
        staged: Whether what is staged in git is meant, and the names are paths in it.
    """
    if staged:
        from recview.cli.revisions import staged_targets

        yield from staged_targets([*names, *behind], report)
        return

    @cache
    def searched() -> list[Target]:
        return list(named_targets(places, report)) if places else discovered()

    is_narrowed = False
    for index, name in enumerate((*names, *behind)):
        if is_narrowed and index >= len(names):
            return
        targets = list(_targets_of(name, searched, report, code, behind if index < len(names) else ()))
        # Paths that are not in the revision are no further names either.
        is_narrowed = is_narrowed or not targets or targets[0].root.git is not None
        yield from targets


def _targets_of(
    name: str, places: Callable[[], Sequence[Target]], report: Report, code: int, behind: Sequence[str]
) -> Iterable[Target]:
    if name == STDIN:
        from recview.cli.standard_input import stdin_targets

        return stdin_targets(report)
    if exists(name) and not may_be_other(name):
        return [path_target(name)]
    from recview.cli.resolving import resolve

    return resolve(name, places, report, code, behind)


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
            from recview.cli.resolving import resolve_place

            yield from resolve_place(path, report)


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


def discovered_targets(report: Report, code: int = 1) -> list[Target]:
    """The same; that there are none goes into the report, with an exit code."""
    targets = discovered()
    if not targets:
        report.add(
            "no recordings below this folder: no folder named recordings or cassettes was found.\n"
            "Name a path: recview ls path/to/recordings, or recview show NAME --in path/to/recordings",
            code,
        )
    return targets
