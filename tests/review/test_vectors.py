"""Embeddings as vectors, however they were sent, and whether they point the same way."""

from __future__ import annotations

import base64
import struct
from typing import Any

import pytest
from hypothesis import given

from recview.review.families.vectors import cosine, vector
from recview.verdicts.comparison import MISSING
from tests.examples import examples
from tests.json_values import json_values


def packed(*numbers: float) -> str:
    return base64.b64encode(struct.pack(f"<{len(numbers)}f", *numbers)).decode()


@pytest.mark.parametrize(
    ("value", "numbers"),
    [
        ([1, 0.5], [1, 0.5]),
        (packed(1, 0.5), [1, 0.5]),
        ([1, "a"], []),
        ("no base64", []),
        ("QUJD", []),
        (packed(float("nan")), []),
        (MISSING, []),
        ({}, []),
    ],
)
def test_vector(value: Any, numbers: list[float]) -> None:
    assert list(vector(value)) == numbers


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ([1, 0], [2, 0], 1.0),
        ([1, 0], [0, 1], 0.0),
        ([1, 0], [-1, 0], -1.0),
        ([1], [1, 0], None),
        ([0, 0], [1, 0], None),
        ([10**400, 1], [1, 1], None),
        ([1e308, 1e308], [1e308, 1e308], None),
        ([float("nan")], [1.0], None),
    ],
)
def test_cosine(one: list[float], other: list[float], expected: float | None) -> None:
    likeness = cosine(one, other)
    assert likeness == (None if expected is None else pytest.approx(expected))


@given(json_values(), json_values())
@examples(100)
def test_nothing_raises(one: Any, other: Any) -> None:
    cosine(vector(one), vector(other))
