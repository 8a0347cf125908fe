"""Which calls of a test are which after it was recorded again: the most alike, and of these those at the same place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recview.named_tuple import NamedTuple
from recview.review.asked_facts import AskedFacts

_FURTHEST = 40
"""How far apart in the order of a test two calls may be to be compared: a test may have hundreds."""


class Match(NamedTuple):
    """Two calls, by their indexes.

    Attributes:
        before: The call before.
        after: The call after.
        rivals: How many calls would have been as good a partner for one of the two.
    """

    before: int
    after: int
    rivals: int


class _Candidate(NamedTuple):
    """Two calls that may be one; the most alike, then the least apart, come first."""

    unlikeness: float
    distance: int
    before: int
    after: int


def nearest(before: Sequence[AskedFacts], after: Sequence[AskedFacts]) -> Iterator[Match]:
    """The calls that are paired, the most alike first; calls of another kind, or left over, are in no pair.

    Args:
        before: The calls of a test before, in their order.
        after: Those after.
    """
    candidates = sorted(
        _Candidate(round(1 - old.likeness(new), 6), abs(first - second), first, second)
        for first, old in enumerate(before)
        for second, new in enumerate(after)
        if abs(first - second) <= _FURTHEST and old.is_comparable(new)
    )
    olds, news = set(range(len(before))), set(range(len(after)))
    for position, candidate in enumerate(candidates):
        if candidate.before in olds and candidate.after in news:
            yield Match(candidate.before, candidate.after, _rivals(candidates, position, olds, news))
            olds.discard(candidate.before)
            news.discard(candidate.after)


def _rivals(candidates: Sequence[_Candidate], position: int, olds: set[int], news: set[int]) -> int:
    """How many later candidates are as near, have one of the two calls, and are still free."""
    chosen, count = candidates[position], 0
    for other in candidates[position + 1 :]:
        if other[:2] != chosen[:2]:
            break
        shares = other.before == chosen.before or other.after == chosen.after
        count += shares and other.before in olds and other.after in news
    return count
