"""Numbers as queries spell them."""

from __future__ import annotations

import pytest

from recview.query.numbers import number, spelled_number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", 0),
        ("17", 17),
        ("-5", -5),
        ("10k", 10_000),
        ("1.5M", 1_500_000),
        ("2GB", 2 * 10**9),
        ("7b", 7),
        ("0.5", None),
        ("1e9", None),
        ("1,000", None),
        ("", None),
        ("k", None),
        ("٣", None),
        ("9" * 5_000, None),
    ],
)
def test_number(text: str, expected: int | None) -> None:
    assert number(text) == expected


@pytest.mark.parametrize(("value", "expected"), [(0, "0"), (999, "999"), (10_000, "10k"), (1_500_000, "1500k")])
def test_a_number_is_spelled_so_that_it_is_read_again(value: int, expected: str) -> None:
    assert spelled_number(value) == expected
    assert number(expected) == value
