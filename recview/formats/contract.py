"""What a container module offers, and what it answers where a file holds no exchanges for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from recview.formats.file import File
from recview.model import Exchange, Readability, ReadState


class Reader(Protocol):
    """What knows a kind of file. No function may raise, whatever the file holds."""

    def begins(self, head: bytes) -> bool:
        """Whether a file that begins so may be one of these; a file that no container says yes to is not read further.

        Args:
            head: The first 4 KB, unpacked if the file is gzip, without a byte order mark or blanks before them.
        """

    def read(self, file: File, path: str) -> Sequence[Exchange] | Readability | None:
        """The exchanges in a file that begins right; why there are none; or None if the file is of another kind.

        Args:
            file: Its bytes, text, JSON or YAML, whichever is asked for.
            path: Its path below the root, which becomes the exchanges' source.
        """


class Module(Reader, Protocol):
    """What a container module offers."""

    @property
    def NAME(self) -> str:
        """The container's name, as rows and `--json` show it."""


class Format(Module, Protocol):
    """What the table of formats has of one; see `recview.formats.row`."""

    @property
    def SUFFIXES(self) -> tuple[str, ...]:
        """The endings that such files have; a hint for scanning a folder, never a proof."""


def incomplete(recovered: Sequence[Exchange] = (), reason: str = "its last interaction is incomplete") -> Readability:
    """A file that ends early.

    Args:
        recovered: What there is of it; the last of these is what was cut.
        reason: What is incomplete, as a clause for the screen.
    """
    return Readability(ReadState.CUT, reason, recovered)


def foreign(reason: str) -> Readability:
    """A file that is sound and holds no exchanges; the reason is what it is, or why they are not read."""
    return Readability(ReadState.FOREIGN, reason)


NO_INTERACTIONS = foreign("a cassette that holds no interactions")
