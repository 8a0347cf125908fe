"""What every file held when the session began: what a re-record is compared with.

Contents are kept compressed up to a bound. Beyond it a digest of the bytes and one of the meaning are left of a file:
enough for a verdict, too little to show what changed.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping

from recview.humanize import size
from recview.model import Readability, ReadState
from recview.review.judging import review_file
from recview.review.parsed import Digest, Parsed, content_digest, parse_file
from recview.sources.originals import Original, unpacked
from recview.sources.paths import folders_above
from recview.verdicts.review import Review

LIMIT = 64_000_000
"""Bytes of compressed contents that are kept unless another bound is asked for."""

MAX_WAITING_BYTES = 48_000_000
"""Bytes of contents that may wait to be compressed."""

CHANGED_EARLY = "it changed before its first content was kept"

_LEVEL = 1
"""Recordings shrink to a quarter at any level; this is the fastest."""


class Baseline:
    """The first contents by path. One thread at a time keeps them, any may read."""

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
        self._waiting: dict[str, bytes] = {}
        self._waiting_bytes = 0

    def keep(self, path: str, data: bytes) -> None:
        """Keep a file's content at the start: its digest at once, the rest as soon as there is time.

        Until then its bytes wait in memory if there is room; else it is read again, if it is still the same.
        """
        self._files[path] = Original(content_digest(data))
        if self._waiting_bytes + len(data) <= MAX_WAITING_BYTES:
            self._waiting_bytes += len(data)
            self._waiting[path] = data

    def keep_known(self, digests: Mapping[str, bytes]) -> None:
        """Keep the digests of files that hold what they held when they were read in an earlier session."""
        for path, digest in digests.items():
            self._files[path] = Original(digest)

    def pending(self) -> list[str]:
        """The files of which only the digest is kept so far; an earlier session may have stored the content."""
        return [path for path, original in tuple(self._files.items()) if original.is_pending]

    def waiting(self, path: str) -> bytes | None:
        """A first content that waits in memory to be kept."""
        return self._waiting.get(path)

    def keep_content(self, path: str, data: bytes | None) -> None:
        """Keep the first content of a file whose digest is kept: compressed while there is room for it.

        Args:
            path: The file.
            data: Its bytes now; if they are others by now, or there are none, its first content is lost.
        """
        original = self._files.get(path)
        if original is None or not original.is_pending:
            return
        if data is None or content_digest(data) != original.content:
            self._files[path] = original._replace(digest=Digest(original.content), why=CHANGED_EARLY)
            return
        packed = zlib.compress(data, _LEVEL) if self.used < self.limit else b""
        if packed and self.used + len(packed) <= self.limit:
            self.used += len(packed)
            self._files[path] = original._replace(packed=packed)
        else:
            self.dropped += 1
            self._files[path] = original._replace(digest=Digest.of(self._parse(data, path)))
        self._waiting_bytes -= len(self._waiting.pop(path, b""))

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
        data = self._waiting.get(path) or unpacked(self._stored(path) or b"")
        return data if data is not None and content_digest(data) == original.content else None

    def packed(self, path: str) -> tuple[bytes, bytes | None]:
        """The digest of a file's first content, empty if there was none; and the content compressed, if it was kept."""
        original = self._files.get(path)
        if original is None:
            return b"", None
        if original.is_pending:
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
        before = self._before(path, after)
        original = self._files.get(path)
        if original is None:
            return review_file(before, after)
        # Without a digest of its meaning it was not kept for the limit.
        over_limit = f"its first content was not kept: over {size(self.limit)} of them"
        why = original.why or (CHANGED_EARLY if original.digest is None else over_limit)
        return review_file(before, after, why)

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
