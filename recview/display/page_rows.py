"""A page at a width: which rows there are at a position of the replay, and what stands on each.

The page is laid out once, all of its text. A position only chooses how many rows of each growing section are there,
so a seek costs the same anywhere, and the text never jumps while it grows.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, NamedTuple

from recview.display.sections import DiffSpan, Page, Section
from recview.display.wrap import Rows, rows


class PageRow(NamedTuple):
    """One row: characters [start, end) of a section's text, of which those before `shown` have been played."""

    section: int
    kind: Literal["title", "text", "gap"]
    start: int = 0
    end: int = 0
    shown: int = 0


class PageLayout:
    """A page laid out at a width in cells."""

    def __init__(self, page: Page, width: int) -> None:
        self.page = page
        self.width = width
        self._rows = [_laid(section.text, width, section.hang) for section in page.sections]
        self._finals = [
            rows(section.final, width) if section.final != section.text and section.final else own
            for section, own in zip(page.sections, self._rows, strict=True)
        ]
        self._fixed = list(accumulate(self._height(place, 0, False) for place in range(page.sent)))

    def at(self, position: int, *, ghost: bool = False) -> PageView:
        """The rows at a position; with `ghost`, the unplayed rest as well."""
        sent = self.page.sent
        ends = list(self._fixed)
        total = ends[-1] if ends else 0
        for place in range(sent, len(self.page.sections)):
            total += self._height(place, position, ghost)
            ends.append(total)
        return PageView(self, position, ghost, ends)

    def text(self, place: int, position: int, ghost: bool) -> str:
        """The text of a section that is laid out at a position: a complete tool call's JSON has line breaks."""
        section = self.page.sections[place]
        return section.final if self._is_final(section, position, ghost) else section.text

    def marks(self, place: int, position: int) -> tuple[DiffSpan, ...]:
        """What is different in the text that is laid out at a position."""
        section = self.page.sections[place]
        return section.final_marks if self._is_final(section, position, False) else section.marks

    def rows(self, place: int, position: int, ghost: bool) -> Rows:
        """The rows of that text."""
        final = self._is_final(self.page.sections[place], position, ghost)
        return self._finals[place] if final else self._rows[place]

    @staticmethod
    def _is_final(section: Section, position: int, ghost: bool) -> bool:
        return bool(section.final and section.block and section.block.complete(position))

    def finals(self, position: int) -> frozenset[int]:
        """The sections whose text is laid out at a position, since their block is complete."""
        sections = enumerate(self.page.sections)
        return frozenset(place for place, section in sections if self._is_final(section, position, False))

    def shown(self, place: int, position: int) -> int | None:
        """How many characters of a section's text there are; None if it is not there yet."""
        section = self.page.sections[place]
        if section.block is None:
            return len(section.text) if section.since < position else None
        if self._is_final(section, position, False):
            return len(section.final)
        return section.block.shown(position)

    def hang(self, row: PageRow) -> int:
        """Cells by which a row is indented, since it goes on with the last column of the row above."""
        section = self.page.sections[row.section]
        if not section.hang or row.kind != "text" or not row.start:
            return 0
        goes_on = section.text[row.start - 1] != "\n"
        return _hang(section.hang, self.width) if goes_on else 0

    def _height(self, place: int, position: int, ghost: bool) -> int:
        section = self.page.sections[place]
        shown = self.shown(place, position)
        if shown is None and not ghost:
            return 0
        laid = self.rows(place, position, ghost)
        count = 0
        if section.text:
            whole = ghost or (shown or 0) >= len(self.text(place, position, ghost))
            count = len(laid) if whole else laid.shown(shown or 0)
        return (1 if section.title else 0) + count + (0 if section.joined else 1)


def _hang(hang: int, width: int) -> int:
    """The indent of further rows; none where it would leave no room."""
    return hang if width - hang >= LEAST_COLUMN else 0


LEAST_COLUMN = 12
"""Cells that a column needs to be wrapped on its own."""


def _laid(text: str, width: int, hang: int) -> Rows:
    """The rows of a text whose lines begin with a column of `hang` cells: what follows it is wrapped beside it."""
    if not (hang := _hang(hang, width)):
        return rows(text, width)
    starts: list[int] = []
    ends: list[int] = []
    start = 0
    for line in text.split("\n"):
        column = rows(line[hang:], width - hang)
        starts += [start, *(start + hang + offset for offset in column.starts[1:])]
        ends += [start + min(hang, len(line)) + offset for offset in column.ends]
        start += len(line) + 1
    return Rows(starts, ends)


@dataclass(frozen=True)
class PageView:
    """A page at a position."""

    layout: PageLayout
    position: int
    ghost: bool
    ends: list[int]

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self.ends[-1] if self.ends else 0

    def first_row(self, place: int) -> int:
        """The first row of a section."""
        return self.ends[place - 1] if place else 0

    def row(self, number: int) -> PageRow:
        """A row by its number, 0 to `count - 1`."""
        place = bisect_right(self.ends, number)
        inside = number - self.first_row(place)
        section = self.layout.page.sections[place]
        if section.title:
            if inside == 0:
                return PageRow(place, "title")
            inside -= 1
        if number == self.ends[place] - 1 and not section.joined:
            return PageRow(place, "gap")
        laid = self.layout.rows(place, self.position, self.ghost)
        shown = self.layout.shown(place, self.position) or 0
        return PageRow(place, "text", laid.starts[inside], laid.ends[inside], shown)

    def place(self, number: int) -> tuple[int, int]:
        """(section, offset) of what stands on a row; a title is before its text, a gap behind it."""
        found = self.row(number)
        return found.section, {"title": -1, "text": found.start, "gap": 1 << 60}[found.kind]

    def row_at(self, place: int, offset: int) -> int:
        """The row of such a place."""
        return self.first_row(place) if offset < 0 else self.row_of(place, offset)

    def row_of(self, place: int, offset: int) -> int:
        """The row of a character of a section."""
        laid = self.layout.rows(place, self.position, self.ghost)
        title = 1 if self.layout.page.sections[place].title else 0
        return self.first_row(place) + title + laid.row_at(offset)

    def playhead(self) -> tuple[int, int] | None:
        """(section, characters) of the piece that grew last; None before the first."""
        best: tuple[int, int] | None = None
        latest = -1
        for place in range(self.layout.page.sent, len(self.layout.page.sections)):
            block = self.layout.page.sections[place].block
            if block is None or block.born >= self.position:
                continue
            grew = block.steps[bisect_left(block.steps, self.position) - 1]
            if grew >= latest:
                latest = grew
                best = (place, self.layout.shown(place, self.position) or 0)
        return best
