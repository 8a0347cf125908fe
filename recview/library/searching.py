"""Finding one's way in the tree: neighbours, the one recording of a branch."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from recview.library.leaf import Leaf, leaf
from recview.library.tally import Tally
from recview.library.tree import Branch, Node
from recview.library.tree_keys import Key


def neighbour(root: Branch, key: Key, by: int, *, flagged: bool = False) -> Key | None:
    """The recording before (-1) or after (1) a node in the list; with `flagged`, one that has something to look at.

    Once anything that was touched in this session has a flag, only such rows count as flagged.
    """
    wanted = _wanted(root, flagged)
    trail: list[tuple[Branch, int, Key]] = []
    node: Node = root
    for depth, label in enumerate(key):
        index = None if isinstance(node, Leaf) else node.children.index_of(label)
        if index is None or isinstance(node, Leaf):
            break
        trail.append((node, index, key[:depth]))
        node = node.children[index]
    if by > 0 and isinstance(node, Branch) and (key_below := _edge(node, key[: len(trail)], by, wanted)):
        return key_below
    for branch, index, above in reversed(trail):
        others = range(index + 1, len(branch.children)) if by > 0 else range(index - 1, -1, -1)
        if key_below := _edge_among(branch, others, above, by, wanted):
            return key_below
    return None


def edge(root: Branch, by: int, *, flagged: bool = False) -> Key | None:
    """The first (1) or last (-1) recording of the list; with `flagged`, of those that `neighbour` would go to."""
    return _edge(root, (), by, _wanted(root, flagged))


def _wanted(root: Branch, flagged: bool) -> Callable[[Tally], object]:
    if not flagged:
        return _is_any
    return _is_touched if root.tally.flagged else _is_flagged


def _is_any(tally: Tally) -> bool:
    return True


def _is_touched(tally: Tally) -> int:
    return tally.flagged


def _is_flagged(tally: Tally) -> int:
    return tally.errors or tally.unusual or tally.broken


def _edge(branch: Branch, key: Key, by: int, wanted: Callable[[Tally], object]) -> Key | None:
    """The first (1) or last (-1) recording below a branch that is wanted by its tally."""
    if wanted is not _is_any and not wanted(branch.tally):
        return None
    count = len(branch.children)
    return _edge_among(branch, range(count) if by > 0 else range(count - 1, -1, -1), key, by, wanted)


def _edge_among(branch: Branch, indexes: range, key: Key, by: int, wanted: Callable[[Tally], object]) -> Key | None:
    """The first that is wanted among some children of a branch, in the order of their indexes."""
    children = branch.children
    for index in indexes:
        if index < len(children.branches):
            below = children.branches[index]
            if key_below := _edge(below, (*key, below.label), by, wanted):
                return key_below
        elif wanted is _is_any or wanted(children.tally(index)):
            return (*key, children.label(index))
    return None


def index_among(root: Branch, key: Key) -> int | None:
    """Which of its branch's recordings one is, from 0; None if it is not in the tree."""
    branch = root
    for label in key[:-1]:
        index = branch.children.index_of(label)
        if index is None or index >= len(branch.children.branches):
            return None
        branch = branch.children.branches[index]
    return branch.children.index_of(key[-1]) if key else None


def sole_leaf(node: Node) -> Leaf | None:
    """The one recording of a branch that holds just one."""
    if isinstance(node, Leaf):
        return node
    return leaf(node.store, node.members[0]) if node.size == 1 else None


def leaves(branch: Branch, above: Key = ()) -> Iterator[tuple[Key, Leaf]]:
    """Every recording below a branch with its key, in the order of the list."""
    for node in branch.children:
        key = (*above, node.label)
        if isinstance(node, Leaf):
            yield key, node
        else:
            yield from leaves(node, key)
