"""What every file held when the session began: what a re-record is compared with.

Contents are kept compressed up to a bound. Beyond it a digest of the bytes and one of the meaning are left of a file:
enough for a verdict, too little to show what changed. A content is compressed when there is time for it. Until then it
is held as it is; or, if too many are, just its digest, and the file is read once more.
"""

from __future__ import annotations

import zlib
from collections import deque
from collections.abc import Callable, Iterable, Mapping

from recview.current_file import reading
from recview.digests import content_digest
from recview.humanize import size
from recview.model import Readability, ReadState
from recview.piece_file import PieceFile
from recview.review.judging import review_file
from recview.review.parsed import Digest, Parsed, parse_file
from recview.sources.first_content import FirstContent, unpacked_content
from recview.sources.first_content_table import FirstContentTable
from recview.sources.paths import folders_above
from recview.verdicts.review import Review

LIMIT = 64_000_000
"""Bytes of compressed contents that are kept unless another bound is asked for."""

MAX_HELD_BYTES = 32_000_000
"""Bytes of contents that are held as they are until they are compressed."""

CHANGED_EARLY = "it changed before its first content was kept"

_LEVEL = 1
"""Recordings shrink to a quarter at any level; this is the fastest."""


class Baseline:
    """The first contents by path. One thread keeps them, any may read.

    Attributes:
        limit: Bytes of compressed contents that are kept.
        used: Bytes that they have.
        dropped: How many contents were not kept, as the limit was reached.
        held_bytes: Bytes of contents that are held until they are compressed.
    """

    def __init__(
        self,
        limit: int = LIMIT,
        parse: Callable[[bytes, str], Parsed] = parse_file,
        stored: Callable[[str], bytes | None] = lambda path: None,
        read: Callable[[str], bytes | None] = lambda path: None,
    ) -> None:
        """Begin with none.

        Args:
            limit: Bytes of compressed contents to keep.
            parse: Parses a first content, given its bytes and its path.
            stored: Returns the compressed content that an earlier session kept of a file, if it did.
            read: Returns what a file holds now; None if it cannot be read.
        """
        self.limit = limit
        self.used = 0
        self.dropped = 0
        self.held_bytes = 0
        self._parse = parse
        self._stored = stored
        self._read = read
        self._files = FirstContentTable()
        self._contents = PieceFile()
        self._held: deque[str] = deque()
        self._unread: deque[str] = deque()

    def keep(self, path: str, data: bytes) -> None:
        """Keep a file's content at the start; `make_digests` and `pack_next` do what can wait."""
        if self.held_bytes + len(data) > MAX_HELD_BYTES:
            self._put(path, FirstContent(content_digest(data)))
            self._unread.append(path)
            return
        self._put(path, FirstContent(b"", data=data))
        self._held.append(path)
        self.held_bytes += len(data)

    def keep_known(self, digests: Mapping[str, bytes], unstored: Iterable[str] = ()) -> None:
        """Keep the digests of files that hold what they held when they were read in an earlier session.

        Args:
            digests: By path.
            unstored: Those files whose contents that session did not keep: `pack_next` reads them.
        """
        self._files.update(digests)
        self._unread.extend(unstored)

    def make_digests(self) -> None:
        """Make the digests of all contents that are held: from then on, asking for one costs nothing."""
        for path in self._held:
            first = self._files[path]
            self._files[path] = first._replace(digest=first.digest_now())

    @property
    def has_waiting(self) -> bool:
        """Whether contents are still to be compressed."""
        return bool(self._unread or self._held)

    def pack_next(self) -> bool:
        """Compress the content that waits longest, or leave digests of it if there is no room; False if none waits.

        Those that have to be read come first: their files may change.
        """
        while self._unread:
            path = self._unread.popleft()
            first = self._files[path]
            if first.is_digest:
                with reading(path):
                    data = self._read(path)
                    if data is not None and content_digest(data) == first.digest:
                        self._put(path, self._packed(path, first.digest, data))
                    else:
                        self._put(path, FirstContent(first.digest, None, Digest(first.digest), CHANGED_EARLY))
                return True
        while self._held:
            path = self._held.popleft()
            first = self._files[path]
            if first.data is not None:
                with reading(path):
                    self._put(path, self._packed(path, first.digest_now(), first.data))
                return True
        return False

    def _put(self, path: str, first: FirstContent) -> None:
        before = self._files.get(path)
        self.held_bytes -= len((before and before.data) or b"")
        self._files[path] = first

    def _packed(self, path: str, digest: bytes, data: bytes) -> FirstContent:
        packed = zlib.compress(data, _LEVEL) if self.used < self.limit else b""
        if packed and self.used + len(packed) <= self.limit:
            self.used += len(packed)
            return FirstContent(digest, self._contents.add(packed))
        self.dropped += 1
        return FirstContent(digest, None, Digest.of(self._parse(data, path)))

    def keep_unread(self, path: str, problem: str) -> None:
        """Keep that a file, or a folder, was there and could not be read."""
        self._put(path, FirstContent(b"", None, Digest(b"", b"", Readability(ReadState.BROKEN, problem))))

    def content(self, path: str) -> bytes | None:
        """A file's first content; None if there was none, or it was not kept."""
        first = self._files.get(path)
        if first is None or not first.is_digest:
            packed = first and first.packed
            return unpacked_content(self._contents.get(packed)) if packed is not None else first and first.data
        data = unpacked_content(self._stored(path) or b"")
        return data if data is not None and content_digest(data) == first.digest else None

    def packed(self, path: str) -> bytes:
        """A file's first content, compressed; empty if there was none, or it is not compressed, or not kept."""
        first = self._files.get(path)
        if first is not None and first.is_digest:
            return self._stored(path) or b""
        return b"" if first is None or first.packed is None else self._contents.get(first.packed)

    def parsed(self, path: str) -> Parsed | None:
        """A file's first content, parsed; None if there was none, or it was not kept."""
        data = self.content(path)
        return self._parse(data, path) if data is not None else None

    def digest(self, path: str) -> bytes:
        """A digest of a file's first content; empty if there was none, or it could not be read."""
        first = self._files.get(path)
        return first.digest_now() if first else b""

    def differs(self, path: str, digest: bytes) -> bool:
        """Whether a content is another than the file's first one, if it had one."""
        first = self._files.get(path)
        return first is not None and first.digest_now() != digest

    def review(self, path: str, after: Parsed | None) -> Review | None:
        """What became of a file, given what it holds now; None if it was never there.

        None, too, of a file whose folder could not be looked into until now: what it holds is its first content.
        """
        if after is not None and _was_out_of_sight(path, self._files):
            self._files[path] = FirstContent(after.digest, None, Digest.of(after), "its folder could not be read")
            return None
        first = self._files.get(path)
        if first is None:
            return review_file(None, after)
        before: Parsed | Digest | None = first.digests
        digest = first.digest_now()
        if before is None and (after is None or after.digest == digest):
            # Gone, or as it was: what it means does not matter.
            before = Digest(digest)
        before = before or self.parsed(path)
        over_limit = f"its first content was not kept: over {size(self.limit)} of them"
        why = first.why or (CHANGED_EARLY if before is None else over_limit)
        return review_file(before or Digest(digest), after, why)


def _was_out_of_sight(path: str, files: FirstContentTable) -> bool:
    """Whether a file without a first content is in a folder of which only a problem was kept."""
    return path not in files and any(folder in files for folder in folders_above(path))
