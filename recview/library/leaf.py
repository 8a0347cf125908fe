"""One recording of the list, and rows grouped by the label of the branch that they are in."""

from __future__ import annotations

from collections.abc import Sequence

from recview.library.row_store import RowStore
from recview.library.tally import Tally
from recview.model import Entry
from recview.named_tuple import NamedTuple


class Leaf(NamedTuple):
    """One recording."""

    label: str
    entry: Entry
    order: tuple[object, ...]
    tally: Tally


MOST_LEAVES = 1_000
"""Recordings that a store keeps: those of some screens."""


def leaf(store: RowStore, row: int) -> Leaf:
    """The recording of a row: a row is the same for ever, and so is what was made of it for an earlier query."""
    leaves: dict[int, Leaf] = store.leaves
    kept = leaves.get(row)
    if kept is None:
        if len(leaves) >= MOST_LEAVES:
            leaves.clear()
        kept = leaves[row] = Leaf(store.label(row), store.entry(row), store.order(row)[:-1], store.tally(row))
    return kept


def rows_by_label(store: RowStore, depth: int, rows: Sequence[int]) -> tuple[dict[str, list[int]], list[int]]:
    """Rows grouped by label `depth` of their keys, and the rows whose keys end before it."""
    keys, codes = store.keys.keys, store.key_codes
    below: dict[str, list[int]] = {}
    here: list[int] = []
    for row in rows:
        key = keys[codes[row]]
        if len(key) == depth:
            here.append(row)
        elif key[depth] in below:
            below[key[depth]].append(row)
        else:
            below[key[depth]] = [row]
    return below, here
