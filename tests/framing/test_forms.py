"""Forms: fields, and parts between boundaries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.framing.forms import form, multipart
from recview.model import Json
from tests.examples import examples


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a=1&b=x%20y", {"a": "1", "b": "x y"}),
        ("a=1&a=2&a=3", {"a": ["1", "2", "3"]}),
        ("a=", {"a": ""}),
        ("words", {"words": ""}),
        ("&".join(["a=1"] * 2_000), "&".join(["a=1"] * 2_000)),
        ("", ""),
    ],
    ids=["fields", "repeated", "empty value", "no value", "too many", "nothing"],
)
def test_form(text: str, expected: Json) -> None:
    assert form(text) == expected


PARTS = (
    b'--b42\r\nContent-Disposition: form-data; name="model"\r\n\r\nwhisper\r\n'
    b'--b42\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\nContent-Type: audio/wav\r\n\r\n'
    b"RIFF\0\0\0\0WAVE\xff\r\n--b42--\r\n"
)
TOLD = [
    {"name": "model", "content": "whisper"},
    {"name": "file", "filename": "a.wav", "content_type": "audio/wav", "content": "(audio/wav, 13 bytes)"},
]


@pytest.mark.parametrize(
    ("data", "content_type", "expected"),
    [
        (PARTS, "multipart/form-data; boundary=b42", TOLD),
        (PARTS, 'multipart/form-data; boundary="b42"', TOLD),
        (PARTS, "multipart/form-data; boundary=another", TOLD),
        (PARTS, "", TOLD),
        (PARTS.replace(b"\r\n", b"\n"), "multipart/form-data; boundary=b42", TOLD),
        (PARTS[:40], "multipart/form-data; boundary=b42", [{}]),
        (b"-- a list\n-- of words\n", "", []),
        (b"--b42--", "multipart/form-data; boundary=b42", []),
        (b"{}", "multipart/form-data; boundary=b42", []),
        (b"", "", []),
    ],
    ids=["named", "quoted", "misnamed", "unnamed", "line feeds", "cut", "words", "no parts", "JSON", "nothing"],
)
def test_multipart(data: bytes, content_type: str, expected: list[dict[str, Json]]) -> None:
    found = multipart(data, content_type)
    assert [{key: part[key] for key in part if part[key] != ""} for part in found] == expected


def part(disposition: str, content: bytes = b"x", *lines: str) -> bytes:
    head = "\r\n".join([f"Content-Disposition: form-data; {disposition}", *lines])
    return f"--b42\r\n{head}\r\n\r\n".encode() + content + b"\r\n--b42--\r\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (part('name="Grüße.pdf"'), {"name": "Grüße.pdf", "content": "x"}),
        (part(r'name="say \"hi\""'), {"name": 'say "hi"', "content": "x"}),
        (part("name=f; filename*=UTF-8''a%20b.txt"), {"name": "f", "filename": "a b.txt", "content": "x"}),
        (part("filename*0=a; filename*1=b; name=n"), {"name": "n", "filename": "ab", "content": "x"}),
        (part("filename*=a; filename*0=b"), {"content": "x"}),
        (part("name=a", b"one--b42two"), {"name": "a", "content": "one--b42two"}),
        (part("name=a", b"a\r\n\nb\r\n"), {"name": "a", "content": "a\r\n\nb\r\n"}),
        (
            part("name=a", b"From me\r\n\r\nHi", "Content-Type: message/rfc822"),
            {"name": "a", "content_type": "message/rfc822", "content": "From me\r\n\r\nHi"},
        ),
        (
            part("name=a", b"eA==", "content-transfer-encoding: base64", "content-type: text/plain; charset=utf-8"),
            {"name": "a", "content_type": "text/plain; charset=utf-8", "content": "eA=="},
        ),
    ],
    ids=[
        "UTF-8",
        "quotes",
        "encoded",
        "in pieces",
        "contradictory",
        "boundary in a line",
        "ends",
        "message",
        "as sent",
    ],
)
def test_part(body: bytes, expected: dict[str, Json]) -> None:
    assert multipart(body, "multipart/form-data; boundary=b42") == [expected]


@given(st.binary(max_size=80), st.text(max_size=40), st.integers(0, len(PARTS)))
@examples(100)
def test_no_bytes_raise(junk: bytes, content_type: str, at: int) -> None:
    multipart(PARTS[:at] + junk + PARTS[at:], f"multipart/form-data; boundary={content_type}")
    multipart(junk, content_type)
