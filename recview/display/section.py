"""The values that a page is made of: its sections, and the differences in their texts."""

from __future__ import annotations

from typing import Literal, TypeAlias

from recview.replay.transcript import Block
from recview.value import Value

SectionKind: TypeAlias = Literal[
    "system", "user", "assistant", "tool", "tool_call", "reasoning", "refusal", "error", "warning", "note", "json"
]


Change: TypeAlias = Literal["removed", "added"]

DiffSpan: TypeAlias = tuple[int, int, Change]
"""(start, end, change): characters of a text that only one of two recordings has."""


class Section(Value):
    """One titled part of the page.

    Attributes:
        kind: Whose text it is, or what kind of text.
        title: Its heading; empty where the section continues the one before.
        aside: The text at the right of the heading.
        text: As recorded; the view neutralises it.
        block: The piece of the answer that it shows, or None.
        final: The text to show once the block is complete, where that differs (a tool call's JSON, laid out).
        since: The step that shows it, where there is no block; -1 for a section that is shown from the start.
        joined: Whether no blank row separates it from the next section.
        hang: Cells by which the further rows of a wrapped line are indented: the width of its first column.
        diff_spans: The differences in `text`, where it is that of two recordings.
        final_diff_spans: The differences in `final`.
        change: What became of it as a whole, where its heading or all of its text is another on the other side.
    """

    kind: SectionKind
    title: str
    text: str
    aside: str = ""
    block: Block | None = None
    final: str = ""
    since: int = -1
    joined: bool = False
    hang: int = 0
    diff_spans: tuple[DiffSpan, ...] = ()
    final_diff_spans: tuple[DiffSpan, ...] = ()
    change: Change | None = None


class Page(Value):
    """All sections of a recording.

    Attributes:
        sections: In reading order.
        sent: How many of them, from the first on, are the request's.
        is_card: Whether it is a card, which is read from its top; an answer is read at its end.
        messages: The section with which each message of the request begins, and behind the last the one behind it.
        last_answer: The index of the message with which the last answer among them begins; 0 if there is none.
        is_streamed: Whether the answer came in chunks; else it replays by words, which are all of one piece.
        alike: Its sections that are the same before and after, where it is a page of a change.
    """

    sections: tuple[Section, ...]
    sent: int
    is_card: bool = False
    messages: tuple[int, ...] = (0,)
    last_answer: int = 0
    is_streamed: bool = True
    alike: range = range(0)
