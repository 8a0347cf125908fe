"""Packed bytes: what was in them, as far as it goes, and never more than there is room for."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recview.unpacking import Unpacked, packed_otherwise, readable, unpacked

TEXT = b"It was great to meet you. " * 400
PACKED = gzip.compress(TEXT, mtime=0)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (PACKED, Unpacked(TEXT)),
        (PACKED + PACKED, Unpacked(TEXT + TEXT)),
        (PACKED + b"\0\0\0", Unpacked(TEXT)),
        (zlib.compress(TEXT), Unpacked(TEXT)),
        (TEXT, None),
        (b"x^2 is a square, not packed", None),
        (b"", None),
        (zlib.compress(TEXT)[:-9], None),
    ],
    ids=["gzip", "members", "padded", "zlib", "text", "text like zlib", "nothing", "cut zlib"],
)
def test_unpacked(data: bytes, expected: Unpacked | None) -> None:
    assert unpacked(data) == expected


def test_what_is_cut_is_read_as_far_as_it_goes() -> None:
    found = unpacked(PACKED[:-12])
    assert found
    assert found.cut
    assert TEXT.startswith(found.data)
    assert found.problem == "the packed bytes end early"


def test_what_is_damaged_says_so() -> None:
    found = unpacked(PACKED[:30] + b"\xff" * 30 + PACKED[60:])
    assert found
    assert not found.cut
    assert "cannot be unpacked" in found.problem


@pytest.mark.parametrize("room", [0, 10, len(TEXT) - 1])
def test_no_more_than_there_is_room_for(room: int) -> None:
    found = unpacked(PACKED, room)
    assert found
    assert found.data == TEXT[:room]
    assert f"more than {room:,} bytes" in found.problem
    assert unpacked(PACKED, len(TEXT)) == Unpacked(TEXT)


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1_000, Unpacked(b"a" * 1_000)),
        (1_001, Unpacked(b"a" * 1_000, "it holds more than 1,000 gzip members")),
        (100_000, Unpacked(b"a" * 1_000, "it holds more than 1,000 gzip members")),
    ],
)
def test_so_many_members_are_read(count: int, expected: Unpacked) -> None:
    assert unpacked(gzip.compress(b"a") * count) == expected


@pytest.mark.parametrize(
    ("data", "encoding", "name"),
    [(b"\x28\xb5\x2f\xfdx", "", "zstd"), (b"\xff", " BR ", "brotli"), (b"\xff", "gzip", ""), (b"", "", "")],
)
def test_packed_otherwise(data: bytes, encoding: str, name: str) -> None:
    assert packed_otherwise(data, encoding) == name


def test_readable() -> None:
    assert readable(PACKED) == TEXT
    assert readable(b"as it is") == b"as it is"
    assert readable(b"\x1f\x8b\x08") == b"\x1f\x8b\x08"


@given(st.binary(max_size=60), st.integers(0, len(PACKED)))
@settings(max_examples=100, deadline=None)
def test_no_bytes_raise(junk: bytes, at: int) -> None:
    for data in (junk, PACKED[:at] + junk + PACKED[at:], b"\x1f\x8b\x08" + junk, b"\x78\x9c" + junk):
        unpacked(data, 1_000)
