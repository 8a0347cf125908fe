"""What git's commands print, read into values; and the ids that git gives contents. Pure.

Source: git's manual, ls-tree ("OUTPUT FORMAT"), ls-files ("OUTPUT"), cat-file ("BATCH OUTPUT"), rev-list (--missing).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from recview.named_tuple import NamedTuple

LINK_MODE, SUBMODULE_MODE = 0o120000, 0o160000

POINTER = b"version https://git-lfs.github.com/spec/v1\n"
"""What a file begins with that Git LFS left in the place of a large one."""

MAX_POINTER_BYTES = 1_024


_TREE_RECORD = re.compile(rb"([0-7]+) ([a-z]+) ([0-9a-f]+)\t([^\0]+)\0")
_INDEX_RECORD = re.compile(rb"([A-Za-z?]) ([0-7]+) ([0-9a-f]+) ([0-3])\t([^\0]+)\0")


class TreeEntry(NamedTuple):
    """A file of a tree or of the index, or what stands in the place of one.

    Attributes:
        path: From the top, as the system would name it: bytes that are no UTF-8 are surrogates.
        mode: Its kind and permissions; `LINK_MODE` and `SUBMODULE_MODE` are no files.
        id: Of its object; of a submodule, the commit in that other repository.
        stage: In the index: 1 to 3 while a merge is in conflict, else 0.
        is_skipped: In the index: whether the working tree leaves it out, by a sparse checkout.
        is_folder: Whether it is a tree, which only `ls-tree` without `-r` lists.
    """

    path: str
    mode: int
    id: str
    stage: int = 0
    is_skipped: bool = False
    is_folder: bool = False


class ObjectHead(NamedTuple):
    """What `cat-file` says of an object: its kind, `missing` if it has none, and its size in bytes."""

    kind: str
    size: int


def tree_entries(data: bytes) -> Iterator[TreeEntry]:
    """What `ls-tree -z` lists: `MODE KIND ID`, a tab, the path, NUL."""
    for mode, kind, id_, path in _TREE_RECORD.findall(data):
        yield TreeEntry(_path(path), int(mode, 8), id_.decode(), is_folder=kind == b"tree")


def index_entries(data: bytes) -> Iterator[TreeEntry]:
    """What `ls-files -t -s -z` lists: `TAG MODE ID STAGE`, a tab, the path, NUL."""
    for tag, mode, id_, stage, path in _INDEX_RECORD.findall(data):
        yield TreeEntry(_path(path), int(mode, 8), id_.decode(), int(stage), is_skipped=tag in b"Ss")


def paths(data: bytes) -> list[str]:
    """Paths that are each followed by NUL."""
    return [_path(path) for path in data.split(b"\0") if path]


def object_heads(data: bytes) -> Iterator[ObjectHead]:
    """What `cat-file --batch-check` lists."""
    return map(object_head, data.splitlines())


def object_head(line: bytes) -> ObjectHead:
    """What a line of `cat-file` says of an object: `ID KIND SIZE`, or `ID missing`."""
    words = line.decode("ascii", "replace").split()
    if len(words) == 3 and words[2].isdecimal():
        return ObjectHead(words[1], int(words[2]))
    return ObjectHead("missing", 0)


def absent_ids(data: bytes) -> frozenset[str]:
    """The ids that `rev-list --missing=print` names as absent."""
    return frozenset(line[1:].decode("ascii", "replace") for line in data.splitlines() if line[:1] == b"?")


def parents(commit: bytes) -> list[str]:
    """The ids of a commit's parents, which its head names."""
    head = commit.partition(b"\n\n")[0]
    return [line[7:].decode("ascii", "replace") for line in head.split(b"\n") if line.startswith(b"parent ")]


def content_id(data: bytes, algorithm: str) -> str:
    """The id that git gives a content.

    Args:
        data: All of it.
        algorithm: `sha1` or `sha256`, as the repository has it.
    """
    digest = hashlib.new(algorithm, b"blob %d\0" % len(data), usedforsecurity=False)
    digest.update(data)
    return digest.hexdigest()


def algorithm_of(id_: str) -> str:
    """What an id was made with."""
    return "sha256" if len(id_) == 64 else "sha1"


def is_pointer(data: bytes, size: int) -> bool:
    """Whether a content is just what Git LFS left in the place of a file."""
    return size <= MAX_POINTER_BYTES and data.startswith(POINTER)


def promisor(settings: bytes) -> str | None:
    """The remote that a partial clone gets objects from, by its settings; None if the repository is no such clone."""
    remotes = []
    is_partial = False
    for record in filter(None, settings.decode("utf-8", "surrogateescape").split("\0")):
        key, _, value = record.partition("\n")
        if key == "extensions.partialclone":
            is_partial = True
            remotes.append(value)
        elif value.lower() in ("", "true", "yes", "on", "1"):
            is_partial = True
            remotes.insert(0, key.removeprefix("remote.").removesuffix(".promisor"))
    return (remotes[0] or "origin") if is_partial else None


def _path(name: bytes) -> str:
    return name.decode("utf-8", "surrogateescape")
