"""Bodies in the form that a recorder gave them."""

from __future__ import annotations

from base64 import b64encode

import pytest

from recview.framing.kept import as_sent, stream_of
from recview.model import Json

AWS = bytes([0, 0, 0, 99])


@pytest.mark.parametrize(
    ("data", "content_type", "is_told"),
    [
        (b'{"a": 1}', "", True),
        (b'{\n  "a": 1}', "", True),
        (b'[{"a": 1}]', "", True),
        (b"data: 1\n\n", "", True),
        (b"event: a\n", "", True),
        (b"\x1f\x8b\x08\x00", "", True),
        (b"\x28\xb5\x2f\xfd\x00", "", True),
        (AWS, "application/vnd.amazon.eventstream", True),
        (AWS, "", False),
        (b"Hello", "", False),
    ],
    ids=["JSON", "indented", "list", "data", "event", "gzip", "zstd", "AWS", "AWS without a header", "words"],
)
def test_base64_is_told_by_what_is_in_it(data: bytes, content_type: str, is_told: bool) -> None:
    text = b64encode(data).decode()
    assert as_sent(text, content_type) == (data if is_told else text)


def test_words_that_begin_like_base64_stay() -> None:
    assert as_sent("eyJ.is.no.base64", "") == "eyJ.is.no.base64"


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (["data: 1\n\n", "data: 2\n\n"], "data: 1\n\ndata: 2\n\n"),
        (["data: 1\n", "\n", "da", "ta: 2"], "data: 1\n\ndata: 2"),
        (["data: 1", "", "data: 2", ""], "data: 1\n\ndata: 2\n"),
        (["data: 1", "data: 2"], "\ndata: 1\n\ndata: 2"),
        (["event: a", "data: 1", "event: b", "data: 2"], "\nevent: a\ndata: 1\n\nevent: b\ndata: 2"),
        (["event: a\ndata: 1", "event: b\ndata: 2"], "\nevent: a\ndata: 1\n\nevent: b\ndata: 2"),
        (["Hello", "data: 1"], None),
        (["data: 1", 5], None),
        ([], None),
    ],
    ids=["whole", "pieces", "lines", "data alone", "named lines", "events", "words", "mixed", "empty"],
)
def test_a_stream_that_was_kept_as_a_list(values: list[Json], text: str | None) -> None:
    assert stream_of(values) == text
