"""How exchanges were stored: file bytes → exchanges. One small module a container.

To add a container: write a module with `NAME`, `SUFFIXES` and `read`, and add it to `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from recview.formats import ogx
from recview.model import Exchange, Json
from recview.wire import Unparsed, parse


class Format(Protocol):
    """What a container module offers."""

    @property
    def NAME(self) -> str:
        """The container's name, as rows and `--json` show it."""

    @property
    def SUFFIXES(self) -> tuple[str, ...]:
        """The endings that such files have; a hint for scanning a folder, never a proof."""

    def read(self, value: Json, path: str) -> Sequence[Exchange] | None:
        """The exchanges in a parsed file, or None if the file is of another kind. Never raises."""


# Asked in this order; the first that knows the file reads it.
FORMATS: tuple[Format, ...] = (ogx,)

SUFFIXES: tuple[str, ...] = tuple(suffix for known in FORMATS for suffix in known.SUFFIXES)


@dataclass(frozen=True, slots=True)
class Unread:
    """Why no exchange could be read from a file.

    Attributes:
        problem: A clause for the screen.
        partial: True if the file looks as if it were still being written.
        foreign: True if the file is sound and simply no recording.
    """

    problem: str
    partial: bool = False
    foreign: bool = False


def read(data: bytes, path: str, *, exact: bool = False) -> Sequence[Exchange] | Unread:
    """Every exchange in a file's bytes; never raises.

    Args:
        data: The whole file.
        path: Its path below the root, which becomes the exchanges' source.
        exact: Keep integers of any length (see `recview.wire.parse`).
    """
    value = parse(data, exact=exact)
    if isinstance(value, Unparsed):
        return Unread(value.reason, partial=value.cut)
    for known in FORMATS:
        found = known.read(value, path)
        if found is not None:
            return found
    return Unread("JSON, but not a recording that recview knows", foreign=True)
