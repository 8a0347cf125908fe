"""Recognising a file that moved: the one that is gone, under its name in another folder."""

from __future__ import annotations

from recview.indexed_file import GONE
from recview.library.file_columns import FileColumns
from recview.library.merging import Library
from recview.model import Entry, Source


def is_there(library: Library, source: Source) -> bool:
    """Whether a recording's file is on the disk, as far as is known."""
    entry = library.entry(source)
    return entry is not None and entry.stale != GONE


def find_renamed(entry: Entry, found: FileColumns, before: Library, after: Library) -> Source | None:
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
    name = _name(source.path)
    paths = (path for path in found.paths if _name(path) == name and path not in before.files)
    entries = (other for path in paths for other in after.files.get(path, ()))
    sign = (source.number, entry.test_id)
    return next((other.source for other in entries if (other.source.number, other.test_id) == sign), None)


def _name(path: str) -> str:
    return path.rpartition("/")[2]
