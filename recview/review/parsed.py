"""A file's content, parsed once: listing, comparing and opening take what they need from the same value."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

from recview.digests import content_digest
from recview.events import Conversation
from recview.formats import Beside, File, read_file
from recview.model import WHOLE, Exchange, Readability, ReadState
from recview.named_tuple import NamedTuple

if TYPE_CHECKING:
    from recview.review.meaning import Meaning


class _Meanings(NamedTuple):
    """What each exchange means, the flags of each, the error that was recorded, and whether there is any meaning."""

    each: tuple[Meaning, ...] = ()
    flags: tuple[tuple[str, ...], ...] = ()
    error: str = ""
    readability: Readability = WHOLE


class Parsed:
    """The exchanges of a content; what they decode to and mean is worked out when it is first asked for.

    Attributes:
        path: The file's path below the root.
        data: The whole file; of a file that was not read, what there is of it.
        digest: 16 bytes that tell one content from another; empty if the file was not read.
        content: The exchanges, or why there are none; integers of any length are kept.
        file: What the content was read from, with what it was parsed to; None if that is not kept.
    """

    file: File | None = None

    def __init__(
        self, path: str, data: bytes, content: Sequence[Exchange] | Readability, *, digest: bytes | None = None
    ) -> None:
        """Work out nothing yet; see `parse_file`.

        Args:
            path: The file's path below the root.
            data: The whole file, or what there is of it.
            content: The exchanges, or why there are none.
            digest: That of the data, unless it is to be worked out.
        """
        self.path = path
        self.data = data
        self.digest = content_digest(data) if digest is None else digest
        self.content = content
        self._conversations: dict[int, Conversation] = {}

    @property
    def exchanges(self) -> Sequence[Exchange]:
        """The exchanges that could be read, also of a content that ends early."""
        return self.content.recovered if isinstance(self.content, Readability) else self.content

    @cached_property
    def readability(self) -> Readability:
        """Whether the content can be compared, and why not; one that is nested too deeply cannot."""
        if isinstance(self.content, Readability):
            return self.content._replace(recovered=())
        return self._meanings.readability

    @property
    def problem(self) -> str:
        """Why it cannot be compared; empty if it can."""
        return self.readability.reason

    @property
    def is_half_written(self) -> bool:
        """Whether the rest may still come."""
        return isinstance(self.content, Readability) and self.content.is_half_written

    def conversation(self, number: int) -> Conversation:
        """The conversation that an exchange decodes to; raises whatever a protocol's mistake raises."""
        if number not in self._conversations:
            exchange = self.exchanges[number]
            # On use, as below: the first scan decodes nothing.
            from recview.protocols.choosing import protocol_of
            from recview.protocols.decoding import decode

            self._conversations[number] = decode(exchange, protocol_of(exchange))
        return self._conversations[number]

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        """What each exchange means; none if the content cannot be compared."""
        return self._meanings.each

    @property
    def error(self) -> str:
        """The error that was recorded, in a few words; empty if none was."""
        return self._meanings.error

    def flags(self, number: int | None = None) -> tuple[str, ...]:
        """What a reader should look at in one exchange, or in any; see `recview.review.flags`."""
        every = self._meanings.flags
        chosen = every if number is None else every[number : number + 1]
        return tuple(dict.fromkeys(flag for flags in chosen for flag in flags))

    @property
    def meaning_digest(self) -> bytes:
        """16 bytes that are the same for every content of this meaning; the content's digest if it has no meaning."""
        if not self.meanings:
            return self.digest
        in_order = sorted(self.meanings, key=lambda meaning: meaning.request_key)
        return blake2b(b"".join(meaning.digest() for meaning in in_order), digest_size=16).digest()

    @cached_property
    def _meanings(self) -> _Meanings:
        if isinstance(self.content, Readability):
            return _Meanings()
        from recview.protocols.choosing import protocol_of
        from recview.review.flags import error, flags
        from recview.review.meaning import meaning

        try:
            pairs = [(exchange, self.conversation(number)) for number, exchange in enumerate(self.content)]
            return _Meanings(
                tuple(meaning(*pair, protocol_of(pair[0]).decoded_keys) for pair in pairs),
                tuple(flags(*pair) for pair in pairs),
                next(filter(None, (error(*pair) for pair in pairs)), ""),
            )
        except RecursionError:
            return _Meanings(readability=Readability(ReadState.FOREIGN, "nested too deeply to compare"))


class Digest(NamedTuple):
    """What is left of a content that was not kept: enough for a verdict, too little for the differences.

    Attributes:
        digest: That of the content.
        meaning_digest: That of its meaning.
        readability: Why it could not be read.
    """

    digest: bytes
    meaning_digest: bytes = b""
    readability: Readability = WHOLE

    @property
    def problem(self) -> str:
        """Why it could not be read; empty if it could."""
        return self.readability.reason

    @property
    def is_half_written(self) -> bool:
        """Whether the rest might still have come."""
        return self.readability.is_half_written

    @staticmethod
    def of(parsed: Parsed) -> Digest:
        """All that need be kept of a content."""
        return Digest(parsed.digest, parsed.meaning_digest, parsed.readability)


def parse_file(
    data: bytes, path: str, beside: Beside | None = None, *, digest: bytes | None = None, keeps_file: bool = False
) -> Parsed:
    """Parse a whole file.

    Args:
        data: Its bytes.
        path: Its path below the root.
        beside: Reads another file of the same tree.
        digest: That of the data, unless it is to be worked out.
        keeps_file: Whether somebody else wants what it was parsed to.
    """
    file = File(data, exact=True, beside=beside)
    parsed = Parsed(path, data, read_file(file, path), digest=digest)
    if keeps_file:
        parsed.file = file
    return parsed
