"""Which exchange of one content of a file is which of the other: by the same request, else the nearest between them.

One that was put in between does not shift those after it, and calls that ran side by side may have been written in
another order.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from recview.review.asked_facts import AskedFacts
from recview.review.meaning import Meaning
from recview.review.nearest import nearest
from recview.review.word_diff import aligned_blocks

IndexPair = tuple[int | None, int | None]
"""(index before, index after) of exchanges that correspond; None where one came or went."""

_COSTLY = 40_000
"""Pairs of calls above which it is not worked out which are nearest: then they correspond in turn."""


def pair_exchanges(before: Sequence[Meaning], after: Sequence[Meaning]) -> list[IndexPair]:
    """The pairs in the order of the second content, what is gone where it stood; each exchange is in one of them."""
    if len(before) == len(after) == 1:
        return [(0, 0)]
    keys = [[meaning.request_key for meaning in side] for side in (before, after)]
    pairs: list[IndexPair] = []
    gaps: list[tuple[list[int], list[int]]] = []
    for gap, block in aligned_blocks(*keys):
        gaps.append(gap)
        pairs += block
    moved = _moved(gaps, *keys)
    pairs += moved
    olds, news = {old for old, _ in moved}, {new for _, new in moved}
    for left, right in gaps:
        pairs += _paired(
            [(index, before[index]) for index in left if index not in olds],
            [(index, after[index]) for index in right if index not in news],
        )
    return _in_order(pairs)


def is_reordered(pairs: Sequence[IndexPair]) -> bool:
    """Whether exchanges stand in another order than before."""
    olds = [old for old, new in pairs if old is not None and new is not None]
    return olds != sorted(olds)


def _moved(
    gaps: Sequence[tuple[list[int], list[int]]], before: Sequence[str], after: Sequence[str]
) -> list[tuple[int, int]]:
    """Equal requests that stand elsewhere, in turn."""
    olds: dict[str, deque[int]] = defaultdict(deque)
    for left, _ in gaps:
        for index in left:
            olds[before[index]].append(index)
    return [(olds[after[index]].popleft(), index) for _, right in gaps for index in right if olds.get(after[index])]


Numbered = Sequence[tuple[int, Meaning]]


def _paired(left: Numbered, right: Numbered) -> Iterator[IndexPair]:
    """Exchanges between the same neighbours: the nearest, what is left in turn if it is as many on both sides."""
    if len(left) == len(right) == 1 or len(left) * len(right) > _COSTLY:
        yield from zip_longest((index for index, _ in left), (index for index, _ in right))
        return
    olds, news = dict(enumerate(left)), dict(enumerate(right))
    for match in nearest([_facts(old) for _, old in left], [_facts(new) for _, new in right]):
        yield olds.pop(match.before)[0], news.pop(match.after)[0]
    first, second = [index for index, _ in olds.values()], [index for index, _ in news.values()]
    if len(first) == len(second):
        yield from zip(first, second, strict=True)
        return
    yield from ((index, None) for index in first)
    yield from ((None, index) for index in second)


def _facts(meaning: Meaning) -> AskedFacts:
    leaves = frozenset(hash((path, f"{value}")) for path, value in meaning.asked.items())
    return AskedFacts("", (f"{meaning.asked.get('request.url')}",), b"", leaves, len(leaves), not meaning.card)


def _in_order(pairs: list[IndexPair]) -> list[IndexPair]:
    """Pairs in the order of the second content; what is gone comes before all that stood behind it."""
    ordered: list[tuple[int, bool, int, IndexPair]] = []
    following = len(pairs)
    for old, new in sorted(pairs, key=lambda pair: -1 if pair[0] is None else pair[0], reverse=True):
        if new is None:
            ordered.append((following, False, old or 0, (old, new)))
            continue
        ordered.append((new, True, 0, (old, new)))
        following = following if old is None else min(following, new)
    return [pair for *_, pair in sorted(ordered, key=lambda item: item[:3])]
