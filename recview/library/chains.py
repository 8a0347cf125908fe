"""The order of a test's calls, which no file records: a call that goes on from another one comes behind it.

Calls with one opening, sorted by their number of messages and their names, are put into chains: the turns that a call
sends, up to the last answer among them, are those of the call before it. In 32 of the 170 tests of the corpus with
several conversations that is another order than the sorted one, which mixes chains that begin alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias

from recview.named_tuple import NamedTuple

SortKey: TypeAlias = tuple[Any, ...]
"""What a row is sorted by: 1, the rank of its kind, its opening, its number of messages, its source, the row."""

IN_FILE_ORDER = 0
"""The rank of a row whose file keeps the order of its exchanges."""


class Turns(NamedTuple):
    """The digests of what a call sent; see `recview.model.Outline`."""

    digest: int
    earlier: int


def in_chains(keys: Sequence[SortKey], turns_of: Callable[[int], Turns]) -> Sequence[SortKey]:
    """The sort keys of a branch's rows in the order in which the rows are shown.

    Args:
        keys: The sort keys, sorted.
        turns_of: The digests of a row.
    """
    if len(keys) < 2:
        return keys
    shown: list[SortKey] = []
    for (rank, _), group in groupby(keys, key=itemgetter(1, 2)):
        alike = list(group)
        shown += alike if rank == IN_FILE_ORDER or len(alike) < 2 else _chained(alike, turns_of)
    return shown


def _chained(keys: Sequence[SortKey], turns_of: Callable[[int], Turns]) -> Iterable[SortKey]:
    """Sort keys of one opening, each chain in one piece; in a chain, calls with the same turns stand together."""
    calls: dict[object, list[SortKey]] = {}
    earlier: dict[object, int] = {}
    for key in keys:
        turns = turns_of(key[-1])
        # Without a digest a call is a chain of its own.
        chain: object = turns.digest or key
        calls.setdefault(chain, []).append(key)
        earlier.setdefault(chain, turns.earlier)
    if not any(before in calls for before in earlier.values()):
        return keys
    following: dict[object, list[object]] = {}
    for chain, before in earlier.items():
        # The call before sent fewer messages; digests that are equal by accident make no circle.
        goes_on = before in calls and calls[before][0][3] < calls[chain][0][3]
        following.setdefault(before if goes_on else None, []).append(chain)
    return _depth_first(following, calls)


def _depth_first(following: dict[object, list[object]], calls: dict[object, list[SortKey]]) -> Iterator[SortKey]:
    stack = following.get(None, [])[::-1]
    while stack:
        chain = stack.pop()
        yield from calls[chain]
        stack += following.get(chain, [])[::-1]
