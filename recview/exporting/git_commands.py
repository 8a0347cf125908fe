"""The commands of git that take changes of recordings back: printed for the user, never run."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence

from recview.exporting.terminal_text import is_typable
from recview.named_tuple import NamedTuple
from recview.verdicts.listed_changes import ListedChange

_MOST_PATHS = 100
"""Paths of one command: many more are too long for some systems."""

_PATTERNS = frozenset("*?[\\")
"""What makes git read a path as a pattern; so does a colon at its beginning."""


class GitNames(NamedTuple):
    """How git is told of the two sides of a comparison.

    Attributes:
        revision: The revision before.
        inner: The folder below the repository's top that the paths of the first side are below: empty, or `tests/`.
        here: The folder below the top that the user is in, in the same form.
        staged: Whether the second side is what is staged.
    """

    revision: str
    inner: str = ""
    here: str = ""
    staged: bool = False


def git_commands(changes: Iterable[ListedChange], names: GitNames) -> list[str]:
    """The commands that take changes back: files as they were before, and without those that are new.

    Args:
        changes: What is taken back.
        names: How the two sides are named.
    """
    restored: list[str] = []
    removed: list[str] = []
    untypable = 0
    for change in changes:
        before = None if change.before is None else _from_here(names.inner + change.before, names.here)
        after = None if change.after is None else _from_here(change.after, names.here)
        if any("\n" in path or not is_typable(path) for path in (before, after) if path is not None):
            untypable += 1
            continue
        restored += [] if before is None else [before]
        removed += [] if after is None or after == before else [after]
    where = " --staged" if names.staged else ""
    source = f"--source={names.revision}"
    lines = [
        *_commands(f"restore{where} {shlex.quote(source)}", restored),
        *_commands(f"rm{' --cached' if names.staged else ''}", removed),
    ]
    if untypable:
        lines.append(f"# {untypable:,} more, whose names cannot be typed")
    return lines


def _from_here(path: str, here: str) -> str:
    """A path below the top as it is named from a folder below it."""
    up = 0
    while not path.startswith(here):
        here = here.rstrip("/").rpartition("/")[0]
        here = f"{here}/" if here else ""
        up += 1
    return "../" * up + path[len(here) :]


def _commands(command: str, paths: Sequence[str]) -> list[str]:
    return [_command(command, paths[start : start + _MOST_PATHS]) for start in range(0, len(paths), _MOST_PATHS)]


def _command(command: str, paths: Sequence[str]) -> str:
    is_literal = any(path[:1] == ":" or not _PATTERNS.isdisjoint(path) for path in paths)
    words = [shlex.quote(path) for path in paths]
    separator = " " if len(words) == 1 else " \\\n    "
    return f"git{' --literal-pathspecs' if is_literal else ''} {command} --{separator}{separator.join(words)}"
