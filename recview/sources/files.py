"""Reading one file, whatever it turns out to be."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from errno import ELOOP
from operator import attrgetter
from typing import TypeAlias

from recview.current_file import is_skipped
from recview.decompressing import SIZE_LIMIT
from recview.formats import HEAD, is_promising, may_be_recording
from recview.reading.recording_view import RAW_WINDOW
from recview.root import Root
from recview.sources.mounted import mounted
from recview.value import Value


class NotRead(Exception):
    """A file could not be read; the message is a clause for the screen."""


class IsLink(NotRead):
    """A path leads to a link, which was not to be followed."""


Stamp: TypeAlias = tuple[int, int, int, int]
"""What tells that a file changed: mtime and ctime in ns (who may read it shows only there), size in bytes, inode."""

ENDED_READER = "not opened: reading it ended the reader"
"""Why a file is not read that ended the process that read it, again and again."""

UNSEEN: Stamp = (0, 0, 0, 0)
"""The stamp of what cannot be looked at."""


stamp: Callable[[os.stat_result], Stamp] = attrgetter("st_mtime_ns", "st_ctime_ns", "st_size", "st_ino")
"""The stamp of what was looked at."""


def stamp_on_disk(path: str) -> Stamp:
    """The stamp of a path."""
    if inside := mounted(path):
        container, member = inside
        return container.stamp(member)
    try:
        return stamp(os.stat(path))
    except OSError:
        return UNSEEN


def is_file(path: str) -> bool:
    """Whether a path is a file, on the disk or in what is mounted there."""
    if inside := mounted(path):
        return inside[1] != "" and stamp_on_disk(path) != UNSEEN
    return os.path.isfile(path)


def is_out_of_reach(path: str) -> bool:
    """Whether the folder of a path is there and lets nothing in it be looked at."""
    folder = os.path.dirname(path) or "."
    return not os.access(folder, os.R_OK | os.X_OK) and os.path.isdir(folder)


class Bytes(Value):
    """A file's content: all of it, or if `size` is over the limit just its first window."""

    data: bytes
    size: int
    stamp: Stamp

    @property
    def whole(self) -> bool:
        """Whether `data` is all of it."""
        return self.size <= SIZE_LIMIT


_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC


def read_bytes(path: str, offset: int = 0, limit: int | None = None, *, follow: bool = True) -> Bytes:
    """Read a regular file; a pipe or a device is refused before it can block.

    Args:
        path: Where it is.
        offset: Where to begin.
        limit: How many bytes to read at most; None for all.
        follow: Follow a link. That it is none is asked by opening it, which costs nothing.

    Raises:
        IsLink: If it is a link and not to be followed.
        NotRead: With the reason.
        FileNotFoundError: If it is gone.
    """
    if is_skipped(path):
        raise NotRead(ENDED_READER)
    if inside := mounted(path):
        container, member = inside
        return container.read(member, offset, limit)
    try:
        handle = os.open(path, _FLAGS if follow else _FLAGS | os.O_NOFOLLOW)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise (NotRead if follow or error.errno != ELOOP else IsLink)(clause(error)) from None
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise NotRead(f"not a file but {_type(status.st_mode)}, so it is not read")
        size = status.st_size
        wanted = limit if limit is not None else RAW_WINDOW if size > SIZE_LIMIT else size + 1
        if offset:
            os.lseek(handle, offset, os.SEEK_SET)
        return Bytes(_read_up_to(handle, wanted, min(wanted, size)), size, stamp(status))
    except OSError as error:
        raise NotRead(clause(error)) from None
    finally:
        os.close(handle)


def read_listed(root: Root, path: str, offset: int = 0, limit: int | None = None) -> Bytes:
    """Read a file by its path below the base; a link that leads out of the root counts as not there.

    Raises:
        NotRead: With the reason.
        FileNotFoundError: If it is gone.
    """
    if root.leads_out(path):
        raise FileNotFoundError(path)
    return read_bytes(root.path(path), offset, limit)


def whole_content(root: Root, path: str, *, by_any_link: bool = False) -> bytes | None:
    """The whole content of a file now; None if it cannot be read.

    Args:
        root: Where it is.
        path: Its path below the base.
        by_any_link: Do not ask whether a link leads out of the root, which costs more than reading: for who keeps the
            content only if it has the digest of one that was read inside.
    """
    try:
        content = read_bytes(root.path(path)) if by_any_link else read_listed(root, path)
    except (NotRead, OSError):
        return None
    return content.data if content.whole else None


def read_recording(path: str, name: str, *, whole: bool = False, follow: bool = True) -> tuple[Bytes, bool]:
    """A file, and whether it may be a recording; of one that cannot be, just its start, so that a scan stays fast.

    Args:
        path: Where it is.
        name: Its path below the root: its ending says what it may be.
        whole: Read all of it, whatever it is.
        follow: Follow a link.

    Raises:
        IsLink: If it is a link and not to be followed.
        NotRead: With the reason.
        FileNotFoundError: If it is gone.
    """
    if whole or is_promising(name):
        return read_bytes(path, follow=follow), True
    start = read_bytes(path, limit=HEAD, follow=follow)
    if not may_be_recording(start.data, name):
        return start, False
    return (start if start.size <= len(start.data) else read_bytes(path, follow=follow)), True


def _read_up_to(handle: int, wanted: int, expected: int) -> bytes:
    data = os.read(handle, wanted)
    if len(data) >= expected or not data:
        return data
    pieces = [data]
    count = len(data)
    while count < wanted and (more := os.read(handle, wanted - count)):
        pieces.append(more)
        count += len(more)
    return b"".join(pieces)


def clause(error: OSError) -> str:
    """An error of the system as a clause for the screen."""
    return f"cannot be read: {(error.strerror or str(error)).lower()}"


def _type(mode: int) -> str:
    kinds = {
        stat.S_IFIFO: "a pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFCHR: "a device",
        stat.S_IFDIR: "a folder",
    }
    return kinds.get(stat.S_IFMT(mode), "something else")
