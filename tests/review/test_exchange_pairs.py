"""The exchanges of a cassette that was recorded again: in another order, with more, fewer or other calls."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from recview.review.comparing import compare
from recview.review.exchange_pairs import IndexPair, is_reordered, pair_exchanges
from tests.review.test_comparing import cassette

LONG = "Tell me about the sea, the land, the sky and all that lives in them"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("ABC", "ABC", [(0, 0), (1, 1), (2, 2)]),
        ("ABC", "CBA", [(2, 0), (1, 1), (0, 2)]),
        ("ABC", "BCA", [(1, 0), (2, 1), (0, 2)]),
        ("ABC", "AC", [(0, 0), (1, None), (2, 1)]),
        ("ABC", "CA", [(1, None), (2, 0), (0, 1)]),
        ("AC", "ABC", [(0, 0), (None, 1), (1, 2)]),
        # The same request several times: in turn.
        ("AAB", "BAA", [(2, 0), (0, 1), (1, 2)]),
        ("AB", "BAA", [(1, 0), (0, 1), (None, 2)]),
        # Asked otherwise, alone between its neighbours, whatever it was.
        ("AxC", "AyC", [(0, 0), (1, 1), (2, 2)]),
        ("xy", "zw", [(0, 0), (1, 1)]),
        ("", "A", [(None, 0)]),
    ],
)
def test_calls_are_paired_by_what_they_ask(before: str, after: str, expected: Sequence[IndexPair]) -> None:
    old, new = (cassette(*((asked, "said") for asked in side)).meanings if side else () for side in (before, after))
    assert pair_exchanges(old, new) == expected


def test_of_several_between_the_same_neighbours_the_most_alike_are_paired() -> None:
    """Each with the model that is asked: a call that came before an edited one is not taken for it."""
    old = cassette(("A", "1"), (LONG, "2", "large"), ("C", "3")).meanings
    new = cassette(("A", "1"), ("new", "0"), (f"{LONG} now", "2", "large"), ("C", "3")).meanings
    assert pair_exchanges(old, new) == [(0, 0), (None, 1), (1, 2), (2, 3)]


def test_another_order_is_noise_and_is_named() -> None:
    before, after = cassette(("A", "1"), ("B", "2")), cassette(("B", "2"), ("A", "1"))
    comparison = compare(before, after)
    assert (comparison.class_, comparison.kinds) == ("noise", ("container",))
    assert before.meaning_digest == after.meaning_digest
    changed = compare(before, cassette(("B", "zwei"), ("A", "1")))
    assert [(difference.at, difference.before) for difference in changed.differences] == [
        ("#1 answer.choices[0].text", "2")
    ]


def test_order_is_that_of_calls_that_are_on_both_sides() -> None:
    assert not is_reordered([(0, 0), (None, 1), (1, None), (2, 2)])
    assert is_reordered([(1, 0), (None, 1), (0, 2)])
