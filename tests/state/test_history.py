"""The history of queries."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from recview.state.history import MOST_QUERIES, QueryHistory, with_queries


@given(st.lists(st.sampled_from(["a", "b", " ", "", "x" * 1_001, "é"])))
def test_none_is_blank_or_twice_in_a_row(queries: list[str]) -> None:
    kept = with_queries((), queries)
    assert all(query.strip() and len(query) <= 1_000 for query in kept)
    assert all(one != other for one, other in pairwise(kept))


def test_the_last_ones_are_kept() -> None:
    kept = with_queries((), map(str, range(MOST_QUERIES + 5)))
    assert (len(kept), kept[0], kept[-1]) == (MOST_QUERIES, "5", str(MOST_QUERIES + 4))


def test_a_walk_goes_back_and_ends_at_what_was_typed() -> None:
    history = QueryHistory(["one", "two"])
    history.begin("thr")
    assert [history.older() for _ in range(3)] == ["two", "one", "one"]
    assert [history.newer() for _ in range(3)] == ["two", "thr", "thr"]
    history.add("three")
    history.begin("")
    assert history.older() == "three"
    assert history.added == ("three",)


def test_without_queries_a_walk_stays() -> None:
    history = QueryHistory()
    history.begin("typed")
    assert (history.older(), history.newer()) == ("typed", "typed")
