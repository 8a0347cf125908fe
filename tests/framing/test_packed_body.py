"""Packed bodies: whatever they are packed with and whatever the headers say, packed bytes are never what was said."""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Callable
from functools import cache

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from recview.framing import Framing
from recview.model import Json
from tests.examples import examples
from tests.frames import frame

TWO = [{"a": 1, "text": "Grüße"}, {"a": 2}]
EVENTS = "".join(f"data: {json.dumps(value, ensure_ascii=False)}\n\n" for value in TWO).encode()
BODY = json.dumps(TWO[0]).encode()
LONG = json.dumps({"long": list(range(12_000))}).encode()
AWS = frame({"a": 1}, event_type="x")
PNG = b"\x89PNG\r\n\x1a\n\xff\x00\x01"


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


Pack = Callable[[bytes], bytes]
PACKINGS: dict[str, tuple[Pack, str]] = {
    "gzip": (lambda data: gzip.compress(data, mtime=0), "gzip"),
    "gzip in members": (lambda data: gzip.compress(data[:20], mtime=0) + gzip.compress(data[20:], mtime=0), "gzip"),
    "deflate": (zlib.compress, "deflate"),
    "raw deflate": (raw_deflate, "deflate"),
    "brotli": (brotli.compress, "br"),
    "zstd": (zstandard.compress, "zstd"),
    "zstd in frames": (lambda data: zstandard.compress(data[:20]) + zstandard.compress(data[20:]), "zstd"),
    "gzip in brotli": (lambda data: brotli.compress(gzip.compress(data, mtime=0)), "gzip, br"),
    "brotli in gzip": (lambda data: gzip.compress(brotli.compress(data), mtime=0), "br, gzip"),
}


@cache
def packed(name: str, data: bytes) -> bytes:
    """Data as it is packed: some ways take long."""
    return PACKINGS[name][0](data)


def chunks(body: Json, content_type: str = "", encoding: str = "") -> list[Json]:
    found = Framing().answer(body, content_type, encoding)
    assert found.problem == ""
    return [chunk.data for chunk in found.chunks]


@pytest.mark.parametrize("name", PACKINGS)
@pytest.mark.parametrize("header", ["right", "none", "wrong"])
@pytest.mark.parametrize("content_type", ["text/event-stream; charset=utf-8", "application/json", ""])
def test_packed_answers_are_read(name: str, header: str, content_type: str) -> None:
    encoding = PACKINGS[name][1]
    said = {"right": encoding, "none": "", "wrong": "br" if name == "zstd" else "gzip"}[header]
    assert chunks(packed(name, EVENTS), content_type, said) == TWO
    assert chunks(packed(name, BODY), content_type, said) == TWO[:1]
    assert chunks(packed(name, LONG), content_type, said) == [json.loads(LONG)]
    assert Framing().sent(packed(name, BODY), "application/json", said) == TWO[0]


@pytest.mark.parametrize("name", PACKINGS)
def test_packed_bytes_that_were_kept_as_text_are_read(name: str) -> None:
    pack, encoding = PACKINGS[name]
    assert chunks(pack(EVENTS).decode("latin-1"), "text/event-stream", encoding) == TWO


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "x-unknown"])
def test_what_is_not_packed_is_read_whatever_the_header_says(encoding: str) -> None:
    assert chunks(EVENTS, "text/event-stream", encoding) == TWO
    assert chunks(BODY, "application/json", encoding) == TWO[:1]
    assert chunks(b"upstream failed", "text/plain", encoding) == ["upstream failed"]
    assert chunks(b"caf\xe9", "text/plain", encoding) == ["café"]
    assert chunks(PNG, "image/png", encoding) == ["(image/png, 11 bytes)"]
    assert chunks(AWS, "application/vnd.amazon.eventstream", encoding) == [{"a": 1}]


def test_a_packed_binary_stream_is_read_by_its_header() -> None:
    assert chunks(brotli.compress(AWS), "application/vnd.amazon.eventstream", "br") == [{"a": 1}]


@pytest.mark.parametrize(
    ("body", "encoding", "packing", "words", "count"),
    [
        (gzip.compress(EVENTS)[:-9], "gzip", "gzip", "end early", 2),
        (raw_deflate(EVENTS)[:-4], "deflate", "deflate", "end early", 2),
        (brotli.compress(EVENTS)[:-2], "br", "brotli", "end early", 2),
        (gzip.compress(EVENTS)[:10] + b"\xff" * 40, "gzip", "gzip", "cannot be unpacked", 0),
        (b"\xff\xfe\x81\x00" * 9, "br", "brotli", "cannot be unpacked", 0),
        (zstandard.compress(EVENTS)[:4] + b"\xff" * 40, "", "zstd", "cannot be unpacked", 0),
        (gzip.compress(EVENTS).decode("utf-8", "replace"), "gzip", "gzip", "cannot be unpacked", 0),
    ],
    ids=["cut gzip", "cut deflate", "cut brotli", "damaged gzip", "no brotli", "damaged zstd", "replaced"],
)
def test_what_is_damaged_has_its_problem(body: Json, encoding: str, packing: str, words: str, count: int) -> None:
    found = Framing().answer(body, "text/event-stream", encoding)
    assert f"packed with {packing}" in found.problem
    assert words in found.problem
    assert [chunk.data for chunk in found.chunks][: min(count, 1)] == TWO[: min(count, 1)]
    assert (found.unread == "") is (count > 0)


@pytest.mark.parametrize("content_type", ["text/event-stream", "application/json"])
def test_what_no_packing_explains_is_no_answer(content_type: str) -> None:
    found = Framing().answer(b"\x9c\x01\xfe\x80" * 40, content_type)
    assert found.chunks == ()
    assert "no text" in found.problem


@pytest.mark.parametrize(
    ("name", "module"), [("brotli", "brotli"), ("zstd", "zstandard"), ("brotli in gzip", "brotli")]
)
def test_without_the_extra_it_is_named(name: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setitem(sys.modules, "compression.zstd", None)
    pack, encoding = PACKINGS[name]
    body = pack(EVENTS)
    found = Framing().answer(body, "text/event-stream", encoding)
    packing = "zstd" if module == "zstandard" else "brotli"
    assert found.problem == f"its answer is packed with {packing}; to read it: pip install 'recview[packed]'"
    assert found.chunks == ()
    assert found.unread.startswith(f"{packing}, {len(body)} bytes, sha256 ")
    assert found.unread != Framing().answer(pack(EVENTS + b" "), "text/event-stream", encoding).unread
    assert Framing().answer(EVENTS, "text/event-stream", encoding).problem == ""
    said = f"({packing}, {len(pack(BODY))} bytes; to read it: pip install 'recview[packed]')"
    assert Framing().sent(pack(BODY), "application/json", encoding) == said


@pytest.mark.slow
@pytest.mark.parametrize("name", ["gzip", "deflate", "raw deflate", "brotli", "zstd"])
def test_bombs_share_what_room_there_is(name: str) -> None:
    pack, encoding = PACKINGS[name]
    framing = Framing(room=1_000_000)
    bomb = pack(b"[" + b"0," * 400_000)
    found = [framing.answer(bomb, "application/json", encoding) for _ in range(4)]
    sizes = [sum(len(str(chunk.data)) for chunk in answer.chunks) for answer in found]
    assert 700_000 < sizes[0] < sum(sizes) < 1_100_000
    assert all("unpacks to more than" in answer.problem for answer in found[1:])


@given(st.binary(max_size=80), st.sampled_from([pack for pack, _ in PACKINGS.values()]), st.integers(0, 60))
@examples(200)
def test_no_bytes_raise(junk: bytes, pack: Pack, at: int) -> None:
    body = pack(EVENTS)
    for data in (junk, body[:at] + junk + body[at:], body[:at], pack(junk)):
        for encoding in ("", "br", "deflate", "gzip, zstd"):
            Framing(room=1_000).answer(data, "application/json", encoding)
            Framing(room=1_000).sent(data, "", encoding)
            Framing(room=1_000).answer(data.decode("utf-8", "replace"), "", encoding)
