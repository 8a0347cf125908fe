"""When a file's content was written, and whether it may still change without a new stamp."""

from __future__ import annotations

from collections.abc import Iterable

from recview.indexed_file import IndexedFile
from recview.sources.files import UNSEEN, Bytes, Stamp

RACY_NS = 2_000_000_000
"""A file that changed so shortly before it was read may change once more and look the same: the clocks of some disks
tick every two seconds."""


def with_time(file: IndexedFile, content: Bytes, before: Stamp) -> IndexedFile:
    """The file with the time when its content was written, unless that was read before.

    A change of the mode is not a change of the content.

    Args:
        file: What was read.
        content: Its bytes.
        before: The stamp of what was read of it before.
    """
    modified, _, size, inode = content.stamp
    if before == UNSEEN:
        return IndexedFile(file.path, file.entries, file.readability, modified)
    if (modified, size, inode) == (before[0], before[2], before[3]):
        return file
    # A writer may add a final line feed in a second write: the content is the same.
    rest = content.data[before[2] :]
    continued = inode == before[3] and 0 < before[2] < size and not rest.strip()
    return file._replace(written=modified, continued=continued)


def is_racy(stamps: Iterable[Stamp], now_ns: int) -> bool:
    """Whether one of some files, read at a time in nanoseconds since the epoch, may change and keep its stamp."""
    since = now_ns - RACY_NS
    # A loop: this is asked of every file.
    for modified, changed, _, _ in stamps:  # noqa: SIM110
        if modified > since or changed > since:
            return True
    return False
