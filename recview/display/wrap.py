"""Laying text out in rows of a width in cells: where each row starts and ends.

Only offsets are computed, so the text stays one string, and what a replay shows of it is a slice.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len, get_character_cell_size


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a text: row k is text[starts[k]:ends[k]], without its line end."""

    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.starts)

    def row_at(self, offset: int) -> int:
        """The row that holds an offset."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def shown(self, length: int) -> int:
        """How many rows the first `length` characters take; an empty text takes one."""
        return max(1, bisect_right(self.starts, length - 1)) if length else 1


def rows(text: str, width: int) -> Rows:
    """Wrap at blanks where there are any, else anywhere; line feeds always end a row."""
    width = max(1, width)
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    while True:
        end = text.find("\n", at)
        last = end < 0
        if last:
            end = len(text)
        if last and not at and end <= width and text.isascii():
            return _row(end)
        if end - at <= width and text.isascii():
            starts.append(at)
            ends.append(end)
        elif text.isascii() or text[at:end].isascii():
            _wrap_narrow(text, at, end, width, starts, ends)
        else:
            _wrap_wide(text, at, end, width, starts, ends)
        if last:
            return Rows(starts, ends)
        at = end + 1


@lru_cache(maxsize=512)
def _row(length: int) -> Rows:
    """The rows of a text that is one: a page of a hundred thousand short messages has few that differ."""
    return Rows([0], [length])


def _wrap_narrow(text: str, at: int, end: int, width: int, starts: list[int], ends: list[int]) -> None:
    """A line of one-cell characters."""
    while end - at > width:
        blank = text.rfind(" ", at, at + width + 1)
        starts.append(at)
        if blank <= at:
            at += width
            ends.append(at)
        else:
            ends.append(blank)
            at = blank + 1
    starts.append(at)
    ends.append(end)


# Punctuation that must not begin a row.
_CLOSING = frozenset("。、,.!?:;)」』】》〉〕％…’”！？：；），．")


def _wrap_wide(text: str, at: int, end: int, width: int, starts: list[int], ends: list[int]) -> None:
    """A line with characters of no, one or two cells; what combines stays with what it combines with.

    A row may end at a blank, which is dropped, or beside a wide character: their scripts have no blanks.
    """
    start, cells, blank, beside = at, 0, -1, -1
    joined = was_wide = False
    for place in range(at, end):
        character = text[place]
        step = 0 if joined else _step(text, place, at)
        joined = character == "\u200d"
        if step and (was_wide or step == 2) and character not in _CLOSING and character != _WIDENING:
            beside = place
        while cells + step > width and place > start and step:
            if character == " ":
                blank = place
            cut = max(blank, beside)
            if character == _WIDENING and cut <= start:
                cut = place - 1
            cut = cut if cut > start else place
            starts.append(start)
            ends.append(cut)
            start = cut + 1 if cut == blank else cut
            cells = _width(text, start, place)
            blank = -1
        if start > place:
            continue
        if character == " ":
            blank = place
        if step:
            was_wide = step == 2
        cells += step
    starts.append(start)
    ends.append(end)


_WIDENING = "\ufe0f"


def _step(text: str, place: int, at: int) -> int:
    """The cells that a character adds; a variation selector may add one to the character before it."""
    character = text[place]
    if character == _WIDENING and place > at:
        return cell_len(text[place - 1 : place + 1]) - _cells(text[place - 1])
    return _cells(character)


def _width(text: str, start: int, end: int) -> int:
    """Cells of a stretch that begins with no joiner."""
    total, joined = 0, False
    for place in range(start, end):
        character = text[place]
        total += 0 if joined else _step(text, place, start)
        joined = character == "\u200d"
    return total


@lru_cache(maxsize=8192)
def _cells(character: str) -> int:
    return get_character_cell_size(character)
