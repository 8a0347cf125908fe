"""Compressed contents by reference: in a nameless file, or in memory where there is no room for one."""

from __future__ import annotations

import os

import pytest

from recview.sources import packed_contents
from recview.sources.packed_contents import BUFFERED_BYTES, PackedContents

CONTENTS = [bytes([number]) * (number * 997 % 30_000) for number in range(120)]


def file_size(contents: PackedContents) -> int:
    """The size of the file that the contents are in."""
    return os.fstat(contents._file.fileno()).st_size if contents._file else 0


def test_contents_are_as_they_were_and_nearly_all_are_in_a_file() -> None:
    contents = PackedContents()
    references = list(map(contents.add, CONTENTS))
    assert list(map(contents.get, references)) == CONTENTS
    assert contents.size == sum(map(len, CONTENTS))
    assert contents.size - BUFFERED_BYTES <= file_size(contents) <= contents.size


def test_what_cannot_be_written_is_kept_in_memory_and_written_later(monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[None] = []

    def full() -> None:
        tries.append(None)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(packed_contents, "nameless_file", full)
    contents = PackedContents()
    references = list(map(contents.add, CONTENTS))
    assert list(map(contents.get, references)) == CONTENTS
    assert 1 <= len(tries) <= 4
    monkeypatch.undo()
    references += list(map(contents.add, CONTENTS * 2))
    assert list(map(contents.get, references)) == CONTENTS * 3
    assert file_size(contents) > 0


def test_a_half_written_buffer_is_written_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    contents = PackedContents()
    pwrite = os.pwrite
    with monkeypatch.context() as patch:

        def cut(handle: int, data: bytes, offset: int) -> int:
            if offset:
                raise OSError(28, "No space left on device")
            return pwrite(handle, data[:1_000], offset)

        patch.setattr(os, "pwrite", cut)
        references = list(map(contents.add, CONTENTS))
    references += list(map(contents.add, CONTENTS))
    assert list(map(contents.get, references)) == CONTENTS * 2


def test_what_cannot_be_read_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    contents = PackedContents()
    first, *_ = map(contents.add, CONTENTS[1:])
    assert contents.get(first) == CONTENTS[1]

    def broken(*_: int) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "pread", broken)
    assert contents.get(first) == b""
