"""What every file held when the session began: what a re-record is compared with.

Contents are kept compressed up to a bound. Beyond it a digest of the bytes and one of the meaning are left of a file:
enough for a verdict, too little to show what changed. A digest is made at once, and a content compressed when there is
time for it: until then it is held as it is.
"""

from __future__ import annotations

import zlib
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from recview.humanize import size
from recview.model import Readability, ReadState
from recview.review.judging import review_file
from recview.review.parsed import Digest, Parsed, content_digest, parse_file
from recview.sources.paths import folders_above
from recview.verdicts.review import Review

LIMIT = 64_000_000
"""Bytes of compressed contents that are kept unless another bound is asked for."""

_LEVEL = 1
"""Recordings shrink to a quarter at any level; this is the fastest."""


class Original(NamedTuple):
    """One file as it was.

    Attributes:
        content: A digest of its bytes.
        packed: The bytes, compressed; None if they were not kept, or not yet.
        digest: What is left where they were not.
        why: Why they were not kept, if not for the limit.
        data: The bytes, until they are compressed or dropped.
    """

    content: bytes
    packed: bytes | None = None
    digest: Digest | None = None
    why: str = ""
    data: bytes | None = None


class Baseline:
    """The first contents by path. One thread keeps them, any may read.

    Attributes:
        limit: Bytes of compressed contents that are kept.
        used: Bytes that they have.
        dropped: How many contents were not kept, as the limit was reached.
        waiting_bytes: Bytes of contents that are still to be compressed.
    """

    def __init__(self, limit: int = LIMIT, parse: Callable[[bytes, str], Parsed] = parse_file) -> None:
        """Begin with none.

        Args:
            limit: Bytes of compressed contents to keep.
            parse: Parses a first content, given its bytes and its path.
        """
        self.limit = limit
        self.used = 0
        self.dropped = 0
        self.waiting_bytes = 0
        self._parse = parse
        self._files: dict[str, Original] = {}
        self._waiting: deque[str] = deque()

    def keep(self, path: str, data: bytes) -> None:
        """Keep a file's content at the start; `pack_next` compresses it."""
        self._put(path, Original(content_digest(data), data=data))
        self._waiting.append(path)
        self.waiting_bytes += len(data)

    @property
    def has_waiting(self) -> bool:
        """Whether contents are still to be compressed."""
        return bool(self._waiting)

    def pack_next(self) -> bool:
        """Compress the content that waits longest, or leave digests of it if there is no room; False if none waits."""
        while self._waiting:
            path = self._waiting.popleft()
            original = self._files[path]
            if original.data is not None:
                self._put(path, self._packed(path, original.content, original.data))
                return True
        return False

    def _put(self, path: str, original: Original) -> None:
        before = self._files.get(path)
        self.waiting_bytes -= len((before and before.data) or b"")
        self._files[path] = original

    def _packed(self, path: str, digest: bytes, data: bytes) -> Original:
        packed = zlib.compress(data, _LEVEL) if self.used < self.limit else b""
        if packed and self.used + len(packed) <= self.limit:
            self.used += len(packed)
            return Original(digest, packed)
        self.dropped += 1
        return Original(digest, None, Digest.of(self._parse(data, path)))

    def keep_unread(self, path: str, problem: str) -> None:
        """Keep that a file, or a folder, was there and could not be read."""
        self._put(path, Original(b"", None, Digest(b"", b"", Readability(ReadState.BROKEN, problem))))

    def content(self, path: str) -> bytes | None:
        """A file's first content; None if there was none, or it was not kept."""
        original = self._files.get(path)
        if original is None or original.packed is None:
            return original and original.data
        return zlib.decompress(original.packed)

    def parsed(self, path: str) -> Parsed | None:
        """A file's first content, parsed; None if there was none, or it was not kept."""
        data = self.content(path)
        return self._parse(data, path) if data is not None else None

    def digest(self, path: str) -> bytes:
        """A digest of a file's first content; empty if there was none, or it could not be read."""
        original = self._files.get(path)
        return original.content if original else b""

    def differs(self, path: str, digest: bytes) -> bool:
        """Whether a content is another than the file's first one, if it had one."""
        original = self._files.get(path)
        return original is not None and original.content != digest

    def review(self, path: str, after: Parsed | None) -> Review | None:
        """What became of a file, given what it holds now; None if it was never there.

        None, too, of a file whose folder could not be looked into until now: what it holds is its first content.
        """
        if after is not None and self._was_out_of_sight(path):
            self._files[path] = Original(after.digest, None, Digest.of(after), "its folder could not be read")
            return None
        original = self._files.get(path)
        return review_file(self._before(path, after), after, (original and original.why) or self._limit_reached)

    def _was_out_of_sight(self, path: str) -> bool:
        """Whether a file without a first content is in a folder of which only a problem was kept."""
        return path not in self._files and any(folder in self._files for folder in folders_above(path))

    def _before(self, path: str, after: Parsed | None) -> Parsed | Digest | None:
        original = self._files.get(path)
        if original is None:
            return None
        if original.digest is not None:
            return original.digest
        if after is None or after.digest == original.content:
            # Gone, or as it was: what it means does not matter.
            return Digest(original.content)
        return self.parsed(path)

    @property
    def _limit_reached(self) -> str:
        """Why some first contents cannot be shown."""
        return f"its first content was not kept: over {size(self.limit)} of them"
