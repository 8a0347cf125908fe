"""Where an entry stands in the tree, and in which order: from its test id, else from its folder."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TypeAlias

from recview.model import Entry, Source

Key: TypeAlias = tuple[str, ...]
"""A node's labels from the root down; a leaf's last label is its path and index."""


def leaf_label(source: Source) -> str:
    """A leaf's own label: unique in the whole library."""
    return f"{source.path}#{source.number}"


def source_of(label: str) -> Source | None:
    """The source of a leaf's label; None if it is no leaf's."""
    path, mark, number = label.rpartition("#")
    return Source(path, int(number)) if mark and number.isdecimal() else None


NO_TEST = "(no test id)"

HERE = "(this folder)"

_LAST = {NO_TEST, HERE}


def tree_key(entry: Entry) -> Key:
    """The labels of the branches above an entry.

    pytest ids are `folder/file.py::[Class::]test[parameters]`; the parameters may hold any character. Go's are
    `package::Test/subtest`. Entries without a test id stand under the folder that their file is in.
    """
    return test_key(entry.test_id) or folder_key(entry.source.path, entry.test_id)


def folder_key(path: str, test_id: str | None) -> Key:
    """The labels above an entry that has no test id, or one that names no file."""
    return (path.rpartition("/")[0] or HERE, NO_TEST if test_id is None else test_id)


_GO = re.compile(r"([^\[:]*)::([^\[/]*)/(.*)", re.DOTALL)


def test_key(test_id: str | None) -> Key:
    """The labels in a test id; none if it is not one of pytest's, or of Go's (see `recview.formats.naming`)."""
    if test_id is None:
        return ()
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


def spelled(key: Key, test_id: str | None) -> str:
    """A key as test ids spell it: what a bare word of a query looks through.

    Args:
        key: The labels.
        test_id: The test id that they are parts of: its form decides how they are joined.
    """
    if test_id is not None and _GO.match(test_id):
        return f"{key[0]}::{key[1]}/{key[2]}"
    text = "/".join(key[:2])
    if len(key) > 2:
        text = f"{text}::{key[2]}"
    return f"{text}[{key[3]}]" if len(key) > 3 else text


def display_name(entry: Entry) -> str:
    """A test's name with its parameters, without its file; of an entry without a test id the file's name."""
    labels = tree_key(entry)
    if entry.test_id is None:
        return entry.source.path.rpartition("/")[2]
    if _GO.match(entry.test_id):
        return f"{labels[1]}/{labels[2]}"
    return f"{labels[2]}[{labels[3]}]" if len(labels) == 4 else labels[-1]


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
