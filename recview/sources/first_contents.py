"""A side of a comparison that stays as it is now: every file is read at once and kept, packed, in memory."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from functools import partial

from recview.model import Readability
from recview.named_tuple import NamedTuple
from recview.sources.compared_tree import read_content
from recview.sources.files import UNSEEN, Bytes, NotRead, Stamp, stamp_on_disk
from recview.sources.git.objects import content_id
from recview.sources.trees import Tree, TreeFile

MOST_BYTES = 256_000_000
"""Packed bytes that are kept; of further files only the id is, so that it shows that they changed."""


_NOT_KEPT = "its first content was not kept: there was too much to keep"


class _Kept(NamedTuple):
    """A file's first content, packed, or why there is none."""

    data: bytes
    size: int
    problem: str


def first_contents(tree: Tree) -> Tree:
    """The files of a tree as they are now, whatever is written to them later."""
    kept: dict[str, _Kept] = {}
    files: dict[str, TreeFile] = {}
    room = MOST_BYTES
    for path, file in tree.files.items():
        content = read_content(tree, path)
        if isinstance(content, Readability):
            kept[path] = _Kept(b"", 0, file.problem or content.reason)
            files[path] = file
            continue
        packed = zlib.compress(content, 1)
        is_kept = len(packed) <= room
        room -= len(packed) if is_kept else 0
        kept[path] = _Kept(packed, len(content), "") if is_kept else _Kept(b"", len(content), _NOT_KEPT)
        files[path] = TreeFile(path, content_id(content, "sha1"))
    return Tree(tree.root, files, tree.problem, partial(_read, kept))


def _read(kept: Mapping[str, _Kept], path: str) -> Bytes:
    content = kept.get(path)
    if content is None:
        raise FileNotFoundError(path)
    if content.problem:
        raise NotRead(content.problem)
    return Bytes(zlib.decompress(content.data), content.size, UNSEEN)


def stamps_of(tree: Tree) -> Mapping[str, Stamp]:
    """When each file of a tree was written last, and how large it is, as the disk says now."""
    return {path: stamp_on_disk(tree.root.path(path)) for path in tree.files}


def with_known_ids(tree: Tree, stamps: Mapping[str, Stamp], earlier: Tree, earlier_stamps: Mapping[str, Stamp]) -> None:
    """Give files the ids that they had in an earlier tree, where they were not written since.

    Args:
        tree: The tree as it is now.
        stamps: Its stamps.
        earlier: The tree before.
        earlier_stamps: The stamps of that.
    """
    for path, file in tree.files.items():
        before = earlier.files.get(path)
        if before and before.id and not file.id and not file.problem and stamps.get(path) == earlier_stamps.get(path):
            tree.files[path] = file._replace(id=before.id)
