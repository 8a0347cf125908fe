"""Packed bytes → bytes. Bounded, so that a bomb eats no memory; total.

gzip, zlib and zstd begin with a magic. Raw deflate and brotli have none: who has a header, or another reason to take
bytes for one of these, names it. brotli and zstd come with the extra `recview[packed]` (from 3.14 on Python has zstd
itself), and are imported at the first bytes that need them.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from importlib import import_module
from typing import Any, Literal, TypeAlias

from recview.value import Value

SIZE_LIMIT = 80_000_000
"""Bytes. A larger file is not parsed, and nothing is unpacked to more: its size and its raw bytes are shown."""

Packing: TypeAlias = Literal["gzip", "deflate", "raw deflate", "zstd", "brotli"]
"""`deflate` is what HTTP means by it, zlib; some servers send it without zlib's header."""

MISSING = "to read it: pip install 'recview[packed]'"
"""The problem of what needs a package that is not installed."""

_GZIP = b"\x1f\x8b\x08"
_ZSTD = b"\x28\xb5\x2f\xfd"
_STEP = 65_536
_SMALL_STEP = 256
"""Packed bytes at a time where a few may stand for very many, or where an error costs all that a step gave."""
_MEMBERS = 1_000
"""gzip and zstd may hold several members, one after the other; no more of them than this are read."""
_ANY_HEADER, _NO_HEADER = 47, -15
"""zlib's way to say: gzip or zlib, by the magic; and neither."""


class Unpacked(Value):
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


def packing_of(data: bytes) -> Packing | None:
    """What bytes are packed with, by their magic; zlib's is two bytes that text may begin with as well."""
    if data.startswith(_GZIP):
        return "gzip"
    if data.startswith(_ZSTD):
        return "zstd"
    is_zlib = len(data) > 5 and data[0] & 0x8F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
    return "deflate" if is_zlib else None


def unpacked(data: bytes, room: int = SIZE_LIMIT) -> Unpacked | None:
    """What is in bytes that are packed by their magic; None if they are not. Never raises.

    Args:
        data: The packed bytes.
        room: Bytes that the result may have at most.
    """
    packing = packing_of(data)
    if packing is None:
        return None
    whole = unpack(data, packing, room)
    if packing == "deflate" and not (whole.data and (not whole.problem or len(whole.data) >= room)):
        # Only what holds to its end is taken for packed.
        return None
    return whole


def unpack(data: bytes, packing: Packing, room: int = SIZE_LIMIT) -> Unpacked:
    """What is in bytes that are packed so. Never raises."""
    return _UNPACKERS[packing](data, room)


def readable(data: bytes) -> bytes:
    """A file's bytes as a reader wants to see them: unpacked if it is gzip."""
    return (unpack(data, "gzip").data or data) if is_gzip(data) else data


def _inflate(data: bytes, room: int, header: int = _ANY_HEADER) -> Unpacked:
    pieces: list[bytes] = []
    left, at, members = room, 0, 1
    unpacker = zlib.decompressobj(header)
    try:
        while at < len(data) or unpacker.unconsumed_tail:
            fed = unpacker.unconsumed_tail
            if not fed:
                fed, at = data[at : at + _STEP], at + _STEP
            piece = unpacker.decompress(fed, left + 1)
            pieces.append(piece)
            left -= len(piece)
            if left < 0:
                return _too_much(pieces, room)
            if unpacker.eof:
                at = min(at, len(data)) - len(unpacker.unused_data)
                if not data.startswith(_GZIP, at):
                    break
                if members == _MEMBERS:
                    return _too_many(pieces, "gzip members")
                members, unpacker = members + 1, zlib.decompressobj(header)
    except zlib.error as error:
        return _damaged(pieces, f"{error}".rpartition(": ")[2])
    return Unpacked(b"".join(pieces)) if unpacker.eof else _cut(pieces)


def _inflate_raw(data: bytes, room: int) -> Unpacked:
    return _inflate(data, room, _NO_HEADER)


def _unpack_zstd(data: bytes, room: int) -> Unpacked:
    new = zstd_maker()
    if new is None:
        return Unpacked(b"", MISSING)
    pieces: list[bytes] = []
    left, at, members = room, 0, 1
    try:
        unpacker = new()
        while at < len(data):
            piece = unpacker.decompress(data[at : at + _SMALL_STEP])
            at = min(at + _SMALL_STEP, len(data))
            pieces.append(piece)
            left -= len(piece)
            if left < 0:
                return _too_much(pieces, room)
            if unpacker.eof:
                at -= len(unpacker.unused_data)
                if not data.startswith(_ZSTD, at):
                    break
                if members == _MEMBERS:
                    return _too_many(pieces, "zstd frames")
                members, unpacker = members + 1, new()
    except Exception as error:  # each of the two modules has a class of its own
        return _damaged(pieces, f"{error}")
    return Unpacked(b"".join(pieces)) if unpacker.eof else _cut(pieces)


def zstd_maker() -> Callable[[], Any] | None:
    """What makes an unpacker of one frame: Python's own, else that of the package; None if there is neither."""
    try:
        own: Any = import_module("compression.zstd")
    except ImportError:
        try:
            package: Any = import_module("zstandard")
        except ImportError:
            return None
        return lambda: package.ZstdDecompressor().decompressobj()
    return lambda: own.ZstdDecompressor()


def _unpack_brotli(data: bytes, room: int) -> Unpacked:
    try:
        brotli: Any = import_module("brotli")
    except ImportError:
        return Unpacked(b"", MISSING)
    unpacker = brotli.Decompressor()
    if not hasattr(unpacker, "can_accept_more_data"):
        # Before 1.2 its output cannot be bounded.
        return Unpacked(b"", MISSING)
    pieces: list[bytes] = []
    left, at = room, 0
    try:
        while not unpacker.is_finished():
            fed = b""
            if unpacker.can_accept_more_data():
                fed, at = data[at : at + _SMALL_STEP], at + _SMALL_STEP
            piece = unpacker.process(fed, output_buffer_limit=_STEP)
            if not fed and not piece:
                return _cut(pieces)
            pieces.append(piece)
            left -= len(piece)
            if left < 0:
                return _too_much(pieces, room)
    except brotli.error:
        return _damaged(pieces, "it is no brotli, or damaged")
    return Unpacked(b"".join(pieces))


_UNPACKERS: dict[Packing, Callable[[bytes, int], Unpacked]] = {
    "gzip": _inflate,
    "deflate": _inflate,
    "raw deflate": _inflate_raw,
    "zstd": _unpack_zstd,
    "brotli": _unpack_brotli,
}


def _too_much(pieces: list[bytes], room: int) -> Unpacked:
    return Unpacked(b"".join(pieces)[:room], f"it unpacks to more than {room:,} bytes")


def _too_many(pieces: list[bytes], what: str) -> Unpacked:
    return Unpacked(b"".join(pieces), f"it holds more than {_MEMBERS:,} {what}")


def _damaged(pieces: list[bytes], why: str) -> Unpacked:
    return Unpacked(b"".join(pieces), f"it cannot be unpacked: {why}")


def _cut(pieces: list[bytes]) -> Unpacked:
    return Unpacked(b"".join(pieces), "the packed bytes end early", cut=True)
