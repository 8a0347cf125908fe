"""Several JSON values in one text."""

from __future__ import annotations

import pytest

from recview.framing.objects import objects
from recview.model import Json
from tests.bounded import cost


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
        ('{"a": 1}\nnot JSON\n{"a": 2}\n', [{"a": 1}, "not JSON", {"a": 2}]),
        ('{"a": 1}\n{"a": "cu\n{"a": 2}\n', [{"a": 1}, '{"a": "cu', {"a": 2}]),
        ('{"a": 1}\none\ntwo\n\n{"a": 2}{"a": 3', [{"a": 1}, "one\ntwo", {"a": 2}, '{"a": 3']),
        ('warning\n{"a": 1}\nnull\n', ["warning", {"a": 1}, None]),
        ('{"a": 1}\n[DONE]\n{"a": 2}\n[DONE]\n', [{"a": 1}, {"a": 2}]),
        (
            '{\n "a": 1\n}\n{\n "a": {\n  "b" 2\n }\n}\n{\n "a": 3\n}',
            [{"a": 1}, '{\n "a": {\n  "b" 2\n }\n}', {"a": 3}],
        ),
        ('[\n  {"a": 1},\n  {"a" 2},\n  {"a": 3}\n]', [{"a": 1}, '{"a" 2},', {"a": 3}]),
        ('[{"a": 1}]\n[{"a": 2}]\n', [{"a": 1}, {"a": 2}]),
        ('[{"a": 1}\n,\n{"a": 2}]\n[{"a": 3}\n,\n{"a"', [{"a": 1}, {"a": 2}, {"a": 3}, '{"a"']),
        ('{"a": Infinity}x\n{"a": ' + "9" * 5_000 + "}", [{"a": float("inf")}, "x", {"a": "9" * 5_000}]),
        ('\x1e{"a": 1}\n\x1e{"a": 2}\n', [{"a": 1}, {"a": 2}]),
        ('{"a": 1', []),
        ("{not JSON}", []),
        ("{" * 5_000, []),
    ],
    ids=[
        *("lines", "CRLF", "no lines", "pretty", "open array", "cut array", "cut line", "words at the end"),
        *("a line of words", "a cut line between", "lines of words", "words first", "[DONE]", "a broken one, pretty"),
        *("a broken one in an array", "arrays", "arrays over several lines", "odd numbers"),
        *("record separators", "cut", "words", "deep"),
    ],
)
def test_objects(text: str, expected: list[Json]) -> None:
    assert objects(text) == expected


HOSTILE = {
    "words": '{"a": 1}\n' + 'oops\n{"b": 2}\n' * 40_000,
    "braces": '{"a": 1}\n' + "{oops\n" * 40_000 + '{"b": 2}\n',
    "open strings": '{"a": "x\n' * 40_000,
    "open objects": '{"a": [\n' * 40_000,
    "open arrays of objects": '{"a": [\n{"b": 1},\n' * 40_000,
    "blanks": '{"a": 1}\n' + "\n" * 2_000_000 + '{"b": 2}x',
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_bounded_time(name: str) -> None:
    assert cost(lambda: objects(HOSTILE[name])) < 80


@pytest.mark.slow
def test_where_much_was_in_vain_lines_are_still_read() -> None:
    found = objects(HOSTILE["braces"])
    assert (found[0], found[1], found[-1], len(found)) == ({"a": 1}, "{oops", {"b": 2}, 40_002)
