"""A page at a width: the rows that there are at a position of the replay, and the characters on each.

The page is laid out once, all of its text. A position only chooses how many rows of each growing section are there,
so a seek costs the same anywhere, and the text never jumps while it grows.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import Literal

from recview.display.hanging import hanging_rows, indent_of
from recview.display.section import DiffSpan, Page, Section
from recview.display.wrap import Rows, rows
from recview.named_tuple import NamedTuple
from recview.value import Value


class PageRow(NamedTuple):
    """One row: characters [start, end) of a section's text, of which those before `shown` have been played."""

    section: int
    kind: Literal["title", "text", "gap"]
    start: int = 0
    end: int = 0
    shown: int = 0


FOLDED_ROWS = 2
"""Rows of what is folded: a heading, and a blank row below it."""


class PageLayout:
    """A page laid out at a width in cells.

    Attributes:
        beside: A layout of as many sections that stands beside this one, which leaves room so that they are level.
    """

    def __init__(self, page: Page, width: int, beside: PageLayout | None = None) -> None:
        self.page = page
        self.width = width
        self.beside = beside
        self._rows = [hanging_rows(section.text, width, section.hang) for section in page.sections]
        self._finals = [
            rows(section.final, width) if section.final != section.text and section.final else own
            for section, own in zip(page.sections, self._rows, strict=True)
        ]
        self._fixed: tuple[range, list[int]] | None = None

    def alone(self, width: int) -> PageLayout:
        """The same page with nothing beside it."""
        return self if self.beside is None and width == self.width else PageLayout(self.page, width)

    def at_width(self, width: int) -> PageLayout:
        """The same page at another width."""
        return PageLayout(self.page, width, PageLayout(self.beside.page, width) if self.beside else None)

    def _sent_ends(self, folded: range) -> tuple[range, list[int]]:
        """What is folded, and for each section of the request the row behind it."""
        heights = (
            (FOLDED_ROWS if index == folded.start else 0) if index in folded else self._room(index, 0, False)
            for index in range(self.page.sent)
        )
        return folded, list(accumulate(heights))

    def at(self, position: int, *, ghost: bool = False, folded: range = range(0)) -> PageView:
        """The rows at a position.

        Args:
            position: How many steps were played.
            ghost: Whether the unplayed rest is there as well.
            folded: Sections of the request in whose place there is one heading.
        """
        sent = self.page.sent
        if self._fixed is None or self._fixed[0] != folded:
            self._fixed = self._sent_ends(folded)
        ends = list(self._fixed[1])
        total = ends[-1] if ends else 0
        for index in range(sent, len(self.page.sections)):
            total += self._room(index, position, ghost)
            ends.append(total)
        return PageView(self, position, ghost, ends, folded)

    def text(self, index: int, position: int, ghost: bool) -> str:
        """The text of a section at a position: the final one, such as laid out JSON, once its block is complete."""
        section = self.page.sections[index]
        return section.final if self._is_final(section, position, ghost) else section.text

    def diff_spans(self, index: int, position: int) -> tuple[DiffSpan, ...]:
        """The differences in the text of a section at a position."""
        section = self.page.sections[index]
        return section.final_diff_spans if self._is_final(section, position, False) else section.diff_spans

    def rows(self, index: int, position: int, ghost: bool) -> Rows:
        """The rows of the text of a section at a position."""
        final = self._is_final(self.page.sections[index], position, ghost)
        return self._finals[index] if final else self._rows[index]

    @staticmethod
    def _is_final(section: Section, position: int, ghost: bool) -> bool:
        return bool(section.final and section.block and section.block.complete(position))

    def finals(self, position: int) -> frozenset[int]:
        """The indexes of the sections that show their final text at a position, since their block is complete."""
        sections = enumerate(self.page.sections)
        return frozenset(index for index, section in sections if self._is_final(section, position, False))

    def shown(self, index: int, position: int) -> int | None:
        """How many characters of a section's text there are; None if it is not there yet."""
        section = self.page.sections[index]
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
        return indent_of(section.hang, self.width) if goes_on else 0

    def _room(self, index: int, position: int, ghost: bool) -> int:
        """The rows of a section, with those that it leaves empty beside a higher one."""
        own = self.height(index, position, ghost)
        return max(own, self.beside.height(index, position, ghost)) if self.beside else own

    def height(self, index: int, position: int, ghost: bool) -> int:
        """The rows of a section at a position, with the blank one below it."""
        section = self.page.sections[index]
        shown = self.shown(index, position)
        if shown is None and not ghost:
            return 0
        laid = self.rows(index, position, ghost)
        count = 0
        if section.text:
            whole = ghost or (shown or 0) >= len(self.text(index, position, ghost))
            count = len(laid) if whole else laid.shown(shown or 0)
        return (1 if section.title else 0) + count + (0 if section.joined else 1)


def side_by_side(before: Page, after: Page, width: int) -> tuple[PageLayout, PageLayout]:
    """Two pages of as many sections, each laid out so that what corresponds stands level."""
    old = PageLayout(before, width)
    old.beside = new = PageLayout(after, width, old)
    return old, new


class PageView(Value):
    """A page at a position; `folded` are sections in whose place there is one heading."""

    layout: PageLayout
    position: int
    ghost: bool
    ends: list[int]
    folded: range = range(0)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self.ends[-1] if self.ends else 0

    def first_row(self, index: int) -> int:
        """The first row of a section; of one that is folded, the heading in its place."""
        index = self.folded.start if index in self.folded else index
        return self.ends[index - 1] if index else 0

    def row(self, number: int) -> PageRow:
        """A row by its number, 0 to `count - 1`."""
        index = bisect_right(self.ends, number)
        inside = number - self.first_row(index)
        section = self.layout.page.sections[index]
        if index in self.folded:
            return PageRow(index, "gap" if inside else "title")
        if inside >= self.layout.height(index, self.position, self.ghost) - (0 if section.joined else 1):
            return PageRow(index, "gap")
        if section.title:
            if inside == 0:
                return PageRow(index, "title")
            inside -= 1
        laid = self.layout.rows(index, self.position, self.ghost)
        shown = self.layout.shown(index, self.position) or 0
        return PageRow(index, "text", laid.starts[inside], laid.ends[inside], shown)

    def text_at(self, number: int) -> tuple[int, int]:
        """(section, offset) of what is on a row; a title is before its section's text, a gap behind it."""
        row = self.row(number)
        return row.section, {"title": -1, "text": row.start, "gap": 1 << 60}[row.kind]

    def row_at(self, index: int, offset: int) -> int:
        """The row of a section's character, or with an offset below 0 its title's."""
        return self.first_row(index) if offset < 0 else self.row_of(index, offset)

    def row_of(self, index: int, offset: int) -> int:
        """The row of a character of a section."""
        if index in self.folded:
            return self.first_row(index)
        laid = self.layout.rows(index, self.position, self.ghost)
        title = 1 if self.layout.page.sections[index].title else 0
        return self.first_row(index) + title + laid.row_at(offset)

    def playhead(self) -> tuple[int, int] | None:
        """(section, characters) of the piece that grew last; None before the first."""
        best: tuple[int, int] | None = None
        latest = -1
        for index in range(self.layout.page.sent, len(self.layout.page.sections)):
            block = self.layout.page.sections[index].block
            if block is None or block.born >= self.position:
                continue
            grew = block.steps[bisect_left(block.steps, self.position) - 1]
            if grew >= latest:
                latest = grew
                best = (index, self.layout.shown(index, self.position) or 0)
        return best
