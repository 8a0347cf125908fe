"""Recognising a file that moved: the one that is gone, under its name in another folder."""

from __future__ import annotations

from collections.abc import Sequence

from recview.indexed_file import GONE, IndexedFile
from recview.library.merging import Library
from recview.model import Entry, Source


def is_there(library: Library, source: Source) -> bool:
    """Whether a recording's file is on the disk, as far as is known."""
    entry = library.entry(source)
    return entry is not None and entry.stale != GONE


def find_renamed(entry: Entry, found: Sequence[IndexedFile], before: Library, after: Library) -> Source | None:
    """Where a recording is now whose file is gone, if a file of its name just appeared that holds its test.

    Args:
        entry: The recording.
        found: What was read just now.
        before: The library without it.
        after: The library with it.
    """
    source = entry.source
    if is_there(after, source):
        return None
    new = (file for file in found if file.path not in before.files and _name(file.path) == _name(source.path))
    entries = (other for file in new for other in file.entries)
    sign = (source.number, entry.test_id)
    return next((other.source for other in entries if (other.source.number, other.test_id) == sign), None)


def _name(path: str) -> str:
    return path.rpartition("/")[2]
