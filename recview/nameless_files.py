"""Temporary files without a name, which end with their process: what is in them needs no memory of its own."""

from __future__ import annotations

import os
from typing import IO


def nameless_file() -> IO[bytes]:
    """A new one.

    Raises:
        OSError: If none can be had.
    """
    from tempfile import TemporaryFile  # on use: it brings two dozen modules, and the list comes first

    return TemporaryFile(prefix="recview-", buffering=0)


def write_at(handle: int, data: bytes | bytearray, offset: int) -> None:
    """Write bytes at an offset of a file, all of them.

    Raises:
        OSError: If there is no room for them.
    """
    rest = memoryview(data)
    while rest:
        count = os.pwrite(handle, rest, offset)
        rest, offset = rest[count:], offset + count
