"""Several JSON values in one text."""

from __future__ import annotations

import pytest

from recview.framing.objects import objects
from recview.model import Json


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": 1}\n{"a": 2}\n', [{"a": 1}, {"a": 2}]),
        ('{"a": 1}\r\n\r\n{"a": 2}', [{"a": 1}, {"a": 2}]),
        ('{"a": 1}{"a": 2}', [{"a": 1}, {"a": 2}]),
        ('{\n "a": 1\n}\n{\n "a": 2\n}\n', [{"a": 1}, {"a": 2}]),
        ('[{"a": 1},\n{"a": 2}', [{"a": 1}, {"a": 2}]),
        ('[{"a": 1},\n{"a": 2', [{"a": 1}, '{"a": 2']),
        ('{"a": 1}\n{"a": 2', [{"a": 1}, '{"a": 2']),
        ('{"a": 1}\nnot JSON\n', [{"a": 1}, "not JSON\n"]),
        ('\x1e{"a": 1}\n\x1e{"a": 2}\n', [{"a": 1}, {"a": 2}]),
        ('{"a": 1', []),
        ("{not JSON}", []),
        ("{" * 5_000, []),
    ],
    ids=[
        *("lines", "CRLF", "no lines", "pretty", "open array", "cut array", "cut line", "a line of words"),
        *("record separators", "cut", "words", "deep"),
    ],
)
def test_objects(text: str, expected: list[Json]) -> None:
    assert objects(text) == expected
