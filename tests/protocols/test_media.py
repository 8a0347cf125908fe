"""Media in a few words: type and size, never the bytes."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.model import Json
from recview.protocols.shared.media import describe_media, without_media
from tests.examples import examples


def encoded(size: int) -> str:
    return base64.b64encode(bytes(size)).decode()


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (f"data:image/png;base64,{encoded(4)}", "", "image/png, 4 bytes"),
        (f"data:image/png;charset=x;base64,{encoded(5)}", "", "image/png, 5 bytes"),
        (f"data:;base64,{encoded(6)}", "", "text/plain, 6 bytes"),
        (f"data:image/png;base64,{encoded(999)}", "", "image/png, 999 bytes"),
        (f"data:image/png;base64,{encoded(12_345)}", "", "image/png, 12.3 KB"),
        (f"data:video/mp4;base64,{encoded(2_500_000)}", "", "video/mp4, 2.5 MB"),
        ("data:image/png;base64,", "", "image/png, 0 bytes"),
        ("data:image/png", "", "image/png, 0 bytes"),
        (encoded(30), "", "base64, 30 bytes"),
        (encoded(30), "audio/wav", "audio/wav, 30 bytes"),
        ("/9j/4AAQSkZJRg==", "", "image/jpeg, 10 bytes"),
        ("https://h.test/a.png?x=1", "", "https://h.test/a.png?x=1"),
        ("gs://bucket/a.png", "image", "gs://bucket/a.png"),
        ("", "", "no data"),
        ("", "audio/wav", "audio/wav"),
        (None, "", "no data"),
        ({"url": "x"}, "image", "image"),
        ("data:text/plain,hello%20world", "", "text/plain, 11 bytes"),
        (encoded(999_999), "", "base64, 1.0 MB"),
        ("data:image/png;base64,=", "", "image/png, 0 bytes"),
        ("data:text/plain,\ud800", "", "text/plain, 3 bytes"),
    ],
    ids=[
        "one byte over",
        "parameters",
        "no type",
        "999 bytes",
        "KB",
        "MB",
        "empty",
        "no comma",
        "base64",
        "base64 of a kind",
        "base64 that begins like a JPEG",
        "https",
        "gs",
        "nothing",
        "only a kind",
        "null",
        "object",
        "percent-encoded",
        "nearly a MB",
        "only padding",
        "lone surrogate",
    ],
)
def test_described(value: Json, kind: str, expected: str) -> None:
    assert describe_media(value, kind) == expected


@given(st.text(), st.text(alphabet="a/", max_size=5))
@examples(100)
def test_a_description_is_short_and_never_raises(value: str, kind: str) -> None:
    assert isinstance(describe_media(value, kind), str)
    for encoding in ("", ";base64"):
        assert len(describe_media(f"data:image/png{encoding},{value}")) < 40


def test_long_base64_is_described_in_its_place() -> None:
    long = "iVBORw0KGgo" + "A" * 4_000
    body = {"data": [{"b64_json": long, "text": "A word. " * 400}], "vector": [0.5] * 3, "short": "QUJD"}
    assert without_media(body) == {**body, "data": [{"b64_json": "image/png, 3.0 KB", "text": "A word. " * 400}]}
    deep: Json = long
    for _ in range(900):
        deep = [deep]
    assert without_media(deep) == deep
