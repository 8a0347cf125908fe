"""A tree beside its own first contents: what it was is kept, and it is looked at again and again for what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import sleep

from recview.root import Root
from recview.sources.first_contents import first_contents, stamps_of, with_known_ids
from recview.sources.trees import Tree, tree_of

LOOK_AFTER_S = 1.0
"""Seconds between two looks at the disk."""

MOST_LOOKS = 4
"""Looks after which what goes on changing is compared all the same; before, files may be half-written."""


def watched_trees(root: Root, is_stopped: Callable[[], bool]) -> Iterator[tuple[Tree, Tree]]:
    """The tree as it is now, beside itself, and again beside its first contents whenever it changed; ends once stopped.

    Args:
        root: Where the files are.
        is_stopped: Whether it is to end.
    """
    tree = tree_of(root)
    compared = stamps_of(tree)
    before = first_contents(tree)
    with_known_ids(tree, compared, before, compared)
    yield before, tree
    latest, looks = compared, 0
    while not is_stopped():
        sleep(LOOK_AFTER_S)
        now = tree_of(root)
        stamps = stamps_of(now)
        if stamps == compared:
            continue
        looks += 1
        if stamps != latest and looks < MOST_LOOKS:
            latest = stamps
            continue
        with_known_ids(now, stamps, tree, compared)
        tree, compared, latest, looks = now, stamps, stamps, 0
        yield before, tree
