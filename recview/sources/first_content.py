"""What is kept of the content that a file had at the start."""

from __future__ import annotations

import zlib

from recview.decompressing import SIZE_LIMIT
from recview.digests import content_digest
from recview.named_tuple import NamedTuple
from recview.review.parsed import Digest


class FirstContent(NamedTuple):
    """A file as it was at the start.

    Attributes:
        digest: The digest of its bytes; empty as long as that was not made.
        packed: Where its compressed bytes are in the baseline's piece file; None if they were not kept, or not yet.
        digests: Kept in place of the bytes, if those are not.
        why: Why they were not kept; empty if for the limit.
        data: The bytes, until they are compressed or dropped.
    """

    digest: bytes
    packed: int | None = None
    digests: Digest | None = None
    why: str = ""
    data: bytes | None = None

    @property
    def is_digest(self) -> bool:
        """Whether nothing but the digest of its bytes is at hand."""
        return self.packed is None and self.digests is None and self.data is None

    def digest_now(self) -> bytes:
        """The digest of its bytes, made if it was not; empty if the file could not be read."""
        return content_digest(self.data) if self.data is not None and not self.digest else self.digest


def unpacked_content(packed: bytes) -> bytes | None:
    """A content that was compressed; None if those are other bytes."""
    try:
        return zlib.decompressobj().decompress(packed, SIZE_LIMIT)
    except zlib.error:
        return None
