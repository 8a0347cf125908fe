"""JSON text for programs, whatever the value."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

import pytest

from recview.json_text import compact, pretty, strict


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"a": [1, None, True, "é"]}, '{"a":[1,null,true,"é"]}'),
        ("\x1b\x9b", '"\\u001b\x9b"'),
        ("lone \ud800", '"lone \\ud800"'),
        ({"\udcff": "\udcff"}, '{"\\udcff":"\\udcff"}'),
        (10**30, f"1{'0' * 30}"),
        ([math.nan, math.inf, 1.5], "[null,null,1.5]"),
        # What orjson refuses must not bring the words back that JSON does not have.
        ({"n": [math.nan, {"m": -math.inf}], "s": "\ud800"}, '{"n":[null,{"m":null}],"s":"\\ud800"}'),
        ([[], {}, [math.nan, 10**30]], f"[[],{{}},[null,1{'0' * 30}]]"),
    ],
)
def test_strict(value: Any, expected: str) -> None:
    assert strict(value) == expected
    json.loads(expected, parse_constant=pytest.fail)


def nested(levels: int) -> Any:
    value: Any = math.nan
    for _ in range(levels):
        value = [value]
    return value


def test_what_is_as_deep_as_files_are_is_written_whole() -> None:
    assert strict(nested(900)) == "[" * 900 + "null" + "]" * 900
    assert compact(nested(900)) == "[" * 900 + "NaN" + "]" * 900
    assert "".join(pretty(nested(900)).split()) == compact(nested(900))


@pytest.mark.parametrize("write", [strict, compact, pretty])
@pytest.mark.parametrize("value", [nested(5_000), {(1, 2): math.nan}, [10**5_000]], ids=["depth", "key", "digits"])
def test_what_cannot_be_written_is_a_problem_in_quotes(write: Callable[[Any], str], value: Any) -> None:
    problem = json.loads(write(value))
    assert isinstance(problem, str)
    assert "to write" in problem or "not to be written" in problem


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"a": [1, {}], "b": []}, '{\n  "a": [\n    1,\n    {}\n  ],\n  "b": []\n}'),
        ([math.nan, -math.inf, "\ud800é"], '[\n  NaN,\n  -Infinity,\n  "\\ud800é"\n]'),
        ({"a": 10**30}, '{\n  "a": 1' + "0" * 30 + "\n}"),
    ],
)
def test_pretty(value: Any, expected: str) -> None:
    assert pretty(value) == expected


def test_value_stays_as_it_was() -> None:
    value = {"a": [math.inf], "s": "\ud800"}
    strict(value)
    assert value["a"] == [math.inf]
