"""An archive that is open: its members, and their bytes as they are asked for."""

from __future__ import annotations

import os
import tempfile
import zlib
from collections.abc import Callable, Generator, Iterator
from typing import Any

from recview.archives.member import MAX_BYTES, TOO_LARGE, ArchiveProblem, Member, Members
from recview.archives.tar_members import tar_members
from recview.archives.zip_members import read_zip_member, zip_members
from recview.decompressing import MISSING, zstd_maker

_STEP = 1 << 18
_SMALL_STEP = 256
"""Packed bytes at a time where a few may stand for very many, and the result cannot be bounded."""


class Archive:
    """An open archive. Safe for several threads.

    Attributes:
        members: Its files by their path; what is not read has its problem.
        problem: Why there may be more members, as a clause; empty if there are none.
    """

    # At the end of the program the module may be gone before the archive.
    _close_handle = staticmethod(os.close)

    def __init__(self, path: str) -> None:
        """Open it.

        Args:
            path: Where it is; its name says what kind of archive it is.

        Raises:
            ArchiveProblem: If it is none, or too large.
            OSError: If it cannot be read.
        """
        self._handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        self.problem = ""
        self._is_zip = path.lower().endswith(".zip")
        self.members: Members
        try:
            size = os.fstat(self._handle).st_size
            if self._is_zip:
                self.members = zip_members(self._read_at, size)
            else:
                self._unpack(path.lower(), size)
                self.members, problem = tar_members(self._read_at, os.fstat(self._handle).st_size)
                self.problem = self.problem or problem
        except BaseException:
            self.close()
            raise

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Close it: nothing can be read from it any more."""
        handle, self._handle = self._handle, -1
        if handle >= 0:
            self._close_handle(handle)

    def read(self, member: Member, offset: int = 0, limit: int | None = None) -> bytes:
        """Bytes of a member.

        Args:
            member: Which one.
            offset: The first byte.
            limit: How many bytes at most; None for all.

        Raises:
            ArchiveProblem: If it is not read, or is damaged.
            OSError: If the archive cannot be read.
        """
        if member.problem:
            raise ArchiveProblem(member.problem)
        limit = member.size + 1 if limit is None else limit
        if self._is_zip:
            return read_zip_member(self._read_at, member, offset, limit)
        return self._read_at(member.offset + offset, max(0, min(limit, member.size - offset)))

    def _read_at(self, offset: int, count: int) -> bytes:
        pieces: list[bytes] = []
        while count > 0 and (piece := os.pread(self._handle, count, offset)):
            pieces.append(piece)
            offset += len(piece)
            count -= len(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def _unpack(self, path: str, size: int) -> None:
        """Go on with what a packed tar archive holds, in a file without a name."""
        if path.endswith(".tar"):
            return
        packed = (self._read_at(offset, _STEP) for offset in range(0, size, _STEP))
        with tempfile.TemporaryFile() as file:
            try:
                for piece in _unpacked(packed, _zstd_maker() if path.endswith(".zst") else _new_gzip):
                    if file.tell() + len(piece) > MAX_BYTES:
                        raise ArchiveProblem(TOO_LARGE)
                    file.write(piece)
            except _CutShort as problem:
                self.problem = str(problem)
            file.flush()
            os.dup2(file.fileno(), self._handle, inheritable=False)


class _CutShort(ArchiveProblem):
    """What is packed cannot be unpacked to its end; what comes before is right."""


_Gzip = type(zlib.decompressobj())


def _new_gzip() -> Any:
    return zlib.decompressobj(31)


def _zstd_maker() -> Callable[[], Any]:
    maker = zstd_maker()
    if maker is None:
        raise ArchiveProblem(MISSING)
    return maker


def _unpacked(packed: Iterator[bytes], new_unpacker: Callable[[], Any]) -> Iterator[bytes]:
    """What is in packed bytes, in pieces; several packed streams one behind the other are one.

    Raises:
        ArchiveProblem: If they cannot be unpacked, or end early.
    """
    unpacker = new_unpacker()
    try:
        for piece in packed:
            rest = piece
            # Some programs fill up the last block with zeros.
            while rest.strip(b"\0") if unpacker.eof else rest:
                unpacker = new_unpacker() if unpacker.eof else unpacker
                rest = yield from _fed(unpacker, rest)
    except OSError:
        raise
    except Exception as error:  # zlib's own, and that of each of the two zstd modules
        raise _CutShort(f"the archive cannot be unpacked to its end: {error}") from None
    if not unpacker.eof:
        raise _CutShort("the archive ends early")


def _fed(unpacker: Any, packed: bytes) -> Generator[bytes, None, bytes]:
    """What an unpacker makes of packed bytes, in small pieces; returns those behind the end of its stream."""
    if isinstance(unpacker, _Gzip):
        while packed and not unpacker.eof:
            yield unpacker.decompress(packed, _STEP)
            packed = unpacker.unconsumed_tail
        return unpacker.unused_data
    for start in range(0, len(packed), _SMALL_STEP):
        yield unpacker.decompress(packed[start : start + _SMALL_STEP])
        if unpacker.eof:
            return bytes(unpacker.unused_data) + packed[start + _SMALL_STEP :]
    return b""
