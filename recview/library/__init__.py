"""The list of all recordings: a frozen tree that shares what did not change, and how to find one's way in it."""

from recview.indexed_file import GONE, WRITING, IndexedFile
from recview.library.calls import Calls, Repetition, calls_of
from recview.library.file_columns import FileColumns
from recview.library.file_rows import RowVerdict
from recview.library.leaf import Leaf
from recview.library.merging import Library
from recview.library.renaming import find_renamed
from recview.library.row_verdicts import row_verdicts
from recview.library.searching import edge, index_among, leaves, neighbour, sole_leaf
from recview.library.tally import Tally
from recview.library.tree import Branch, Node
from recview.library.tree_keys import Key, branch_order, display_name, tree_key

__all__ = [
    "GONE",
    "WRITING",
    "Branch",
    "Calls",
    "FileColumns",
    "IndexedFile",
    "Key",
    "Leaf",
    "Library",
    "Node",
    "Repetition",
    "RowVerdict",
    "Tally",
    "branch_order",
    "calls_of",
    "display_name",
    "edge",
    "find_renamed",
    "index_among",
    "leaves",
    "neighbour",
    "row_verdicts",
    "sole_leaf",
    "tree_key",
]
