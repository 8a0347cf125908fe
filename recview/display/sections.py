"""A page as a value: its titled stretches of text, in reading order. `recview.display.page` makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from recview.replay.transcript import Block

SectionKind: TypeAlias = Literal[
    "system", "user", "assistant", "tool", "tool_call", "reasoning", "refusal", "error", "warning", "note", "json"
]


Change: TypeAlias = Literal["removed", "added"]

DiffSpan: TypeAlias = tuple[int, int, Change]
"""(start, end) of a stretch of text that only the one or the other of two recordings has."""


@dataclass(frozen=True, slots=True)
class Section:
    """One titled stretch of the page.

    Attributes:
        title: Its heading; empty where it goes on under the one before.
        aside: What stands dim at the right of the heading.
        text: As recorded; the view neutralises it.
        block: The piece of the answer that it shows, or None.
        final: The text to show once the block is complete, where that differs (a tool call's JSON, laid out).
        since: The step whose coming shows it, where there is no block; -1 from the start.
        joined: No blank row parts it from the next section.
        hang: Cells by which the further rows of a wrapped line are indented: the width of its first column.
        marks: What is different in `text`, where it is that of two recordings.
        final_marks: The same in `final`.
    """

    tone: SectionKind
    title: str
    text: str
    aside: str = ""
    block: Block | None = None
    final: str = ""
    since: int = -1
    joined: bool = False
    hang: int = 0
    marks: tuple[DiffSpan, ...] = ()
    final_marks: tuple[DiffSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """All sections; the first `sent` of them are the request's. A card is read from its top, an answer at its end."""

    sections: tuple[Section, ...]
    sent: int
    is_card: bool = False
