"""Every reader of unknown JSON answers with its own type, whatever it is given."""

from __future__ import annotations

import math

import pytest

from recview.coerce import as_dict, as_digits, as_float, as_int, as_list, as_str, as_words
from recview.model import Json

ODD: list[Json] = [None, True, False, 0, -1, 1.5, math.nan, math.inf, 10**5000, "", "x", [], [1], {}, {"a": 1}]


@pytest.mark.parametrize("value", ODD, ids=lambda value: f"{type(value).__name__}")
def test_each_reader_keeps_its_type(value: Json) -> None:
    assert as_dict(value) == (value if isinstance(value, dict) else {})
    assert list(as_list(value)) == (value if isinstance(value, list) else [])
    assert as_str(value) == (value if isinstance(value, str) else "")
    assert isinstance(as_words(value), str)
    assert as_int(value) is None or isinstance(as_int(value), int)
    assert as_float(value) is None or isinstance(as_float(value), float)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("as it is", "as it is"),
        (True, "true"),
        (False, "false"),
        (7, "7"),
        (0.25, "0.25"),
        (-(10**30), "-1" + "0" * 30),
        (10**5000, "(a very long integer)"),
        (None, ""),
        ([1], ""),
        ({"a": 1}, ""),
    ],
    ids=[
        "string",
        "true",
        "false",
        "integer",
        "float",
        "over 64 bits",
        "thousands of digits",
        "null",
        "list",
        "object",
    ],
)
def test_words(value: Json, expected: str) -> None:
    assert as_words(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3, 3),
        (3.0, 3),
        (-0.0, 0),
        (2**70, 2**70),
        (3.5, None),
        (math.nan, None),
        (math.inf, None),
        (True, None),
        ("3", None),
        (None, None),
    ],
    ids=["int", "whole float", "-0", "large", "fraction", "nan", "infinity", "bool", "digits", "null"],
)
def test_whole(value: Json, expected: int | None) -> None:
    assert as_int(value) == expected
    assert not isinstance(as_int(value), float)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(3, 3.0), (-0.5, -0.5), (10**400, None), (True, None), ("1", None), (None, None), ([], None)],
    ids=["int", "float", "too large", "bool", "digits", "null", "list"],
)
def test_number(value: Json, expected: float | None) -> None:
    assert as_float(value) == expected


def test_spelled() -> None:
    assert as_digits(12) == "12"
    assert as_digits(10**4300) == "(a very long integer)"
