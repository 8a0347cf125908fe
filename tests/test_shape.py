"""The shape of the code: small files, classes and functions, tests beside their sources, and no worn names.

What is larger today stands in tests/shape_offenders.py, with its number. Numbers only go down, and rows only go:
`python -m tests.shape > /tmp/new.py && mv /tmp/new.py tests/shape_offenders.py` writes the file anew.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

import pytest

from tests import shape
from tests.shape_offenders import COVERED_BY, OFFENDERS, TOTALS

ANEW = "write tests/shape_offenders.py anew (see tests/test_shape.py)"


@pytest.mark.parametrize("kind", shape.MEASURES)
def test_nothing_grows(kind: str) -> None:
    assert changes(shape.MEASURES[kind](), OFFENDERS[kind], shape.LIMITS[kind]) == []


def changes(numbers: Mapping[str, int], listed: Mapping[str, int], limit: int) -> list[str]:
    """What is larger than it was, or should have its number lowered."""
    lines = []
    for name in sorted(numbers.keys() | listed.keys()):
        number, old = numbers.get(name), listed.get(name)
        if number == old:
            continue
        if number is None:
            lines.append(f"{name} is no longer over its limit, or is no more: {ANEW}")
        elif old is None:
            lines.append(f"{name} is {number}, over the limit of {limit}")
        elif number > old:
            lines.append(f"{name} grew from {old} to {number}")
        else:
            lines.append(f"{name} is down from {old} to {number}: {ANEW}")
    return lines


@pytest.mark.parametrize(
    ("numbers", "listed", "expected"),
    [
        ({"a": 9}, {"a": 9}, ""),
        ({"a": 9}, {}, "a is 9, over the limit of 5"),
        ({"a": 9}, {"a": 8}, "a grew from 8 to 9"),
        ({"a": 7}, {"a": 8}, "a is down from 8 to 7"),
        ({}, {"a": 8}, "a is no longer over its limit"),
    ],
)
def test_a_number_may_only_go_down(numbers: dict[str, int], listed: dict[str, int], expected: str) -> None:
    assert "".join(changes(numbers, listed, 5)).startswith(expected)
    assert bool(changes(numbers, listed, 5)) is bool(expected)


@pytest.mark.parametrize("kind", shape.TOTALS)
def test_totals_only_go_down(kind: str) -> None:
    assert changes({kind: shape.TOTALS[kind]()}, {kind: TOTALS[kind]}, shape.LIMITS[kind]) == []


def test_every_source_has_a_test_file_or_a_row() -> None:
    untested = set(shape.untested())
    assert sorted(untested - COVERED_BY.keys()) == [], "no test file of its name: write one, or say which covers it"
    assert sorted(COVERED_BY.keys() - untested) == [], f"it has a test file of its own, or is no more: {ANEW}"


@pytest.mark.parametrize("test", sorted(set(COVERED_BY.values())))
def test_a_row_names_a_test_file(test: str) -> None:
    tree = ast.parse((shape.TESTS / test).read_text())
    assert any(isinstance(node, shape.Function) and node.name.startswith("test_") for node in ast.walk(tree))
