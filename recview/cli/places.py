"""Which files the arguments of `ls` and `show` mean, and what is to be said of those that hold no recording."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from recview.cli.output import complain
from recview.humanize import listed_kinds, plural
from recview.root import Root
from recview.sources.discovery import discover, holds_recordings, root_of
from recview.sources.kinds import count_kinds


class Asked(NamedTuple):
    """A place that the user named, or means by naming none.

    Attributes:
        name: What the user calls it.
        is_file: Whether it is one file, by its name.
    """

    place: Root
    name: str
    is_file: bool = False

    def path(self, path: str) -> str:
        """How the user would call a file that is in it."""
        return self.place.path(path).removeprefix("./")


class Outcome:
    """What went wrong so far, said on standard error as it is met."""

    def __init__(self) -> None:
        self.code = 0
        self._foreign: dict[str, str] = {}
        self._met = 0

    def wrong(self, problem: str, code: int = 1) -> None:
        """Something is to be said; the exit code is the highest of all."""
        complain(problem)
        self.code = max(self.code, code)

    def met(self) -> None:
        """A file holds recordings."""
        self._met += 1

    def is_left_out(self, asked: Asked, path: str, problem: str, *, foreign: bool) -> bool:
        """A file cannot be read. One that is sound and just no recording is left out, and named if the user did."""
        if foreign and not asked.is_file:
            # `calls recorded by nock: recview does not read it yet`; what nobody knows has just its ending.
            kind, colon, _ = problem.partition(": recview ")
            self._foreign[path] = kind if colon else ""
        else:
            self._met += 1
            self.wrong(f"{asked.path(path)}: {problem}")
        return foreign

    def partly_read(self, asked: Asked, path: str, problems: Mapping[str, Sequence[int]]) -> None:
        """Some exchanges of a file, given by their numbers, cannot be read to their end, or their answers cannot."""
        for problem, numbers in problems.items():
            more = f" (and {len(numbers) - 1:,} more of its exchanges)" if len(numbers) > 1 else ""
            number = f" #{numbers[0] + 1}" if numbers[0] else ""
            self.wrong(f"{asked.path(path)}{number}: {problem}{more}")

    def ended(self, asked: Asked) -> None:
        """A place was gone through: if no recording was there, say what was."""
        if not self._met:
            kinds = count_kinds(asked.place, self._foreign)
            besides = f", just {plural(kinds.total(), 'file')} of another kind: {listed_kinds(kinds)}" if kinds else ""
            self.wrong(f"{asked.name}: no recording{besides}")
        self._met, self._foreign = 0, {}


def asked(paths: Iterable[str], outcome: Outcome) -> Iterator[Asked]:
    """The places that are named; one that is not there is wrong usage. Without any, where recordings are found."""
    paths = list(paths)
    for path in paths:
        try:
            place = root_of(path)
        except (FileNotFoundError, ValueError):
            outcome.wrong(f"no such file or folder: {path}", code=2)
            continue
        yield Asked(place, path, is_file=place.tops != ("",))
    if not paths:
        yield from found(outcome)


def is_there(name: str) -> bool:
    """Whether there is a file or folder of that name."""
    try:
        return os.path.lexists(name)
    except ValueError:
        return False


def found(outcome: Outcome) -> Iterator[Asked]:
    """The folders below the current one that are named like a recorder's, else the current one if it holds files."""
    tops = discover(Path(), seconds=math.inf)
    if tops or holds_recordings("."):
        yield Asked(Root(Path(), tops or ("",)), "this folder")
    else:
        outcome.wrong(
            "no recordings below this folder: no folder named recordings or cassettes was found.\n"
            "Name a path: recview ls path/to/recordings, or recview show NAME --in path/to/recordings"
        )
