"""Names that were probably meant."""

from __future__ import annotations

import pytest

from recview.query.fields import MARKS
from recview.query.nearest import distance, nearest, nearest_field


@pytest.mark.parametrize(
    ("text", "other", "expected"),
    [("", "", 0), ("a", "", 1), ("abc", "abd", 1), ("abc", "acb", 1), ("abc", "ac", 1), ("ab", "xaby", 2)],
)
def test_distance(text: str, other: str, expected: int) -> None:
    assert distance(text, other) == distance(other, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("strem", "stream"), ("Imgae", "image"), ("paralel", "parallel"), ("reason", "reasoning"), ("xyz", ""), ("", "")],
)
def test_nearest(text: str, expected: str) -> None:
    assert nearest(text, MARKS) == expected


def test_a_long_text_is_near_nothing() -> None:
    assert nearest("a" * 10_000, MARKS) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [("is", "is"), ("IS", "is"), ("ist", "is"), ("mdoel", "model"), ("a", ""), ("https", ""), ("x" * 9_999, "")],
)
def test_nearest_field(text: str, expected: str) -> None:
    assert nearest_field(text) == expected
