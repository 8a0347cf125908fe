"""Where an entry stands in the tree, and in which order: from its test id, else from its folder."""

from __future__ import annotations

import re
from functools import lru_cache

from recview.library.tree import Key, Leaf, tally
from recview.model import Entry, Source


def leaf_label(source: Source) -> str:
    """A leaf's own label: unique in the whole library."""
    return f"{source.path}#{source.number}"


NO_TEST = "(no test id)"

HERE = "(this folder)"

_LAST = {NO_TEST, HERE}


def tree_key(entry: Entry) -> Key:
    """The labels of the branches above an entry.

    pytest ids are `folder/file.py::[Class::]test[parameters]`; the parameters may hold any character. Go's are
    `package::Test/subtest`. Entries without a test id stand under the folder that their file is in.
    """
    if entry.test_id is not None and (labels := _labels(entry.test_id)):
        return labels
    return (entry.source.path.rpartition("/")[0] or HERE, NO_TEST if entry.test_id is None else entry.test_id)


_GO = re.compile(r"([^\[:]*)::([^\[/]*)/(.*)", re.DOTALL)


@lru_cache(maxsize=4096)
def _labels(test_id: str) -> Key:
    """The labels in a test id; none if it is not one of pytest's, or of Go's (see `recview.formats.naming`)."""
    head, bracket, parameters = test_id.partition("[")
    path, separator, test = head.partition("::")
    if not separator:
        return ()
    if go := _GO.match(test_id):
        # A test stands where a file does, its subtests below it.
        return (go[1] or HERE, go[2] or "?", go[3] or "?")
    folder, _, file = path.rpartition("/")
    labels = (folder or HERE, file or "?", test or "?")
    return (*labels, parameters.removesuffix("]")) if bracket else labels


_JOINTS = ("", "/", "::", "[", "")
_GO_JOINTS = ("", "::", "/")


def spelled(above: str, label: str, depth: int, entry: Entry) -> str:
    """A branch's labels from the root down as test ids spell them, in lower case.

    Args:
        above: The same of the branch above it.
        label: Its own label.
        depth: How many labels are before it.
        entry: A recording below it, whose test id tells how the labels are joined.
    """
    joints = _GO_JOINTS if entry.test_id is not None and _GO.match(entry.test_id) else _JOINTS
    end = "]" if depth == 3 else ""
    return f"{above}{joints[min(depth, len(joints) - 1)]}{label.lower()}{end}"


def display_name(entry: Entry) -> str:
    """A test's name with its parameters, without its file; of an entry without a test id the file's name."""
    labels = tree_key(entry)
    if entry.test_id is None:
        return entry.source.path.rpartition("/")[2]
    if _GO.match(entry.test_id):
        return f"{labels[1]}/{labels[2]}"
    return f"{labels[2]}[{labels[3]}]" if len(labels) == 4 else labels[-1]


# Conversations first: they are what a reader came for; listings of models last.
_KINDS = {**dict.fromkeys(("models", "model", "ps", "pull", "load", "show", "version"), 3), "embed": 2, "count": 2}


def leaf(entry: Entry) -> Leaf:
    """The exchanges of one file stand as they do in it, where it keeps their order.

    Otherwise nothing records the order of a test's calls. Within one opening, fewer messages come first: inferred.
    """
    outline, source = entry.outline, entry.source
    if entry.ordered:
        order: tuple[object, ...] = (1, 0, "", 0, source.path, source.number)
    else:
        kind = _KINDS.get(outline.kind, 1)
        order = (1, kind, outline.opening, outline.messages, source.path, source.number)
    count = tally(entry)
    path = entry.source.path.lower()
    return Leaf(leaf_label(entry.source), entry, order, count, path if count.named else path.rpartition("/")[2])


_DIGITS = re.compile(r"(\d{1,15})")


@lru_cache(maxsize=4096)
def branch_order(label: str) -> tuple[object, ...]:
    """What branches are sorted by: those without a test or a folder stand last."""
    return (0, label in _LAST, _natural(label), label)


def _natural(label: str) -> tuple[object, ...]:
    """Sorts `2b` before `10b`. Text stands at even places and numbers at odd ones, so any two compare."""
    parts: list[object] = list(_DIGITS.split(label.lower()))
    parts[1::2] = [int(str(digits)) for digits in parts[1::2]]
    return tuple(parts)
