"""Lines of a code, a colon and a JSON value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.framing.coded_lines import coded_lines
from recview.model import Json


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('0:"a"\n0:"b"', [("0", "a"), ("0", "b")]),
        ('f:{"a":1}\r\n\r\n2:[1]\r\n', [("f", {"a": 1}), ("2", [1])]),
        ('\n 0:"a:\\n0:b"\n', [("0", "a:\n0:b")]),
        ('0:"a"\n0:"cut', [("0", "a"), ("", '0:"cut')]),
        ('0:"a"\nA proxy says no', [("0", "a"), ("", "A proxy says no")]),
    ],
    ids=["texts", "line ends", "blanks before", "cut", "words"],
)
def test_lines(text: str, expected: list[tuple[str, Json]]) -> None:
    assert [(chunk.kind, chunk.data) for chunk in coded_lines(text)] == expected


def test_each_line_is_kept_as_it_came() -> None:
    assert [chunk.raw for chunk in coded_lines('0:"a"\n9:{"b": 1}\n')] == ['0:"a"', '9:{"b": 1}']


@pytest.mark.parametrize("text", ["", "Hello", "0:1", "0:true", 'z:"a"', '00:"a"', '0:"a', "a: b", 'data: {"a":1}'])
def test_other_texts(text: str) -> None:
    assert coded_lines(text) == ()


@given(st.text(alphabet='0a:"{}[]\n\r x\\', max_size=30))
def test_never_raises(text: str) -> None:
    assert all(chunk.kind or isinstance(chunk.data, str) for chunk in coded_lines(text))
