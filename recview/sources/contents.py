"""The contents of all files below a root, one after the other: for what goes through a tree once and keeps nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator

from recview.formats import HEAD, is_listed, is_promising
from recview.model import Readability
from recview.reading.listing import too_large
from recview.root import Root
from recview.sources.file_index import FileIndex
from recview.sources.files import NotRead, read_recording
from recview.sources.tree_listing import DANGLING
from recview.value import Value


class Content(Value):
    """A file's bytes, or why there are none.

    Attributes:
        path: Below the root.
        problem: A clause; empty if it was read.
        is_folder: True of a folder that cannot be looked into.
    """

    path: str
    data: bytes = b""
    problem: str = ""
    is_folder: bool = False

    @property
    def folder(self) -> str:
        """The folder that it is in."""
        return self.path.rpartition("/")[0]


def is_foreign(readability: Readability, content: Content) -> bool:
    """Whether a file is sound and no recording, or nothing in it or in its name speaks for one."""
    if content.problem:
        return False
    return readability.is_sound or not is_listed(readability, content.data[:HEAD], content.path)


def contents(root: Root) -> Iterator[Content]:
    """Folder by folder, by name in each; a file is read when it is come to. Never raises."""
    index = FileIndex(root)
    for path in index.everything():
        if index.is_closed_folder(path):
            yield Content(path, problem=index.refused[path], is_folder=True)
            continue
        content = content_of(root, path, asked_for=path in index.asked_for)
        if content is not None:
            yield content._replace(problem=index.refused.get(path, content.problem))


def content_of(root: Root, path: str, *, asked_for: bool) -> Content | None:
    """The content of a file; None if it is gone by now, or just has an ending that anything may have. Never raises.

    Args:
        root: Where it is.
        path: Its path below the root.
        asked_for: Whether the user named it.
    """
    full = root.path(path)
    counts = asked_for or is_promising(path)
    try:
        content, may_be = read_recording(full, path, whole=asked_for)
    except FileNotFoundError:
        return Content(path, problem=DANGLING) if counts and os.path.islink(full) else None
    except NotRead as problem:
        return Content(path, problem=str(problem)) if counts else None
    if not may_be:
        return None
    return Content(path, content.data) if content.whole else Content(path, problem=too_large(content.size))
