"""The list of all recordings: a frozen tree that shares what did not change, and how to find one's way in it."""

from recview.library.merging import Found, Library, Marks, number_of
from recview.library.moving import moved
from recview.library.placing import branch_order, place, spoken_name
from recview.library.searching import edge, filtered, leaves, neighbour, place_among, sole_leaf, words_of
from recview.library.tree import GONE, WRITING, Branch, Key, Leaf, Node, Tally, place_of

__all__ = [
    "GONE",
    "WRITING",
    "Branch",
    "Found",
    "Key",
    "Leaf",
    "Library",
    "Marks",
    "Node",
    "Tally",
    "branch_order",
    "edge",
    "filtered",
    "leaves",
    "moved",
    "neighbour",
    "number_of",
    "place",
    "place_among",
    "place_of",
    "sole_leaf",
    "spoken_name",
    "words_of",
]
