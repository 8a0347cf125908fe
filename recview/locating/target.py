"""What of a recording is looked for in its file, and the line that it is on, as values that the screen may know."""

from __future__ import annotations

from typing import Literal, TypeAlias

from recview.value import Value

Part: TypeAlias = Literal["exchange", "request", "response", "chunk", "raw"]


class Target(Value):
    """What is looked for.

    Attributes:
        part: All of the exchange, a panel, or the raw file.
        chunk_index: The index of the chunk.
        keys: The keys and indexes that lead to a value in the panel.
        offset: Of the raw file, the first byte of the window.
        line: Of the raw file, the line in the window, from 0.
    """

    part: Part
    chunk_index: int = 0
    keys: tuple[str | int, ...] = ()
    offset: int = 0
    line: int = 0


class FileLine(Value):
    """A line of a file.

    Attributes:
        number: Counted from 1.
        reason: Why it is another than that of what was looked for; empty if it is not.
    """

    number: int
    reason: str = ""
