"""What a folder without recordings holds instead: its files, counted by their endings."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress

from recview.root import SKIPPED, Root
from recview.sources.mounted import mounted
from recview.sources.paths import is_within

MOST = 100_000
"""Files after which counting ends."""

NO_ENDING = "without an ending"


def count_kinds(root: Root, kinds: Mapping[str, str] | None = None) -> Counter[str]:
    """How many files of each ending a root holds (`.py`, `.yaml.gz`); never raises.

    Args:
        root: Where to look.
        kinds: What is known of files beyond their ending, by path.
    """
    counts: Counter[str] = Counter()
    for path in _files(root):
        kind = (kinds or {}).get(path, "")
        counts[f"{ending(path)} ({kind})" if kind else ending(path)] += 1
        if counts.total() >= MOST:
            break
    return counts


def ending(path: str) -> str:
    """A file's ending from its last dot on, before which `.gz` counts as none; a dot at its start makes no ending."""
    name = path.rpartition("/")[2]
    packed = ".gz" if name.endswith(".gz") else ""
    stem, dot, last = name.removesuffix(packed).rpartition(".")
    return f".{last}{packed}" if dot and stem and last else packed or NO_ENDING


def _files(root: Root) -> Iterator[str]:
    """The paths of all files, below the root; links to folders are not followed."""
    for top in root.tops:
        full = root.path(top)
        if contained := mounted(full):
            with suppress(FileNotFoundError):
                container, inside = contained
                yield from (file.path for file in container.files() if file.path and is_within(file.path, inside))
            continue
        if not os.path.isdir(full):
            yield top
        for folder, below, names in os.walk(full):
            below[:] = sorted(set(below) - SKIPPED)
            inside = os.path.relpath(folder, root.base)
            yield from (name if inside == "." else f"{inside}/{name}" for name in names)
