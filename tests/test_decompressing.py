"""Packed bytes: what was in them, as far as it goes, and never more than there is room for."""

from __future__ import annotations

import gzip
import sys
import tracemalloc
import zlib
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from recview.decompressing import Packing, Unpacked, readable, unpack, unpacked
from tests.bounded import cost
from tests.examples import examples

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


@pytest.mark.parametrize("compress", [gzip.compress, zlib.compress])
def test_a_bomb_is_unpacked_no_further_than_there_is_room(compress: Callable[[bytes], bytes]) -> None:
    bomb = compress(bytes(20_000_000))
    tracemalloc.start()
    unpacked(bomb, room=1_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000


def test_many_members_take_bounded_time() -> None:
    assert cost(lambda: unpacked(gzip.compress(b"") * 100_000)) < 100


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (gzip.compress(b"a") * 1_000, Unpacked(b"a" * 1_000)),
        (gzip.compress(b"a") * 1_001, Unpacked(b"a" * 1_000, "it holds more than 1,000 gzip members")),
        (gzip.compress(b"a") * 100_000, Unpacked(b"a" * 1_000, "it holds more than 1,000 gzip members")),
        (gzip.compress(b"a") * 1_000 + b"padding", Unpacked(b"a" * 1_000)),
        (zstandard.compress(b"a") * 1_000, Unpacked(b"a" * 1_000)),
        (zstandard.compress(b"a") * 1_001, Unpacked(b"a" * 1_000, "it holds more than 1,000 zstd frames")),
        (zstandard.compress(b"a") * 1_000 + b"padding", Unpacked(b"a" * 1_000)),
    ],
    ids=["gzip", "more gzip", "much more gzip", "padded gzip", "zstd", "more zstd", "padded zstd"],
)
def test_so_many_members_are_read(data: bytes, expected: Unpacked) -> None:
    assert unpacked(data) == expected


def test_readable() -> None:
    assert readable(PACKED) == TEXT
    assert readable(b"as it is") == b"as it is"
    assert readable(b"\x1f\x8b\x08") == b"\x1f\x8b\x08"


@given(st.binary(max_size=60), st.integers(0, len(PACKED)))
@examples(100)
def test_no_bytes_raise(junk: bytes, at: int) -> None:
    for data in (junk, PACKED[:at] + junk + PACKED[at:], b"\x1f\x8b\x08" + junk, b"\x78\x9c" + junk):
        unpacked(data, 1_000)


@pytest.mark.parametrize(
    ("packing", "modules"),
    [("brotli", {"brotli": None}), ("zstd", {"zstandard": None, "compression.zstd": None})],
    ids=["brotli", "zstd"],
)
def test_what_needs_a_package_says_so(
    packing: Packing, modules: dict[str, None], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in modules:
        monkeypatch.setitem(sys.modules, name, None)
    assert unpack(b"\x28\xb5\x2f\xfdx", packing) == Unpacked(b"", "to read it: pip install 'recview[packed]'")


def test_a_brotli_whose_output_cannot_be_bounded_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "brotli", SimpleNamespace(Decompressor=object, error=ValueError))
    assert unpack(b"\x0b", "brotli").problem == "to read it: pip install 'recview[packed]'"


class _OfThePackage:
    """Like the class of that name in Python 3.14's `compression.zstd`."""

    def __init__(self) -> None:
        self._inner: Any = zstandard.ZstdDecompressor().decompressobj()

    def decompress(self, data: bytes) -> bytes:
        return bytes(self._inner.decompress(data))

    @property
    def eof(self) -> bool:
        return bool(self._inner.eof)

    @property
    def unused_data(self) -> bytes:
        return bytes(self._inner.unused_data)


def test_pythons_own_zstd_is_used_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = zstandard.compress(TEXT)
    monkeypatch.setitem(sys.modules, "compression.zstd", SimpleNamespace(ZstdDecompressor=_OfThePackage))
    monkeypatch.setitem(sys.modules, "zstandard", None)
    assert unpacked(packed + packed) == Unpacked(TEXT + TEXT)


@pytest.mark.slow
@pytest.mark.parametrize("packing", ["brotli", "zstd"])
@pytest.mark.parametrize("room", [0, 10, 200_000])
def test_bombs_are_bounded(packing: Packing, room: int) -> None:
    bomb = {"brotli": brotli.compress, "zstd": zstandard.compress}[packing](b"\0" * 50_000_000)
    found = unpack(bomb, packing, room)
    assert len(bomb) < 5_000
    assert found == Unpacked(b"\0" * room, f"it unpacks to more than {room:,} bytes")
