"""Pieces by reference: in a nameless file, or in memory where there is no room for one."""

from __future__ import annotations

import os

import pytest

from recview import piece_file
from recview.piece_file import BUFFERED_BYTES, PieceFile

PIECES = [bytes([number]) * (number * 997 % 30_000) for number in range(120)]


def file_size(pieces: PieceFile) -> int:
    """The size of the file that the pieces are in."""
    return os.fstat(pieces._file.fileno()).st_size if pieces._file else 0


def test_pieces_are_as_they_were_and_nearly_all_are_in_a_file() -> None:
    pieces = PieceFile()
    references = list(map(pieces.add, PIECES))
    assert list(map(pieces.get, references)) == PIECES
    assert b"".join(pieces.blocks()) == b"".join(PIECES)
    assert pieces.size == sum(map(len, PIECES))
    assert pieces.size - BUFFERED_BYTES <= file_size(pieces) <= pieces.size


def test_what_cannot_be_written_is_kept_in_memory_and_written_later(monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[None] = []

    def full() -> None:
        tries.append(None)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(piece_file, "nameless_file", full)
    pieces = PieceFile()
    references = list(map(pieces.add, PIECES))
    assert list(map(pieces.get, references)) == PIECES
    assert 1 <= len(tries) <= 4
    monkeypatch.undo()
    references += list(map(pieces.add, PIECES * 2))
    assert list(map(pieces.get, references)) == PIECES * 3
    assert file_size(pieces) > 0


def test_a_half_written_buffer_is_written_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = PieceFile()
    pwrite = os.pwrite
    with monkeypatch.context() as patch:

        def cut(handle: int, data: bytes, offset: int) -> int:
            if offset:
                raise OSError(28, "No space left on device")
            return pwrite(handle, data[:1_000], offset)

        patch.setattr(os, "pwrite", cut)
        references = list(map(pieces.add, PIECES))
    references += list(map(pieces.add, PIECES))
    assert list(map(pieces.get, references)) == PIECES * 2


def test_what_cannot_be_read_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = PieceFile()
    first, *_ = map(pieces.add, PIECES[1:])
    assert pieces.get(first) == PIECES[1]

    def broken(*_: int) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "pread", broken)
    assert pieces.get(first) == b""
