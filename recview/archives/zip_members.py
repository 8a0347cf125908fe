"""The members of a zip archive, from the list at its end.

Source: PKWARE's APPNOTE 6.3.10, 4.3 (records), 4.4 (fields), 4.5.3 (Zip64).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from recview.archives.member import ENCRYPTED, LINK, ArchiveProblem, Member, Members
from recview.archives.tar_members import ReadAt
from recview.named_tuple import NamedTuple

_END, _END_64, _LOCATOR_64, _ENTRY, _LOCAL = b"PK\5\6", b"PK\6\6", b"PK\6\7", b"PK\1\2", b"PK\3\4"
_END_BYTES, _LOCATOR_BYTES, _ENTRY_BYTES, _LOCAL_BYTES = 22, 20, 46, 30
_FIELDS = struct.Struct("<4xxB2x2H4x3L3H4x2L")
"""Of an entry: the system that made it, flags, method, checksum, packed size, size, the lengths of name, of extra field
and of comment, attributes, offset."""

_MAX_COMMENT_BYTES = 65_535
_MAX_LIST_BYTES = 100_000_000
_NOT_STORED = 0xFFFFFFFF
"""A field of 32 bits whose value is in the Zip64 field."""

_STORED, _DEFLATED = 0, 8
_METHODS = {9: "deflate64", 12: "bzip2", 14: "lzma", 93: "zstd", 95: "xz", 99: "AES"}
_STEP = 65_536

NOT_ZIP = "not a zip archive, or damaged at its end"
DAMAGED = "damaged: it is not what its archive declares"


class _List(NamedTuple):
    offset: int
    size: int
    prepended: int


def zip_members(read: ReadAt, size: int) -> Members:
    """The members of a zip archive.

    Args:
        read: Reads its bytes.
        size: How many it has.

    Raises:
        ArchiveProblem: If it is no zip archive, or is too large.
    """
    where = _list(read, size)
    if where.size > _MAX_LIST_BYTES:
        raise ArchiveProblem("an archive whose list of members is too long, so it is not read")
    members = Members()
    for name, member in _entries(read(where.offset, where.size)):
        members.count(member.size)
        if not name.endswith("/"):
            members.add(name, member._replace(offset=member.offset + where.prepended))
    return members


def _list(read: ReadAt, size: int) -> _List:
    """Where the list of members stands."""
    tail = read(max(0, size - _END_BYTES - _MAX_COMMENT_BYTES), _END_BYTES + _MAX_COMMENT_BYTES)
    at = _end_record(tail)
    disk, list_disk, _, _, length, offset, _ = struct.unpack_from("<4H2LH", tail, at + 4)
    end = size - len(tail) + at
    if at >= _LOCATOR_BYTES and tail.startswith(_LOCATOR_64, at - _LOCATOR_BYTES):
        disk, list_disk, length, offset, end = _list_64(read, tail, at, end)
    if disk or list_disk:
        raise ArchiveProblem("one part of an archive of several, so it is not read")
    # What stands before the archive, as the program of one that extracts itself, is not counted in offsets.
    prepended = end - length - offset
    if prepended < 0:
        raise ArchiveProblem(NOT_ZIP)
    return _List(offset + prepended, length, prepended)


def _end_record(tail: bytes) -> int:
    """Where the last record begins in the last bytes of an archive: a comment, which may look like it, comes behind."""
    at = len(tail)
    while (at := tail.rfind(_END, 0, at + 3)) >= 0:
        if tail[at + 20 : at + 22] == struct.pack("<H", max(0, len(tail) - at - _END_BYTES)):
            return at
    raise ArchiveProblem(NOT_ZIP)


def _list_64(read: ReadAt, tail: bytes, at: int, end: int) -> tuple[int, int, int, int, int]:
    """The same for an archive of over 4 GB or 65,535 members: its record stands right before the locator, or there."""
    _, stated, _ = struct.unpack_from("<LQL", tail, at - _LOCATOR_BYTES + 4)
    for offset in (stated, end - _LOCATOR_BYTES - 56):
        record = read(offset, 56) if 0 <= offset < end else b""
        if record.startswith(_END_64) and len(record) == 56:
            disk, list_disk, _, _, length, start = struct.unpack_from("<2L4Q", record, 16)
            return disk, list_disk, length, start, offset
    raise ArchiveProblem(NOT_ZIP)


def _entries(data: bytes) -> Iterator[tuple[str, Member]]:
    at = 0
    while len(data) - at >= _ENTRY_BYTES:
        if not data.startswith(_ENTRY, at):
            raise ArchiveProblem(NOT_ZIP)
        system, flags, method, checksum, packed, size, *lengths, attributes, offset = _FIELDS.unpack_from(data, at)
        start = at + _ENTRY_BYTES
        name_end = start + lengths[0]
        extra = data[name_end : name_end + lengths[1]]
        at = name_end + lengths[1] + lengths[2]
        size, packed, offset = _wide(size, packed, offset, extra)
        name = _text(data[start:name_end], is_utf8=bool(flags & 0x800))
        problem = _problem(flags, method, attributes >> 16 if system == 3 else 0)
        yield name, Member("", size, offset, packed, method, checksum, problem)


def _problem(flags: int, method: int, mode: int) -> str:
    if flags & 0x2041 or method == 99:
        return ENCRYPTED
    if mode & 0o170000 == 0o120000:
        return LINK
    if method not in (_STORED, _DEFLATED):
        return f"packed in a way that recview does not read: {_METHODS.get(method, f'method {method}')}"
    return ""


def _wide(size: int, packed: int, offset: int, extra: bytes) -> tuple[int, int, int]:
    """The sizes and the offset, those that need more than 32 bits from the Zip64 field."""
    values = [size, packed, offset]
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        at += 4
        if kind == 1:
            numbers = iter(struct.unpack_from(f"<{min(length, len(extra) - at) // 8}Q", extra, at))
            values = [next(numbers, value) if value == _NOT_STORED else value for value in values]
        at += length
    return values[0], values[1], values[2]


def _text(name: bytes, *, is_utf8: bool) -> str:
    if is_utf8:
        return name.decode("utf-8", "surrogateescape")
    try:
        return name.decode()
    except UnicodeDecodeError:
        return name.decode("cp437")


def read_zip_member(read: ReadAt, member: Member, offset: int, limit: int) -> bytes:
    """Bytes of a member, unpacked.

    Args:
        read: Reads the bytes of the archive.
        member: What to read.
        offset: The first byte.
        limit: How many bytes at most.

    Raises:
        ArchiveProblem: If it is damaged, or larger than it is declared to be.
    """
    header = read(member.offset, _LOCAL_BYTES)
    if len(header) < _LOCAL_BYTES or not header.startswith(_LOCAL):
        raise ArchiveProblem(DAMAGED)
    start = member.offset + _LOCAL_BYTES + sum(struct.unpack_from("<2H", header, 26))
    if member.method == _STORED:
        if member.size != member.packed_size:
            raise ArchiveProblem(DAMAGED)
        data = read(start + offset, min(limit, max(0, member.size - offset)))
    else:
        data = _inflated(read, member, start, min(offset + limit, member.size + (not offset)))[offset:]
    if not offset and limit > member.size and (len(data) != member.size or zlib.crc32(data) != member.checksum):
        raise ArchiveProblem(DAMAGED)
    return data


def _inflated(read: ReadAt, member: Member, start: int, limit: int) -> bytes:
    """The first bytes of a member that is packed with deflate."""
    unpacker = zlib.decompressobj(-15)
    data = bytearray()
    at, end = start, start + member.packed_size
    try:
        while len(data) < limit and not unpacker.eof:
            fed = unpacker.unconsumed_tail
            if not fed:
                fed = read(at, min(_STEP, end - at))
                at += len(fed)
            if not fed:
                break
            data += unpacker.decompress(fed, limit - len(data))
    except zlib.error:
        raise ArchiveProblem(DAMAGED) from None
    return bytes(data)
