"""JSON as lines: the text, what folds, and what each part of a line is."""

from __future__ import annotations

import json
import math

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.display.json_lines import json_lines, json_tokens
from recview.json_text import pretty
from recview.model import Json
from tests.examples import examples
from tests.json_values import PLAIN_SCALARS, json_values

LONG = 10**300
TREE = {"a": [1, {"b": "x,"}, []], "c": {}, "d": {"e": None}}
LINES = (
    "{",
    '  "a": [',
    "    1,",
    "    {",
    '      "b": "x,"',
    "    },",
    "    []",
    "  ],",
    '  "c": {},',
    '  "d": {',
    '    "e": null',
    "  }",
    "}",
)

letters = st.text(st.sampled_from('ab "\\{}[]:,中é\n\t'), max_size=6)
plain = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | letters


@given(json_values(leaves=PLAIN_SCALARS | st.floats(allow_nan=False, allow_infinity=False)))
@examples(100)
def test_ordinary_values_look_as_orjson_writes_them(value: Json) -> None:
    assert pretty(value) == orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()


@given(json_values(leaves=plain, names=letters))
@examples(100)
def test_what_orjson_refuses_is_laid_out_alike(value: Json) -> None:
    expected = orjson.dumps([value, 0], option=orjson.OPT_INDENT_2).decode()
    assert pretty([value, LONG]) == f"{expected[:-3]}{LONG}\n]"


@given(json_values(leaves=st.text(st.characters()) | st.floats() | st.integers()))
@examples(100)
def test_what_orjson_refuses_reads_back(value: Json) -> None:
    read = json.loads(pretty([value, LONG]))
    assert json.dumps(read) == json.dumps([value, LONG])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (LONG, str(LONG)),
        (-LONG, str(-LONG)),
        ([math.nan, LONG], f"[\n  NaN,\n  {LONG}\n]"),
        ([math.inf, -math.inf, LONG], f"[\n  Infinity,\n  -Infinity,\n  {LONG}\n]"),
        ("\ud800", '"\\ud800"'),
        ({"\ud800": '\x00\n\t\r"\\'}, '{\n  "\\ud800": "\\u0000\\n\\t\\r\\"\\\\"\n}'),
        ([{}, [], LONG], f"[\n  {{}},\n  [],\n  {LONG}\n]"),
        ([True, False, None, 1.5, LONG], f"[\n  true,\n  false,\n  null,\n  1.5,\n  {LONG}\n]"),
    ],
    ids=["long", "negative", "NaN", "infinite", "surrogate", "escapes", "empty", "words"],
)
def test_odd_values(value: Json, expected: str) -> None:
    assert pretty(value) == expected


def test_integer_of_too_many_digits_to_spell() -> None:
    assert "very long" in pretty([10**5000])


@pytest.mark.parametrize(
    ("value", "word"), [(math.nan, "NaN"), (math.inf, "Infinity"), (-math.inf, "-Infinity")], ids=str
)
def test_recorded_nan_is_not_shown_as_null(value: float, word: str) -> None:
    assert pretty([value]) == f"[\n  {word}\n]"


def test_900_levels() -> None:
    value: Json = "core"
    for level in range(900):
        value = [value] if level % 2 else {"k": value}
    found = json_lines(value)
    assert len(found.lines) == 1_801
    assert found.closes == {line: 1_800 - line for line in range(900)}
    assert found.lines[900] == f'{"  " * 900}"k": "core"'
    assert json.loads("\n".join(found.lines)) == value


@pytest.mark.parametrize("head", [(), ("GET {", "x: [", "")], ids=["no head", "head"])
def test_lines_and_what_they_close(head: tuple[str, ...]) -> None:
    found = json_lines(TREE, head)
    above = len(head)
    assert found.lines == (*head, *LINES)
    assert found.head == above
    assert found.closes == {above + start: above + end for start, end in {0: 12, 1: 7, 3: 5, 9: 11}.items()}


@given(json_values())
@examples(100)
def test_every_opening_line_closes_at_its_own_depth(value: Json) -> None:
    found = json_lines(value)
    for start, end in found.closes.items():
        opening, closing = found.lines[start], found.lines[end]
        assert start < end
        assert len(opening) - len(opening.lstrip(" ")) == len(closing) - len(closing.lstrip(" "))
    assert len(found.closes) == sum(line.endswith(("{", "[")) for line in found.lines)


@pytest.mark.parametrize(
    ("depth", "expected"), [(0, {0, 1, 3, 9}), (1, {1, 3, 9}), (2, {3}), (3, set())], ids=lambda value: str(value)
)
@pytest.mark.parametrize("head", [(), ("  indented {",)], ids=["no head", "head"])
def test_folded_by_default(depth: int, expected: set[int], head: tuple[str, ...]) -> None:
    assert json_lines(TREE, head).folded_by_default(depth) == {line + len(head) for line in expected}


@pytest.mark.parametrize(
    ("line", "limit", "expected"),
    [
        (9, 200, '"d": { "e": null }'),
        (3, 200, '{ "b": "x," },'),
        (1, 200, '"a": [ 1, { "b": "x," }, [] ],'),
        (1, 8, '"a": [ 1, …'),
        (0, 0, '{ "a": [ …'),
    ],
)
def test_preview(line: int, limit: int, expected: str) -> None:
    assert json_lines(TREE).preview(line, limit) == expected


def test_preview_of_much_is_short() -> None:
    assert len(json_lines(list(range(100_000))).preview(0)) < 220


@pytest.mark.parametrize(
    ("line", "parent"),
    [(0, None), (12, None), (1, 0), (2, 1), (3, 1), (4, 3), (5, 1), (6, 1), (7, 0), (8, 0), (10, 9), (11, 0)],
)
@pytest.mark.parametrize("head", [(), ("plain {", "")], ids=["no head", "head"])
def test_parent(line: int, parent: int | None, head: tuple[str, ...]) -> None:
    above = len(head)
    assert json_lines(TREE, head).parent(line + above) == (None if parent is None else parent + above)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        (0, TREE),
        (1, [1, {"b": "x,"}, []]),
        (2, 1),
        (3, {"b": "x,"}),
        (4, "x,"),
        (6, []),
        (8, {}),
        (9, {"e": None}),
        (10, None),
    ],
)
def test_value(line: int, value: Json) -> None:
    text = json_lines(TREE).value(line)
    assert json.loads(text) == value
    assert text == pretty(value)


@given(st.dictionaries(st.text(st.sampled_from('":\\ a')), st.text(st.sampled_from('":\\ ,a')), min_size=1))
@examples(100)
def test_value_without_its_key_whatever_the_key_is(value: dict[str, str]) -> None:
    found = json_lines(value)
    for place, inner in enumerate(value.values()):
        assert json.loads(found.value(place + 1)) == inner


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", []),
        ('  "a": 1,', ['key "a"', "punctuation :", "number 1", "punctuation ,"]),
        ('"a: b": "c: d"', ['key "a: b"', "punctuation :", 'string "c: d"']),
        (r'"q\"": "\\"', [r'key "q\""', "punctuation :", r'string "\\"']),
        ('"x": {', ['key "x"', "punctuation :", "punctuation {"]),
        ("-1.5e+10", ["number -1.5e+10"]),
        ("[true, false, null]", [
            "punctuation [", "word true", "punctuation ,", "word false", "punctuation ,", "null null", "punctuation ]",
        ]),
        ("NaN, Infinity", ["word NaN", "punctuation ,", "word Infinity"]),
        ('"cut off', ['string "cut off']),
        ("}],", ["punctuation }],"]),
    ],
    ids=["empty", "number", "colons", "escapes", "opening", "exponent", "words", "not JSON", "cut off", "closing"],
)  # fmt: skip
def test_tokens(line: str, expected: list[str]) -> None:
    assert [f"{kind} {line[start:end]}" for start, end, kind in json_tokens(line)] == expected


def test_token_of_minus_infinity() -> None:
    assert list(json_tokens("-Infinity")) == [(0, 9, "word")]


@given(json_values())
@examples(100)
def test_tokens_cover_all_but_blanks(value: Json) -> None:
    for line in json_lines(value).lines:
        rest = list(line)
        at = 0
        for start, end, _ in json_tokens(line):
            assert at <= start < end
            at = end
            rest[start:end] = [" "] * (end - start)
        assert not "".join(rest).strip(" ")
