"""Pieces of bytes in a nameless file, so that a hundred thousand of them need no memory of the process's own."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from itertools import pairwise
from typing import IO

from recview.nameless_files import nameless_file, write_at

BUFFERED_BYTES = 256_000
"""Bytes that are written and read at once: calling the system for each small piece costs as much as compressing it."""

_LENGTH_BITS = 30
"""The bits of a reference that hold the length; the offset is in those above."""


class PieceFile:
    """Pieces, each by a reference, which is a number. One thread adds them; any may read.

    Those that cannot be written are kept in memory.

    Attributes:
        size: Bytes of all of them.
    """

    def __init__(self) -> None:
        self.size = 0
        self._lock = threading.Lock()
        self._file: IO[bytes] | None = None
        self._written_bytes = 0
        self._unwritten = bytearray()
        self._write_from = BUFFERED_BYTES

    def add(self, piece: bytes) -> int:
        """Keep a piece, shorter than 1 GB; returns its reference."""
        with self._lock:
            reference = self.size << _LENGTH_BITS | len(piece)
            self._unwritten += piece
            self.size += len(piece)
            if len(self._unwritten) >= self._write_from:
                self._write()
            return reference

    def _write(self) -> None:
        try:
            self._file = self._file or nameless_file()
            write_at(self._file.fileno(), self._unwritten, self._written_bytes)
        except OSError:
            # There may be room later; not to be tried with each piece.
            self._write_from = 2 * len(self._unwritten)
            return
        self._written_bytes += len(self._unwritten)
        self._unwritten = bytearray()
        self._write_from = BUFFERED_BYTES

    def get(self, reference: int) -> bytes:
        """A piece by its reference; no bytes if they cannot be read."""
        return self._read(reference >> _LENGTH_BITS, reference & (1 << _LENGTH_BITS) - 1)

    def blocks(self) -> Iterator[bytes]:
        """All pieces behind one another, in blocks."""
        ends = (*range(0, self._written_bytes, BUFFERED_BYTES), self._written_bytes, self.size)
        return (self._read(start, end - start) for start, end in pairwise(ends))

    def _read(self, offset: int, length: int) -> bytes:
        with self._lock:
            start = offset - self._written_bytes
            if start >= 0:
                return bytes(self._unwritten[start : start + length])
            assert self._file is not None
            try:
                return os.pread(self._file.fileno(), length, offset)
            except OSError:
                return b""
