"""Recordings below a root by a name: that of their file, or that of their test."""

from __future__ import annotations

import re
from collections.abc import Callable

from recview.decompressing import readable
from recview.model import Source
from recview.reading.listing import index_file
from recview.root import Root
from recview.sources.beside import FilesBeside
from recview.sources.contents import contents
from recview.sources.file_index import FileIndex

_TOKEN = re.compile(r"[A-Za-z0-9_]+")


def called_files(root: Root, start: str, *, min_start: int = 1) -> list[str]:
    """The paths of the files that are called so, with or without a suffix; if there are none, of those that begin so.

    Args:
        root: Where to look.
        start: The name, or its beginning.
        min_start: Characters that a beginning must have.
    """
    paths = [path for path in FileIndex(root).everything() if path.rpartition("/")[2].startswith(start)]
    exact = [path for path in paths if start in _names(path)]
    return exact or (paths if len(start) >= min_start else [])


def _names(path: str) -> tuple[str, str]:
    name = path.rpartition("/")[2]
    return name, name.rpartition(".")[0]


def recordings_of_tests(root: Root, name: str, is_called: Callable[[str], bool]) -> list[tuple[str, list[Source]]]:
    """The tests below a root that are called so, each with its recordings.

    Only files that hold the longest word of the name, in themselves or in their path, are parsed.

    Args:
        root: Where to look.
        name: The name.
        is_called: Whether a test id is called so.
    """
    word = max(_TOKEN.findall(name), key=len, default="")
    tests: dict[str, list[Source]] = {}
    for content in contents(root) if word else ():
        if content.problem or not (word in content.path or word.encode() in readable(content.data)):
            continue
        for entry in index_file(content.path, content.data, FilesBeside(root)).entries:
            if entry.test_id and is_called(entry.test_id):
                tests.setdefault(entry.test_id, []).append(entry.source)
    return list(tests.items())
