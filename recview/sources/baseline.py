"""What every file held when the session began: what a re-record is compared with.

Contents are kept compressed up to a bound. Beyond it a digest of the bytes and one of the meaning are left of a file:
enough for a verdict, too little to show what changed.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from typing import NamedTuple

from recview.decompressing import SIZE_LIMIT
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
        packed: The bytes, compressed; None if they were not kept, or an earlier session stored them.
        digest: What is left where they were not kept.
        why: Why they were not kept, if not for the limit.
    """

    content: bytes
    packed: bytes | None = None
    digest: Digest | None = None
    why: str = ""


class Baseline:
    """The first contents by path. One thread keeps them, any may read."""

    def __init__(
        self,
        limit: int = LIMIT,
        parse: Callable[[bytes, str], Parsed] = parse_file,
        stored: Callable[[str], bytes | None] = lambda path: None,
    ) -> None:
        """Begin with none.

        Args:
            limit: Bytes of compressed contents to keep.
            parse: Parses a first content, given its bytes and its path.
            stored: Returns the compressed content that an earlier session kept of a file, if it did.
        """
        self.limit = limit
        self.used = 0
        self.dropped = 0
        self._parse = parse
        self._stored = stored
        self._files: dict[str, Original] = {}

    def keep(self, path: str, data: bytes) -> None:
        """Keep a file's content at the start."""
        packed = zlib.compress(data, _LEVEL) if self.used < self.limit else b""
        if packed and self.used + len(packed) <= self.limit:
            self.used += len(packed)
            self._files[path] = Original(content_digest(data), packed)
        else:
            self.dropped += 1
            self._files[path] = Original(content_digest(data), None, Digest.of(self._parse(data, path)))

    def keep_known(self, digests: Mapping[str, bytes]) -> None:
        """Keep the digests of files that hold what they held when they were read in an earlier session."""
        for path, digest in digests.items():
            self._files[path] = Original(digest)

    def keep_unread(self, path: str, problem: str) -> None:
        """Keep that a file, or a folder, was there and could not be read."""
        self._files[path] = Original(b"", None, Digest(b"", b"", Readability(ReadState.BROKEN, problem)))

    def content(self, path: str) -> bytes | None:
        """A file's first content; None if there was none, or it was not kept."""
        original = self._files.get(path)
        if original is None or original.digest is not None:
            return None
        if original.packed is not None:
            return zlib.decompress(original.packed)
        data = _unpacked(self._stored(path) or b"")
        return data if data is not None and content_digest(data) == original.content else None

    def packed(self, path: str) -> tuple[bytes, bytes | None]:
        """The digest of a file's first content, empty if there was none; and the content compressed, if it was kept."""
        original = self._files.get(path)
        if original is None:
            return b"", None
        if original.packed is None and original.digest is None:
            return original.content, self._stored(path)
        return original.content, original.packed

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
        return self.parsed(path) or Digest(original.content)

    @property
    def _limit_reached(self) -> str:
        """Why some first contents cannot be shown."""
        return f"its first content was not kept: over {size(self.limit)} of them"


def _unpacked(packed: bytes) -> bytes | None:
    """A content that was compressed; None if those are other bytes."""
    try:
        return zlib.decompressobj().decompress(packed, SIZE_LIMIT)
    except zlib.error:
        return None
