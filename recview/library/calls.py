"""The calls of one test around a recording: the ones before and after it, and what it sent that another one sent."""

from __future__ import annotations

from collections.abc import Sequence

from recview.library.merging import Library
from recview.library.row_store import RowStore
from recview.model import Source
from recview.value import Value

FARTHEST = 1_000
"""How many calls before a recording are looked at for what it repeats."""


class Repetition(Value):
    """What a call sent that an earlier call of its test sent, too.

    Attributes:
        number: The number of the earlier call in the list.
        is_whole: Whether it is all that was sent; else what was sent before the last answer among it.
    """

    number: int
    is_whole: bool


class Calls(Value):
    """The recordings of a branch of the list.

    Attributes:
        store: Where their rows are.
        rows: Their rows in the order of the list.
        position: The index of the one that is meant.
        branches: How many branches there are before them in the list, which count there.
    """

    store: RowStore
    rows: Sequence[int]
    position: int
    branches: int

    @property
    def number(self) -> int:
        """The number of the recording in its branch of the list, from 1."""
        return self.branches + self.position + 1

    @property
    def total(self) -> int:
        """How many there are in its branch."""
        return self.branches + len(self.rows)

    @property
    def is_order_inferred(self) -> bool:
        """Whether there are others of the same test, in an order that no file keeps."""
        rows, row = self.store.rows, self.rows[self.position]
        return len(self.rows) > 1 and bool(rows.test_ids[row]) and not rows.shapes[row].ordered

    def beside(self, by: int) -> Source | None:
        """The recording after (1) or before (-1) the one that is meant, or None."""
        index = self.position + by
        return self.store.source(self.rows[index]) if 0 <= index < len(self.rows) else None

    def repetition(self) -> Repetition | None:
        """What the call repeats from the nearest call before it that sent the same; None if it repeats nothing."""
        own = self.store.turns(self.rows[self.position])
        if not own.digest:
            return None
        for index in range(self.position - 1, max(-1, self.position - 1 - FARTHEST), -1):
            other = self.store.turns(self.rows[index])
            if other.digest == own.digest:
                return Repetition(self.branches + index + 1, is_whole=True)
            if own.earlier and own.earlier in other:
                return Repetition(self.branches + index + 1, is_whole=False)
        return None


def calls_of(library: Library, source: Source) -> Calls | None:
    """The calls beside a recording in the list, with itself; None if it is not there."""
    branch = library.root
    *labels, last = library.key(source) or ("",)
    for label in labels:
        index = branch.children.index_of(label)
        if index is None:
            return None
        branch = branch.children.branches[index]
    index = branch.children.index_of(last)
    branches = len(branch.children.branches)
    return None if index is None else Calls(branch.store, branch.children.rows, index - branches, branches)
