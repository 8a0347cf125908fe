"""Occurrences of a text, and which of them reach into the characters that a row shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.display.hits import Hit, SearchableRows, Stretch, hits_between, occurrences


@pytest.mark.parametrize(
    ("text", "needle", "places"),
    [
        ("aXaxa", "x", [(1, 2), (3, 4)]),
        ("İİ needle", "needle", [(3, 9)]),
        ("aaaa", "aa", [(0, 2), (2, 4)]),
        ("", "a", []),
        ("a", "", []),
    ],
)
def test_occurrences(text: str, needle: str, places: list[tuple[int, int]]) -> None:
    assert [(hit.start, hit.end) for hit in occurrences(0, text, needle)] == places


@given(st.lists(st.text("ab", max_size=9), max_size=4), st.text("ab", min_size=1, max_size=3), st.data())
def test_hits_between_are_those_that_reach_into_the_characters(
    texts: list[str], needle: str, data: st.DataObject
) -> None:
    hits = [hit for anchor, text in enumerate(texts) for hit in occurrences(anchor, text, needle)]
    anchor, start, end = (data.draw(st.integers(0, 9)) for _ in range(3))
    reaching = [
        (index, hit) for index, hit in enumerate(hits) if hit.anchor == anchor and hit.end > start and hit.start < end
    ]
    if start < end:
        assert list(hits_between(hits, anchor, start, end, len(needle))) == reaching


@pytest.mark.parametrize(
    ("anchor", "start", "end", "indexes"),
    [
        (0, 0, 9, [0, 1]),
        (0, 2, 9, [0, 1]),
        (0, 3, 6, [1]),
        (0, 4, 5, [1]),
        (0, 0, 3, [0]),
        (1, 0, 9, [2]),
        (2, 0, 9, []),
    ],
)
def test_a_hit_that_begins_before_the_characters_may_reach_into_them(
    anchor: int, start: int, end: int, indexes: list[int]
) -> None:
    hits = [Hit(0, 0, 3), Hit(0, 3, 6), Hit(1, 2, 5)]
    assert [index for index, _ in hits_between(hits, anchor, start, end, 3)] == indexes


def test_rows_that_show_one_text_each() -> None:
    rows = SearchableRows(lambda needle: occurrences(2, "a needle", needle))
    assert list(rows.search("needle") or ()) == [Hit(2, 2, 8)]
    assert rows.row_of(Hit(2, 2, 8)) == 2
    assert rows.stretch(5) == Stretch(5, 0)
    assert list(SearchableRows().search("needle") or ()) == []
