"""A window on a file's bytes: every byte is somewhere, whatever it is, and credentials are covered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.reading.raw_text import raw_text
from recview.reading.recording_view import RAW_WINDOW, ROW
from tests.examples import examples


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ("",)),
        (b"a", ("a",)),
        (b"a\nb", ("a", "b")),
        (b"a\nb\n", ("a", "b")),
        (b"\n", ("",)),
        (b"\n\n", ("", "")),
        (b"a\r\nb", ("a\r", "b")),
        ("中\x0b".encode(), ("中\x0b",)),
        (b"\xff\xfeA", (r"\xff\xfeA",)),
        (b"\xed\xa0\x80", (r"\xed\xa0\x80",)),
        (b"x" * 4_500, ("x" * 2_000, "x" * 2_000, "x" * 500)),
        (b"x" * 2_000 + b"\ny", ("x" * 2_000, "y")),
    ],
    ids=[
        "empty", "one", "two", "line feed at the end", "line feed", "line feeds", "carriage return", "odd characters",
        "not UTF-8", "surrogate", "long line", "full line",
    ],
)  # fmt: skip
def test_lines(data: bytes, expected: tuple[str, ...]) -> None:
    found = raw_text(data, 0, len(data))
    assert found.lines == found.covered == expected
    assert (found.offset, found.size, found.end) == (0, len(data), len(data))


def test_window() -> None:
    found = raw_text(b"y" * (RAW_WINDOW + 5), 100, 10**9)
    assert (found.offset, found.size, found.end) == (100, 10**9, 100 + RAW_WINDOW)
    assert sum(map(len, found.lines)) == RAW_WINDOW


def test_size_unknown() -> None:
    assert raw_text(b"abc", 0, -1).size == 3


def test_credentials() -> None:
    found = raw_text(b'{"Authorization": "Bearer abc",\n"url": "http://h/?key=abc"}', 0, -1)
    assert "abc" in found.lines[0]
    assert found.covered == ('{"Authorization": "••••••••••",', '"url": "http://h/?key=•••"}')


@given(st.binary(max_size=400), st.integers(0, 10**6))
@examples(100)
def test_any_bytes(data: bytes, offset: int) -> None:
    found = raw_text(data, offset, -1)
    assert found.end == offset + len(data)
    assert "\n".join(found.lines) == data.decode("utf-8", "backslashreplace").removesuffix("\n")
    assert [len(line) for line in found.covered] == [len(line) for line in found.lines]


def test_covered_lines_stand_where_the_others_do() -> None:
    found = raw_text(b'"cookie": "a\nb"', 0, -1)
    assert len(found.covered) == len(found.lines)


TWO = """---
version: 2
interactions:
    - id: 0
      request:
        body: |
            - id: no
            interactions:
    - id: 1
      response:
        body: %s
    - id: 2
"""


@pytest.mark.parametrize(
    ("text", "number", "line"),
    [
        (TWO, 0, 0),
        (TWO, 1, 8),
        (TWO, 2, 11),
        (TWO, 3, 0),
        (TWO.replace("%s", "x" * (2 * ROW - 14) + "    - id: no"), 2, 13),
        ("interactions:\n- request: a\n- request: b\nversion: 1\n", 1, 2),
        ("http_interactions:\n- request: a\n- request: b\nrecorded_with: VCR\n", 1, 2),
        ("requests:\n- body: a\n- body: b\nresponses:\n- body: c\n- body: d\n", 1, 2),
        ('{"interactions": [{}, {}]}', 1, 0),
        ("interactions:", 1, 0),
        ("interactions: []\n", 1, 0),
    ],
    ids=["first", "second", "third", "none", "long line", "vcrpy", "Ruby", "lists", "JSON", "cut", "empty"],
)
def test_where_an_exchange_of_a_cassette_begins(text: str, number: int, line: int) -> None:
    assert raw_text(text.encode(), 0, -1, number=number).begins == line
