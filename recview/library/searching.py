"""Finding one's way in the tree: filters, neighbours, the one recording of a branch."""

from __future__ import annotations

import operator
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from operator import attrgetter

from recview.library.tree import Branch, Key, Leaf, Node, Tally, added_up, child_index


def words_of(text: str, root: Branch) -> tuple[str, ...]:
    """The words of a filter, in lower case: a text that stands as a whole in an id or a path is one word.

    Quotes around it and a `./` before it are those of the shell that it was copied from.
    """
    whole = text.strip().lower().strip("'\"`").removeprefix("./")
    words = tuple(whole.split())
    return (whole,) if len(words) > 1 and filtered(root, (whole,)).children else words


def filtered(branch: Branch, words: tuple[str, ...]) -> Branch:
    """The part of a tree that matches: each word (in lower case) in the name of a branch or of a file.

    A file whose name is just a hash is found by a part of that; any other by its folder, too. A word with a slash is a
    part of a path, or a path of which a file's is the end.
    """
    words = tuple([word for word in words if word not in branch.search])
    if not words:
        return branch
    kept: list[Node] = []
    for child in branch.children:
        if isinstance(child, Leaf):
            # Without a generator: this runs for every recording with every letter that is typed.
            for word in words:
                if word not in child.search and not ("/" in word and _is_in_path(word, child)):
                    break
            else:
                kept.append(child)
        elif _may_hold(child, words) and (inner := filtered(child, words)).children:
            kept.append(inner)
    if len(kept) == len(branch.children) and all(map(operator.is_, kept, branch.children)):
        return branch
    rows = len(kept) + sum(child.rows for child in kept if isinstance(child, Branch))
    total = added_up([Tally(), *(child.tally for child in kept)])
    return branch._replace(children=tuple(kept), tally=total, rows=rows)


def _is_in_path(word: str, leaf: Leaf) -> bool:
    path = leaf.entry.source.path.lower()
    return word in path or word.endswith(f"/{path}")


def _may_hold(branch: Branch, words: tuple[str, ...]) -> bool:
    """Whether every word could be found in or below a branch; says no without going through it."""
    if not branch.names and branch.rows != branch.tally.recordings:
        return True
    for word in words:
        if word in branch.search or word in branch.names:
            continue
        # A word with colons is a part of a test id: going through all paths for it would be in vain.
        may_be_path = "/" in word and "::" not in word
        if not (branch.tally.named or may_be_path or _IN_A_HASH(word)):
            return False
    return True


_IN_A_HASH = re.compile(r"(?:models-)?[0-9a-f]{5,}[-0-9a-f]*(?:@.*)?(?:\.(?:j(?:s(?:on?)?)?)?)?$").match


def neighbour(root: Branch, key: Key, by: int, *, flagged: bool = False) -> Key | None:
    """The recording before (-1) or after (1) a node in the list; with `flagged`, one that has something to look at.

    Once anything that was touched in this session has a flag, only such rows count as flagged.
    """
    wanted = _wanted(root, flagged)
    trail: list[tuple[Branch, int, Key]] = []
    node: Node = root
    for depth, label in enumerate(key):
        index = None if isinstance(node, Leaf) else child_index(node, label)
        if index is None or isinstance(node, Leaf):
            break
        trail.append((node, index, key[:depth]))
        node = node.children[index]
    if by > 0 and isinstance(node, Branch) and (key_below := _edge(node, key[: len(trail)], by, wanted)):
        return key_below
    for branch, index, above in reversed(trail):
        others = branch.children[index + 1 :] if by > 0 else branch.children[:index][::-1]
        for child in others:
            if key_below := _edge(child, (*above, child.label), by, wanted):
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


def _edge(node: Node, key: Key, by: int, wanted: Callable[[Tally], object]) -> Key | None:
    """The first (1) or last (-1) recording of a node that is wanted by its tally."""
    if not wanted(node.tally):
        return None
    if isinstance(node, Leaf):
        return key
    for child in node.children[::by]:
        if key_below := _edge(child, (*key, child.label), by, wanted):
            return key_below
    return None


def index_among(root: Branch, key: Key, leaf: Leaf) -> int | None:
    """Which of its branch's recordings one is, from 0; None if it is not in the tree."""
    branch: Node = root
    for label in key[:-1]:
        index = child_index(branch, label) if isinstance(branch, Branch) else None
        if index is None or isinstance(branch, Leaf):
            return None
        branch = branch.children[index]
    if isinstance(branch, Leaf):
        return None
    index = bisect_left(branch.children, leaf.order, key=attrgetter("order"))
    return index if index < len(branch.children) and branch.children[index].label == leaf.label else None


def sole_leaf(node: Node) -> Leaf | None:
    """The one recording of a branch that holds just one."""
    while isinstance(node, Branch):
        if len(node.children) != 1:
            return None
        node = node.children[0]
    return node


def leaves(branch: Branch) -> Iterable[tuple[Key, Leaf]]:
    """Every recording below a branch with its key, in the order of the list."""
    stack: list[tuple[Key, Node]] = [((), child) for child in reversed(branch.children)]
    while stack:
        above, node = stack.pop()
        key = (*above, node.label)
        if isinstance(node, Leaf):
            yield key, node
        else:
            stack.extend((key, child) for child in reversed(node.children))
