"""JSON text for programs, whatever the value."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest

from recview.json_text import strict


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


def test_any_depth() -> None:
    value: Any = math.nan
    for _ in range(5_000):
        value = [value]
    assert strict(value) == "[" * 5_000 + "null" + "]" * 5_000


def test_value_stays_as_it_was() -> None:
    value = {"a": [math.inf], "s": "\ud800"}
    strict(value)
    assert value["a"] == [math.inf]
