"""The cache of one root: what an earlier session kept, and keeping what this one read."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress

from recview.cache.container import NewPart, head_bytes
from recview.cache.encoding import from_parts, to_parts
from recview.cache.file import CacheFile, open_cache_file, write_cache_file
from recview.cache.folder import cache_path, evict, is_usable, root_key
from recview.cache.pieces import StoredPieces, new_parts, within
from recview.cache.settings import CacheSettings
from recview.cache.version import reader_version
from recview.private_folder import make_folder
from recview.root import Root
from recview.sources.kept_files import NOTHING_KEPT, KeptFiles

TEXTS, CONTENTS = "texts", "contents"

_HEAD_OF_PIECES_BYTES = 300
"""Bytes that the head needs at most to list the pieces of all files."""


class CacheStore:
    """The cache of one root. Whatever is odd about it, or about its folder, means that there is none; never raises.

    Attributes:
        texts: The texts that are searched, as they were loaded or saved last.
        contents: The compressed contents, likewise.
    """

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
        self.texts, self.contents = StoredPieces(TEXTS), StoredPieces(CONTENTS)

    @property
    def is_used(self) -> bool:
        """Whether anything is to be kept."""
        return bool(self._settings.folder)

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
        """The compressed content of a file; None if none is kept. Who uses it checks it by its digest."""
        return self.contents.get(path)

    def save(self, kept: KeptFiles, texts: Iterable[bytes], contents: Iterable[bytes]) -> bool:
        """Keep files in the place of what was kept before; returns whether they were kept.

        Args:
            kept: What is known of them.
            texts: The text of each that is searched, or nothing.
            contents: The content of each, compressed, or nothing. Those that there is no room for are left out.
        """
        folder, limit = self._settings.folder, self._settings.limit
        if not (folder and make_folder(folder)):
            return False
        if not kept.stamps:
            with suppress(OSError):
                os.unlink(self._path)
            return False
        now_ns = time.time_ns()
        try:
            parts = to_parts(kept)
        except (ValueError, TypeError, OverflowError):
            return False
        for name, pieces in ((TEXTS, texts), (CONTENTS, contents)):
            room = limit - self._size(parts, now_ns) - 8 * len(kept.stamps) - _HEAD_OF_PIECES_BYTES
            parts += new_parts(name, within(pieces, room))
        if self._size(parts, now_ns) > limit:
            return False
        if not write_cache_file(self._path, self._reader, self._key, now_ns, parts):
            return False
        evict(folder, limit, self._path, time.time())
        if (opened := open_cache_file(self._path)) is not None:
            self._take(opened, kept.files.paths)
        return True

    def _size(self, parts: Sequence[NewPart], now_ns: int) -> int:
        """The bytes of a cache file."""
        return len(head_bytes(self._reader, self._key, now_ns, parts)) + sum(part.length for part in parts)

    def _take(self, file: CacheFile, paths: Sequence[str]) -> None:
        self.texts, self.contents = StoredPieces(TEXTS, file, paths), StoredPieces(CONTENTS, file, paths)
