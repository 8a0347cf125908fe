"""The members of a tar archive, from its headers alone: ustar, with the long names of GNU and of POSIX (pax).

Source: POSIX.1-2024, pax, "ustar Interchange Format" and "pax Extended Header"; GNU tar's manual, "Basic Tar Format".
Each member is a header of 512 bytes and its content, filled up to a multiple of 512 bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from recview.archives.member import LINK, ArchiveProblem, Member, Members
from recview.named_tuple import NamedTuple

BLOCK = 512
MAX_EXTENDED_BYTES = 1_000_000
"""Bytes of a long name, or of an extended header."""

ReadAt: TypeAlias = Callable[[int, int], bytes]
"""Reads bytes of an archive: from an offset, so many, or as many as there are."""

_FILES, _LINKS, _FOLDER = b"0\0007", b"12", b"5"
_LONG_NAME, _LONG_LINK, _EXTENDED, _GLOBAL, _SPARSE = b"L", b"K", b"x", b"g", b"S"

NOT_TAR = "not a tar archive, or damaged at its start"
CUT = "the archive ends early"


class _Header(NamedTuple):
    name: str
    size: int
    kind: bytes


def tar_members(read: ReadAt, size: int) -> tuple[Members, str]:
    """The members of a tar archive, and why they may not be all; empty if they are.

    Args:
        read: Reads its bytes.
        size: How many it has.

    Raises:
        ArchiveProblem: If it is no tar archive, or is too large.
    """
    members = Members()
    extended: dict[str, str] = {}
    offset, problem = 0, ""
    while offset < size:
        header = _header(read(offset, BLOCK))
        if header is None:
            problem = _problem_at(read, offset, size)
            break
        name, length = extended.get("path", header.name), _length(extended, header)
        start = offset + BLOCK
        offset = start + -(-length // BLOCK) * BLOCK
        if header.kind in (_LONG_NAME, _EXTENDED):
            extended |= _extended(header, read, start)
            continue
        if header.kind not in (_LONG_LINK, _GLOBAL):
            members.count(length)
            _add(members, name, header.kind, Member("", length, start, length), extended, size)
            extended = {}
    if not (members or problem or size >= BLOCK):
        raise ArchiveProblem(NOT_TAR)
    return members, problem


def _problem_at(read: ReadAt, offset: int, size: int) -> str:
    """Why no header stands where one should; empty at the end, which are blocks of zeros.

    Raises:
        ArchiveProblem: If it is the first.
    """
    block = read(offset, BLOCK)
    if len(block) == BLOCK and not any(block):
        return ""
    if not offset:
        raise ArchiveProblem(NOT_TAR)
    return CUT if size - offset < BLOCK else f"the archive is damaged at byte {offset:,}"


def _add(members: Members, name: str, kind: bytes, member: Member, extended: dict[str, str], size: int) -> None:
    if kind == _FOLDER or (kind in _FILES and name.endswith("/")):
        return
    problem = ""
    if kind in _LINKS:
        problem = LINK
    elif kind == _SPARSE or any(key.startswith("GNU.sparse") for key in extended):
        problem = "a file with holes in an archive, which is not read"
    elif kind not in _FILES:
        problem = "no file but something else in an archive, so it is not read"
    elif member.offset + member.size > size:
        problem = CUT
    members.add(name, member._replace(problem=problem))


def _header(block: bytes) -> _Header | None:
    """A header; None if it is none."""
    checksum = _number(block[148:156])
    unsigned = sum(block[:148]) + 8 * 32 + sum(block[156:])
    # Old programs added the bytes up as signed ones.
    signed = unsigned - 256 * sum(byte > 127 for byte in block[:148] + block[156:])
    if len(block) < BLOCK or checksum not in (unsigned, signed):
        return None
    size = _number(block[124:136])
    if size is None or size < 0:
        return None
    name, prefix = _text(block[:100]), _text(block[345:500])
    is_posix = block[257:263] == b"ustar\0"
    return _Header(f"{prefix}/{name}" if prefix and is_posix else name, size, block[156:157])


def _number(field: bytes) -> int | None:
    """A number in octal digits, or in GNU's binary if its first bit is set; None if it is neither."""
    if field[:1] in (b"\x80", b"\xff"):
        value = int.from_bytes(field[1:], "big")
        return value if field[:1] == b"\x80" else -1
    digits = field.partition(b"\0")[0].strip()
    return int(digits or b"0", 8) if re.fullmatch(rb"[0-7]*", digits) else None


def _text(field: bytes) -> str:
    return field.partition(b"\0")[0].decode("utf-8", "surrogateescape")


def _length(extended: dict[str, str], header: _Header) -> int:
    size = extended.get("size", "")
    is_content = header.kind not in (_LONG_NAME, _LONG_LINK, _EXTENDED, _GLOBAL)
    return int(size) if is_content and re.fullmatch("[0-9]{1,18}", size) else header.size


def _extended(header: _Header, read: ReadAt, start: int) -> dict[str, str]:
    """What an extended header says of the member behind it.

    Raises:
        ArchiveProblem: If it is too long.
    """
    if header.size > MAX_EXTENDED_BYTES:
        raise ArchiveProblem(f"an archive with a header of over {MAX_EXTENDED_BYTES:,} bytes, so it is not read")
    data = read(start, header.size)
    return {"path": _text(data)} if header.kind == _LONG_NAME else dict(_records(data))


def _records(data: bytes) -> Iterator[tuple[str, str]]:
    """The keys and values of an extended header: `LENGTH KEY=VALUE` and a line feed, the length that of all of it."""
    start = 0
    while match := re.compile(rb"([0-9]{1,7}) ([^=\n]+)=").match(data, start):
        end = start + int(match[1])
        if end <= match.end() or end > len(data):
            return
        key = match[2].decode("utf-8", "surrogateescape")
        yield key, data[match.end() : end - 1].decode("utf-8", "surrogateescape")
        start = end
