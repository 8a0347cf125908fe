"""Opening and writing one cache file, whatever the disk does."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from contextlib import suppress

from recview.cache.container import (
    PREFIX_BYTES,
    Head,
    NewPart,
    Part,
    head_bytes,
    head_length,
    parse_head,
)
from recview.digests import content_digest, digest_of_all
from recview.private_folder import is_own, is_private

_CHECKED_BYTES = 1_000_000
"""Bytes of a part that are in memory while it is checked."""


class CacheFile:
    """An open cache file. It stays as it was opened, also when another recview puts another one in its place.

    Attributes:
        head: What it says of itself.
    """

    def __init__(self, handle: int, head: Head) -> None:
        self.head = head
        self._handle = handle

    def part(self, name: str) -> bytes | None:
        """A whole part; None if there is none, or its bytes are not those that were written."""
        part = self.head.parts.get(name)
        if part is None:
            return None
        data = self.piece(part, 0, part.length)
        return data if data is not None and content_digest(data).hex() == part.digest else None

    def is_sound(self, part: Part) -> bool:
        """Whether the bytes of a part are those that were written."""
        starts = range(0, part.length, _CHECKED_BYTES)
        pieces = (self.piece(part, start, min(_CHECKED_BYTES, part.length - start)) or b"" for start in starts)
        return digest_of_all(pieces).hex() == part.digest

    def piece(self, part: Part, start: int, length: int) -> bytes | None:
        """Some bytes of a part; None if they are not all there."""
        if start < 0 or length < 0 or start + length > part.length:
            return None
        try:
            return _read(self._handle, part.offset + start, length)
        except (OSError, MemoryError):
            return None

    def close(self) -> None:
        """Do not read any more."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __del__(self) -> None:
        self.close()


def open_cache_file(path: str, *, is_use: bool = True) -> CacheFile | None:
    """A cache file of the user's own; None if there is none, or anything about it is odd. Never raises.

    Args:
        path: Where it is.
        is_use: Whether it counts as used: those that were not used for longest go first.
    """
    if not is_own(os.path.dirname(path)):
        return None
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError):
        return None
    head = None
    try:
        status = os.fstat(handle)
        if stat.S_ISREG(status.st_mode) and is_private(status):
            prefix = _read(handle, 0, PREFIX_BYTES) or b""
            head = parse_head(prefix, _read(handle, PREFIX_BYTES, head_length(prefix)) or b"", status.st_size)
            if head and is_use:
                with suppress(OSError):
                    os.utime(handle)
    except OSError:
        head = None
    if head is None:
        os.close(handle)
        return None
    return CacheFile(handle, head)


def _read(handle: int, offset: int, length: int) -> bytes | None:
    """Bytes of a file; None if there are not so many."""
    data = os.pread(handle, length, offset)
    if len(data) == length:
        return data
    pieces = [data]
    while data and sum(map(len, pieces)) < length:
        # A large read may come in several.
        done = sum(map(len, pieces))
        data = os.pread(handle, length - done, offset + done)
        pieces.append(data)
    return b"".join(pieces) if data else None


def write_cache_file(path: str, reader: str, root: tuple[str, ...], written_ns: int, parts: Sequence[NewPart]) -> bool:
    """Write a new cache file and put it in the place of the old one, which stays if that fails. Never raises.

    Args:
        path: Where it is to be; its folder is there and is the user's.
        reader: The version of the reader.
        root: What was read.
        written_ns: The time, in nanoseconds since the epoch.
        parts: What it is to hold.

    Returns:
        Whether it was written.
    """
    folder, name = os.path.split(path)
    temporary = os.path.join(folder, f".{name}.{os.urandom(6).hex()}.tmp")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except (OSError, ValueError):
        return False
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(head_bytes(reader, root, written_ns, parts))
            for part in parts:
                for piece in part.pieces:
                    file.write(piece)
        # Not fsynced: after a loss of power its digests tell that it is not whole.
        os.replace(temporary, path)
    except BaseException as error:
        with suppress(OSError):
            os.unlink(temporary)
        if isinstance(error, Exception):
            return False
        raise
    return True
