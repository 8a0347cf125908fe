"""Bytes in a few words, and trees without bytes."""

from __future__ import annotations

from typing import Any

import pytest

from recview.framing.media import as_text, describe_bytes, without_bytes


@pytest.mark.parametrize(
    ("data", "content_type", "expected"),
    [
        (b"\x89PNG\r\n\x1a\n", "", "(image/png, 8 bytes)"),
        (b"\xff\xd8\xff\xe0", "text/html", "(image/jpeg, 4 bytes)"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "", "(image/webp, 16 bytes)"),
        (b"RIFF\0\0\0\0AVI ", "", "(RIFF, 12 bytes)"),
        (b"\n\x10\x01\xff" * 500, "application/x-protobuf; x=1", "(application/x-protobuf, 2,000 bytes)"),
        (b"\xfe", "", "(binary, 1 bytes)"),
    ],
)
def test_described(data: bytes, content_type: str, expected: str) -> None:
    assert describe_bytes(data, content_type) == expected


@pytest.mark.parametrize(
    ("data", "content_type", "expected"),
    [
        ("Grüße".encode(), "", "Grüße"),
        (b"\xef\xbb\xbfa", "", "a"),
        (b"caf\xe9", "text/plain", "café"),
        (b"caf\xe9", "", "(binary, 4 bytes)"),
        (b"a\0b", "application/x-protobuf", "(application/x-protobuf, 3 bytes)"),
        (b'{"a": "caf\xe9"}', "text/html", '{"a": "caf\ufffd"}'),
        (b"data: caf\xe9", "", "data: caf\ufffd"),
        (b"{\xff\xfe\xfd\xfc}", "application/json", "(application/json, 6 bytes)"),
        (b"[\0\0\0\1]", "application/json", "(application/json, 6 bytes)"),
    ],
)
def test_as_text(data: bytes, content_type: str, expected: str) -> None:
    assert as_text(data, content_type) == expected


def test_plain() -> None:
    shared = {"data": b"\xff\xd8\xff"}
    assert without_bytes({"a": [b"text", shared, shared], "b": 1}) == {
        "a": ["text", {"data": "(image/jpeg, 3 bytes)"}, {"data": "(image/jpeg, 3 bytes)"}],
        "b": 1,
    }
    assert without_bytes(b"text") == "text"
    assert without_bytes(None) is None
    deep: Any = b"end"
    for _ in range(3_000):
        deep = [deep]
    without_bytes(deep)
