"""The cache of one root: what an earlier session kept, and keeping what this one read."""

from __future__ import annotations

import os
import time
from array import array
from collections.abc import Iterable, Iterator

from recview.cache.container import NewPart, Part, checked_part, head_bytes
from recview.cache.encoding import from_parts, to_parts
from recview.cache.file import CacheFile, open_cache_file, write_cache_file
from recview.cache.folder import cache_path, evict, is_usable, make_folder, root_key
from recview.cache.settings import CacheSettings
from recview.cache.version import reader_version
from recview.root import Root
from recview.sources.kept_files import NOTHING_KEPT, KeptFiles

LENGTHS, CONTENTS = "content lengths", "contents"

_HEAD_OF_CONTENTS_BYTES = 200
"""Bytes that the head needs at most to list the contents, and its time."""


class CacheStore:
    """The cache of one root. Whatever is odd about it, or about its folder, means that there is none; never raises."""

    def __init__(self, root: Root, settings: CacheSettings | None) -> None:
        """Look at nothing yet.

        Args:
            root: What is read.
            settings: Where caches are; None if nothing is to be kept.
        """
        self._root = root
        self._settings = settings or CacheSettings("")
        self._key = root_key(root)
        self._path = cache_path(self._settings.folder, root)
        self._reader = ""
        self._file: CacheFile | None = None
        self._paths: list[str] = []
        self._contents: dict[str, tuple[int, int]] | None = None

    def load(self) -> KeptFiles:
        """What an earlier session kept; nothing if there is no cache that can be trusted."""
        # One file is read as fast as its cache.
        if not any(map(os.path.isdir, self._root.roots)) or not is_usable(self._settings.folder, self._root):
            self._settings = CacheSettings("")
            return NOTHING_KEPT
        self._reader = reader_version()
        file = open_cache_file(self._path)
        if file is None or (file.head.reader, file.head.root) != (self._reader, self._key):
            return NOTHING_KEPT
        kept = from_parts(file.part)
        if kept is None:
            return NOTHING_KEPT
        self._take(file, kept.files.paths)
        return kept

    def content(self, path: str) -> bytes | None:
        """The compressed content of a file, as the cache that was loaded or written last has it; None if it has none.

        It is what was written only if its digest says so: the caller knows that.
        """
        if self._file is None:
            return None
        if self._contents is None:
            self._contents = dict(_spans(self._file, self._paths))
        offset, length = self._contents.get(path, (0, 0))
        part = self._file.head.parts.get(CONTENTS)
        return self._file.piece(part, offset, length) if part and length else None

    def save(self, kept: KeptFiles, contents: Iterable[bytes]) -> bool:
        """Keep files in the place of what was kept before; returns whether they were kept.

        Args:
            kept: What is known of them.
            contents: The content of each, compressed, or nothing. Those that there is no room for are left out.
        """
        folder, limit = self._settings
        if not (folder and kept.stamps and make_folder(folder)):
            return False
        try:
            parts = to_parts(kept)
        except (ValueError, TypeError, OverflowError):
            return False
        rows_size = sum(part.length for part in parts) + 8 * len(kept.stamps)
        room = limit - rows_size - len(head_bytes(self._reader, self._key, 0, parts)) - _HEAD_OF_CONTENTS_BYTES
        packed = list(_within(contents, room))
        parts.append(checked_part(LENGTHS, array("Q", map(len, packed)).tobytes()))
        parts.append(NewPart(CONTENTS, sum(map(len, packed)), packed))
        now_ns = time.time_ns()
        if len(head_bytes(self._reader, self._key, now_ns, parts)) + sum(part.length for part in parts) > limit:
            return False
        if not write_cache_file(self._path, self._reader, self._key, now_ns, parts):
            return False
        evict(folder, limit, self._path, time.time())
        if (opened := open_cache_file(self._path)) is not None:
            self._take(opened, kept.files.paths)
        return True

    def _take(self, file: CacheFile, paths: list[str]) -> None:
        if self._file is not None:
            self._file.close()
        self._file, self._paths, self._contents = file, paths, None


def _within(contents: Iterable[bytes], room: int) -> Iterator[bytes]:
    """Contents as long as there is room, in bytes; from there on none."""
    for content in contents:
        room -= len(content)
        yield content if room >= 0 else b""


def _spans(file: CacheFile, paths: list[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Where the content of each file is: its offset and its length."""
    part: Part | None = file.head.parts.get(CONTENTS)
    data = file.part(LENGTHS)
    if part is None or data is None or len(data) != 8 * len(paths):
        return
    offset = 0
    for path, length in zip(paths, array("Q", data), strict=True):
        if length:
            yield path, (offset, length)
        offset += length
