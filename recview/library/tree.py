"""The list as a tree of values that do not change: folder → test file → test → [parameters] → recordings.

A branch knows the rows below it; what is made of them (branches, recordings, sums) is made when it is first asked for.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from operator import attrgetter, eq, itemgetter
from typing import Any, TypeAlias, overload

from recview.library.chains import in_chains
from recview.library.leaf import Leaf, leaf, rows_by_label
from recview.library.row_store import RowStore
from recview.library.tally import Tally
from recview.library.tree_keys import Key, branch_order, source_of

_ORDER, _ROW = attrgetter("order"), itemgetter(-1)


class Branch:
    """A folder, a test file, a test or one set of its parameters.

    Attributes:
        label: Its name; unique among its siblings.
        store: Where its rows are.
    """

    __slots__ = ("_children", "_depth", "_height", "_members", "_tally", "label", "store")

    def __init__(self, label: str, store: RowStore | None = None, members: Sequence[int] = (), depth: int = 0) -> None:
        """A branch of some rows.

        Args:
            label: Its name.
            store: Where the rows are.
            members: The numbers of the rows below it, in no order.
            depth: How many labels its key has.
        """
        self.label = label
        self.store = RowStore() if store is None else store
        self._members: array[int] | None = array("I", members)
        self._depth = depth
        self._children: Children | None = None
        self._tally: Tally | None = None
        self._height: int | None = None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Branch) or (self.label, self.tally) != (other.label, other.tally):
            return False
        return self.children == other.children

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Branch({self.label!r}, {list(self.children)!r})"

    @property
    def order(self) -> tuple[object, ...]:
        """What siblings are sorted by."""
        return branch_order(self.label)

    @property
    def size(self) -> int:
        """How many recordings are below it."""
        return len(self.members) if self._tally is None else self._tally.recordings

    @property
    def members(self) -> array[int]:
        """The numbers of the rows below it, in no order."""
        if self._members is not None:
            return self._members
        assert self._children is not None
        rows = array("I", map(_ROW, self._children.orders))
        for branch in self._children.branches:
            rows.extend(branch.members)
        return rows

    @property
    def children(self) -> Children:
        """Branches first, then recordings, each in its order."""
        if self._children is None:
            assert self._members is not None
            below, here = rows_by_label(self.store, self._depth, self._members)
            branches = [Branch(label, self.store, rows, self._depth + 1) for label, rows in below.items()]
            branches.sort(key=_ORDER)
            self._children = Children(self.store, branches, sorted(map(self.store.order, here)))
            self._members = None
        return self._children

    @property
    def tally(self) -> Tally:
        """What is below it."""
        if self._tally is None:
            self._tally = self.store.tallied(self.members)
        return self._tally

    @property
    def rows(self) -> int:
        """How many nodes are below it."""
        if self._height is None:
            if self._children is not None:
                self._height = len(self._children) + sum([branch.rows for branch in self._children.branches])
            else:
                self._height = self._counted_rows()
        return self._height

    def _counted_rows(self) -> int:
        keys, codes, depth = self.store.keys.keys, self.store.key_codes, self._depth + 1
        below: set[Key] = set()
        for code in set(map(codes.__getitem__, self.members)):
            key = keys[code]
            for end in range(depth, len(key) + 1):
                below.add(key[:end])
        return len(self.members) + len(below)

    def with_rows(self, rows: Sequence[int]) -> Branch:
        """A new branch with other rows."""
        return Branch(self.label, self.store, rows, self._depth)

    def changed(self, removed: Sequence[int], added: Sequence[int]) -> Branch:
        """The branch without some of its rows, and with others; it shares what is the same in both."""
        after = self.with_rows(())
        if self._tally is not None:
            after._tally = self._tally.plus(self.store.tallied(added)).minus(self.store.tallied(removed))
        if self._members is None or not self._depth:
            # All rows are below the root: what is below it is always made.
            after._members = None
            after._children = self.children.changed(self._depth, removed, added)
        else:
            leaving = set(removed)
            kept = [row for row in self._members if row not in leaving] if leaving else self._members
            after._members = array("I", kept)
            after._members.extend(added)
        return after


class Children(Sequence["Node"]):
    """The branches and recordings right below a branch; each recording is made when it is asked for.

    Attributes:
        store: Where the rows are.
        branches: The branches, in their order.
        orders: The sort key of each recording, sorted; its last item is the row.
    """

    __slots__ = ("_rows", "branches", "orders", "store")

    def __init__(self, store: RowStore, branches: list[Branch], orders: list[tuple[Any, ...]]) -> None:
        self.store = store
        self.branches = branches
        self.orders = orders
        self._rows: list[int] | None = None

    def __len__(self) -> int:
        return len(self.branches) + len(self.orders)

    @overload
    def __getitem__(self, index: int) -> Node: ...
    @overload
    def __getitem__(self, index: slice) -> list[Node]: ...
    def __getitem__(self, index: int | slice) -> Node | list[Node]:
        if isinstance(index, slice):
            return [self[number] for number in range(len(self))[index]]
        index = range(len(self))[index]
        if index < len(self.branches):
            return self.branches[index]
        return leaf(self.store, self.rows[index - len(self.branches)])

    def __iter__(self) -> Iterator[Node]:
        return map(self.__getitem__, range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Children) and len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment]

    @property
    def rows(self) -> list[int]:
        """The rows of the recordings: what goes on from another one comes behind it."""
        if self._rows is None:
            self._rows = list(map(_ROW, in_chains(self.orders, self.store.turns)))
        return self._rows

    def label(self, index: int) -> str:
        """The label of a child."""
        if index < len(self.branches):
            return self.branches[index].label
        return self.store.label(self.rows[index - len(self.branches)])

    def tally(self, index: int) -> Tally:
        """What a child counts for."""
        if index < len(self.branches):
            return self.branches[index].tally
        return self.store.tally(self.rows[index - len(self.branches)])

    def index_of(self, label: str) -> int | None:
        """Which child has a label; None if none has."""
        index, is_child = self._branch_index(label)
        if is_child:
            return index
        source = source_of(label)
        row = self.store.latest_row(source) if source else None
        if source is None or row is None:
            return None
        index = bisect_left(self.orders, self.store.order(row))
        if index >= len(self.orders) or self.orders[index][-1] != row:
            # In an earlier state of the list the source had another row.
            row = next((row for row in self.rows if self.store.source(row) == source), None)
        return None if row is None else len(self.branches) + self.rows.index(row)

    def _branch_index(self, label: str) -> tuple[int, bool]:
        """The index at which the branch of a label is or belongs, and whether it is there."""
        index = bisect_left(self.branches, branch_order(label), key=_ORDER)
        return index, index < len(self.branches) and self.branches[index].label == label

    def changed(self, depth: int, removed: Sequence[int], added: Sequence[int]) -> Children:
        """The children without some rows, and with others; branches left empty disappear.

        Args:
            depth: How many labels the key of their branch has.
            removed: The numbers of rows below them.
            added: The numbers of rows that come to them.
        """
        after = Children(self.store, list(self.branches), list(self.orders))
        leaving, leaving_here = rows_by_label(self.store, depth, removed)
        coming, coming_here = rows_by_label(self.store, depth, added)
        for label in leaving.keys() | coming.keys():
            after._change_branch(label, depth, leaving.get(label, ()), coming.get(label, ()))
        for row in leaving_here:
            after.orders.pop(bisect_left(after.orders, self.store.order(row)))
        for row in coming_here:
            insort(after.orders, self.store.order(row))
        return after

    def _change_branch(self, label: str, depth: int, removed: Sequence[int], added: Sequence[int]) -> None:
        index, is_child = self._branch_index(label)
        if not is_child:
            self.branches.insert(index, Branch(label, self.store, added, depth + 1))
            return
        branch = self.branches[index]
        if len(removed) - len(added) == branch.size:
            del self.branches[index]
        else:
            self.branches[index] = branch.changed(removed, added)


Node: TypeAlias = Branch | Leaf
