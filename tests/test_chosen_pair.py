"""Which recordings are shown together."""

from __future__ import annotations

from recview.chosen_pair import ChosenPair, before_of
from recview.model import Source

A, B, C = (Source(f"{name}.json") for name in "abc")


def test_one_is_marked_then_another_is_chosen_and_either_ends_it() -> None:
    marked = ChosenPair(A)
    assert marked.with_choice(A) is None
    pair = marked.with_choice(B)
    assert pair == ChosenPair(A, B)
    assert pair.with_choice(C) == ChosenPair(A, C)
    assert pair.with_choice(A) is pair.with_choice(B) is None


def test_both_are_shown_only_on_the_one_that_was_chosen() -> None:
    assert before_of(ChosenPair(A, B), B) == A
    assert [before_of(pair, B) for pair in (None, ChosenPair(A), ChosenPair(A, C), ChosenPair(B, A))] == [None] * 4
    assert before_of(ChosenPair(A), None) is None
