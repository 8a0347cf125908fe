"""Packed bytes → bytes. Told by their magic, never by a name or a header; bounded, so that a bomb eats no memory."""

from __future__ import annotations

import zlib
from typing import NamedTuple

SIZE_LIMIT = 80_000_000
"""Bytes. A larger file is not parsed, and nothing is unpacked to more: its size and its raw bytes are shown."""

_GZIP = b"\x1f\x8b\x08"
_ZSTD = b"\x28\xb5\x2f\xfd"
_STEP = 65_536
_MEMBERS = 1_000
"""gzip may hold several members, one after the other; no more of them than this are read."""
_ANY_HEADER = 47
"""zlib's way to say: gzip or zlib, by the magic."""


class Unpacked(NamedTuple):
    """What was in packed bytes, as far as it could be read.

    Attributes:
        problem: Why not all of it could be, as a clause for the screen.
        cut: True if the packed bytes end early.
    """

    data: bytes
    problem: str = ""
    cut: bool = False


def is_gzip(data: bytes) -> bool:
    """Whether bytes begin as gzip does."""
    return data.startswith(_GZIP)


def unpacked(data: bytes, room: int = SIZE_LIMIT) -> Unpacked | None:
    """What is in bytes that are gzip or zlib ("deflate" in HTTP); None if they are neither. Never raises.

    Args:
        data: The packed bytes.
        room: Bytes that the result may have at most.
    """
    if data.startswith(_GZIP):
        return _inflated(data, room)
    if data[:1] == b"\x78" and len(data) > 5 and int.from_bytes(data[:2], "big") % 31 == 0:
        # Two bytes that text may begin with as well: only what holds to its end is taken for packed.
        found = _inflated(data, room)
        return found if found.data and (not found.problem or len(found.data) >= room) else None
    return None


def readable(data: bytes) -> bytes:
    """A file's bytes as a reader wants to see them: unpacked if it is gzip."""
    found = _inflated(data, SIZE_LIMIT) if is_gzip(data) else None
    return found.data if found and found.data else data


def packed_otherwise(data: bytes, encoding: str) -> str:
    """The name of a packing that the standard library cannot undo; brotli has no magic, so its header has to tell."""
    if data.startswith(_ZSTD):
        return "zstd"
    return "brotli" if encoding.strip().lower() == "br" else ""


def _inflated(data: bytes, room: int) -> Unpacked:
    pieces: list[bytes] = []
    left, at, members = room, 0, 1
    unpacker = zlib.decompressobj(_ANY_HEADER)
    try:
        while at < len(data) or unpacker.unconsumed_tail:
            fed = unpacker.unconsumed_tail
            if not fed:
                fed, at = data[at : at + _STEP], at + _STEP
            piece = unpacker.decompress(fed, left + 1)
            pieces.append(piece)
            left -= len(piece)
            if left < 0:
                return Unpacked(b"".join(pieces)[:room], f"it unpacks to more than {room:,} bytes")
            if unpacker.eof:
                at = min(at, len(data)) - len(unpacker.unused_data)
                if not data.startswith(_GZIP, at):
                    break
                if members == _MEMBERS:
                    return Unpacked(b"".join(pieces), f"it holds more than {_MEMBERS:,} gzip members")
                members, unpacker = members + 1, zlib.decompressobj(_ANY_HEADER)
    except zlib.error as error:
        return Unpacked(b"".join(pieces), f"it cannot be unpacked: {f'{error}'.rpartition(': ')[2]}")
    if not unpacker.eof:
        return Unpacked(b"".join(pieces), "the packed bytes end early", cut=True)
    return Unpacked(b"".join(pieces))
