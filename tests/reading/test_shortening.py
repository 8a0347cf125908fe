"""Texts cut to a number of characters in all."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.reading.shortening import longest_kept, shortened, shortened_json, shortened_texts
from tests.examples import examples
from tests.json_values import json_values


@pytest.mark.parametrize(
    ("lengths", "room", "limit"),
    [
        ([], 10, 0),
        ([5], 10, 5),
        ([5, 20], 15, 10),
        ([20, 5, 20], 25, 10),
        ([9, 9], 1, 0),
        ([3, 4], 100, 4),
        ([1], 0, 0),
    ],
)
def test_longest_kept(lengths: list[int], room: int, limit: int) -> None:
    assert longest_kept(lengths, room) == limit


@given(st.lists(st.integers(0, 1000)), st.integers(0, 5000))
@examples(300)
def test_all_fit_and_none_is_cut_without_need(lengths: list[int], room: int) -> None:
    limit = longest_kept(lengths, room)
    assert sum(min(length, limit) for length in lengths) <= room
    is_cut = any(length > limit for length in lengths)
    assert is_cut == (sum(lengths) > room)
    assert not is_cut or sum(min(length, limit + 1) for length in lengths) > room


def test_what_is_cut_says_so() -> None:
    assert shortened("abcdef", 4) == "abcd… (2 more characters)"
    assert shortened_texts(["ab", "x" * 5000], 100) == ["ab", "x" * 98 + "… (4,902 more characters)"]


@given(json_values())
@examples(200)
def test_json_stays_json(value: object) -> None:
    before = repr(value)
    cut = shortened_json(value, 10)
    assert repr(value) == before
    assert shortened_json(value, 10**9) == value or value != value
    json.dumps(cut)
