"""The bytes of a cache file: a head that says what is in it, then its parts, each behind a digest.

    magic, 16 bytes · length of the head, 8 bytes · digest of the head, 16 bytes · head (JSON) · parts

A file that was cut off, or written over by anything else, has no head that fits; a part whose bytes changed has another
digest. Neither proves who wrote it: code that reads a part still checks all that it holds.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

import orjson

from recview.digests import DIGEST_BYTES, content_digest
from recview.named_tuple import NamedTuple

MAGIC = b"recview index 1\n"
PREFIX_BYTES = len(MAGIC) + 8 + DIGEST_BYTES
MAX_HEAD_BYTES = 1_000_000


class Part(NamedTuple):
    """A part of a cache file.

    Attributes:
        name: What it holds.
        offset: Of its first byte in the file.
        length: In bytes.
        digest: Of its bytes, as hexadecimal digits.
    """

    name: str
    offset: int
    length: int
    digest: str


class Head(NamedTuple):
    """What a cache file says of itself.

    Attributes:
        reader: The version of the reader that made it.
        root: What was read: the base as it was named, its real path, and the tops below it.
        written_ns: When, in nanoseconds since the epoch.
        parts: Its parts by name.
    """

    reader: str
    root: tuple[str, ...]
    written_ns: int
    parts: dict[str, Part]


class NewPart(NamedTuple):
    """A part to write.

    Attributes:
        name: What it holds.
        length: In bytes.
        pieces: Its bytes, in order.
        digest: Of its bytes, as hexadecimal digits.
    """

    name: str
    length: int
    pieces: Iterable[bytes]
    digest: str


def new_part(name: str, data: bytes) -> NewPart:
    """A part in one piece."""
    return NewPart(name, len(data), (data,), content_digest(data).hex())


def head_bytes(reader: str, root: tuple[str, ...], written_ns: int, parts: Iterable[NewPart]) -> bytes:
    """The start of a cache file, up to its first part."""
    listed = [[part.name, part.length, part.digest] for part in parts]
    head = orjson.dumps({"reader": reader, "root": [*map(_as_json, root)], "written_ns": written_ns, "parts": listed})
    return MAGIC + len(head).to_bytes(8, "little") + content_digest(head) + head


def head_length(prefix: bytes) -> int:
    """The length of the head, given the file's first `PREFIX_BYTES`; 0 if it is no cache file."""
    if len(prefix) < PREFIX_BYTES or not prefix.startswith(MAGIC):
        return 0
    length = int.from_bytes(prefix[len(MAGIC) : len(MAGIC) + 8], "little")
    return length if length <= MAX_HEAD_BYTES else 0


def parse_head(prefix: bytes, head: bytes, size: int) -> Head | None:
    """What a cache file says of itself; None if anything in it is odd. Never raises.

    Args:
        prefix: The file's first `PREFIX_BYTES`.
        head: What comes next, as long as `head_length` says.
        size: The size of the file, which is exactly filled by what the head lists.
    """
    if not head or head_length(prefix) != len(head) or content_digest(head) != prefix[-DIGEST_BYTES:]:
        return None
    try:
        match orjson.loads(head):
            case {"reader": str(reader), "root": [*root], "written_ns": int(written_ns), "parts": [*listed]}:
                parts = _parts(listed, PREFIX_BYTES + len(head))
                ends = [part.offset + part.length for part in parts] or [PREFIX_BYTES + len(head)]
                # A base, its real path, and at least one top.
                if ends[-1] == size and len(root) > 2:
                    names = tuple(map(_from_json, root))
                    return Head(reader, names, written_ns, {part.name: part for part in parts})
    except ValueError:
        # Not JSON, or a value of another kind.
        pass
    return None


def _parts(listed: list[object], offset: int) -> list[Part]:
    """The parts that a head lists, one behind the other.

    Raises:
        ValueError: If one of them is odd.
    """
    parts: list[Part] = []
    for item in listed:
        match item:
            case [str(name), int(length), str(digest_digits)] if type(length) is int and length >= 0:
                parts.append(Part(name, offset, length, digest_digits))
                offset += length
            case _:
                raise ValueError("not a part")
    return parts


def _as_json(path: str) -> str:
    """A path, whatever its bytes, as text that JSON can hold."""
    return os.fsencode(path).decode("latin-1")


def _from_json(text: object) -> str:
    """A path as `_as_json` wrote it.

    Raises:
        ValueError: If it is anything else.
    """
    if not isinstance(text, str):
        raise ValueError("not a path")
    return os.fsdecode(text.encode("latin-1"))
