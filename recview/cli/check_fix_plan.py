"""`--fix-plan`: the commands of git that give recordings the names by which a replay finds them."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from recview.findings import NameVerdict


def fix_plan(names: Sequence[NameVerdict]) -> Iterator[str]:
    """Lines for a shell: each wrong name becomes the right one; what has none, or whose right name is taken, goes.

    Args:
        names: Whether each recording can be found, and its right name.
    """
    lines = list(_commands(names))
    renamed = sum(line.startswith("git mv") for line in lines)
    removed = sum(line.startswith("git rm") for line in lines)
    yield f"# {renamed:,} get the name by which a replay finds them; {removed:,} that no replay finds go"
    yield from lines


def _commands(names: Sequence[NameVerdict]) -> Iterator[str]:
    taken = {name.path for name in names}
    folders = {_folder(path) for path in taken}
    for name in (name for name in names if not name.reachable):
        if name.expected and name.expected not in taken:
            taken.add(name.expected)
            if (folder := _folder(name.expected)) not in folders:
                folders.add(folder)
                yield f"mkdir -p -- {shlex.quote(folder)}"
            yield f"git mv -- {shlex.quote(name.path)} {shlex.quote(name.expected)}"
        else:
            yield f"git rm -- {shlex.quote(name.path)}"


def _folder(path: str) -> str:
    return path.rpartition("/")[0] or "."
