"""What a container module offers, and what it answers where a file holds no exchanges for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from recview.formats.file import File
from recview.model import Exchange


class Reader(Protocol):
    """What knows a kind of file. No function may raise, whatever the file holds."""

    def begins(self, head: bytes) -> bool:
        """Whether a file that begins so may be one of these; a file that no container says yes to is not read further.

        Args:
            head: The first 4 KB, unpacked if the file is gzip, without a byte order mark or blanks before them.
        """

    def read(self, file: File, path: str) -> Sequence[Exchange] | Unread | None:
        """The exchanges in a file that begins right; why there are none; or None if the file is of another kind.

        Args:
            file: Its bytes, text, JSON or YAML, whichever is asked for.
            path: Its path below the root, which becomes the exchanges' source.
        """


class Format(Reader, Protocol):
    """What a container module offers."""

    @property
    def NAME(self) -> str:
        """The container's name, as rows and `--json` show it."""

    @property
    def SUFFIXES(self) -> tuple[str, ...]:
        """The endings that such files have; a hint for scanning a folder, never a proof."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Why no exchange could be read from a file.

    Attributes:
        problem: A clause for the screen.
        partial: True if the file looks as if it were still being written.
        foreign: True if the file is sound and simply no recording.
        unlisted: True if nothing but an ending that anything may have (`.yaml`, `.txt`) spoke for it: it has no row.
        unknown: True if no container knows what the file is: a sound `.json` that is none has no row, either.
        so_far: Of a file that ends early, what there is of it; the last of these is what was cut.
    """

    problem: str
    partial: bool = False
    foreign: bool = False
    unlisted: bool = False
    unknown: bool = field(default=False, compare=False)
    so_far: Sequence[Exchange] = ()


INCOMPLETE = Unread("its last interaction is incomplete", partial=True)
EMPTY = Unread("a cassette that holds no interactions", foreign=True)
