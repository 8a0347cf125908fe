"""Files that a recording names, such as WireMock's bodies: read inside of what was opened, and never out of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping

from recview.decompressing import SIZE_LIMIT
from recview.reading.listing import too_large
from recview.root import Root
from recview.sources.files import NotRead, Stamp, is_file, read_bytes, stamp_on_disk

_ROOM = 4 * SIZE_LIMIT
"""Bytes that are read for one recording: thousands of its calls may name the same large file."""


class FilesBeside:
    """Reads the files that one recording names.

    Attributes:
        stamps: What was read, or looked for, by its path below the base: it tells when a file changed since.
    """

    def __init__(self, root: Root) -> None:
        self.stamps: dict[str, Stamp] = {}
        self._root = root
        self._room = _ROOM

    def __call__(self, path: str) -> bytes | str:
        """A file's bytes, or why it is not read. Never raises; links are followed as long as they lead inside."""
        try:
            self.stamps[path] = stamp_on_disk(self._root.path(path))
            real = os.path.realpath(self._root.path(path))
            if not any(_is_within(real, top) for top in self._top_paths()):
                return "it is outside of what was opened"
            content = read_bytes(real)
        except FileNotFoundError:
            return "there is no such file in what was opened"
        except NotRead as problem:
            return str(problem)
        except (OSError, ValueError):
            return "its name is none of a file"
        self.stamps[path] = content.stamp
        if not content.whole:
            return too_large(content.size)
        self._room -= len(content.data)
        return content.data if self._room >= 0 else "too much was read for this recording before"

    def _top_paths(self) -> list[str]:
        """What was opened: folders; of a single file the folder that it was looked for in."""
        archives = set(map(self._root.path, self._root.archives))
        return [
            os.path.realpath(os.path.dirname(path) or "." if path not in archives and is_file(path) else path)
            for path in self._root.roots
        ]


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(os.path.join(folder, ""))


class Naming:
    """Which recordings name which files beside them: when one of those changes, the recording is to be read anew."""

    def __init__(self) -> None:
        self._named: dict[str, dict[str, Stamp]] = {}

    def keep(self, path: str, stamps: dict[str, Stamp]) -> None:
        """What a recording names, with its stamps; nothing if it names nothing any more."""
        if stamps:
            self._named[path] = stamps
        else:
            self._named.pop(path, None)

    def stamps(self, path: str) -> Mapping[str, Stamp]:
        """What a recording names, with the stamps that it had when it was read."""
        return self._named.get(path, {})

    def outdated(self, root: Root) -> list[str]:
        """The recordings of which a file that they name changed since it was read."""
        return [
            path
            for path, stamps in self._named.items()
            if any(stamp_on_disk(root.path(beside)) != stamp for beside, stamp in stamps.items())
        ]

    def with_those_that_name(self, paths: Iterable[str], deleted: Iterable[str], root: Root) -> Iterator[str]:
        """The paths; then the recordings that are outdated, if a recording names one of these or a deleted one."""
        named = {beside for stamps in self._named.values() for beside in stamps}
        touched = named.intersection(deleted)
        for path in paths:
            if path in named:
                touched.add(path)
            yield path
        if touched:
            yield from self.outdated(root)
