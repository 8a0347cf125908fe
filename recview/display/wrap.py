"""Laying text out in rows of a width in cells: where each row starts and ends.

Only offsets are computed, so the text stays one string, and what a replay shows of it is a slice.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from rich.cells import cell_len, get_character_cell_size

from recview.display.clusters import first_unjoined, unjoined_positions
from recview.display.sanitize import sanitize
from recview.value import Value


class Rows(Value):
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


LONG = 50_000
"""Characters of a line from which on it is wrapped anywhere: to look for its blanks would take too long."""


def rows(text: str, width: int, at: int = 0) -> Rows:
    """Wrap a text from an offset on, at blanks where there are any, else anywhere; line feeds always end a row.

    The text is as recorded; its rows are those of what is shown of it.
    """
    width = max(1, width)
    text = text.replace("\t", " ")
    starts: list[int] = []
    ends: list[int] = []
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
        elif end - at > LONG:
            _wrap_anywhere(text, at, end, width, starts, ends)
        elif text.isascii() or text[at:end].isascii():
            _wrap_narrow(text, at, end, width, starts, ends)
        else:
            offset, first = at, len(starts)
            _wrap_wide(sanitize(text[at:end]), 0, end - at, width, starts, ends)
            starts[first:] = [offset + start for start in starts[first:]]
            ends[first:] = [offset + stop for stop in ends[first:]]
        if last:
            return Rows(starts, ends)
        at = end + 1


@lru_cache(maxsize=512)
def _row(length: int) -> Rows:
    """The rows of a text that is one: a page of a hundred thousand short messages has few that differ."""
    return Rows([0], [length])


_BLOCK_ROWS = 64
_NOT_NARROW = re.compile(
    "[^\x00-\x7f\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2010-\u2027\u2500-\u25fc]"
)
"""All but Latin, Greek, Cyrillic, punctuation and boxes, which are certainly one cell each."""


def _wrap_anywhere(text: str, at: int, end: int, width: int, starts: list[int], ends: list[int]) -> None:
    """A very long line: rows of `width` characters in blocks where all are narrow, elsewhere of half as many."""
    first = len(starts)
    while at < end:
        stop = end if text.isascii() else min(end, first_unjoined(text, min(end, at + width * _BLOCK_ROWS)))
        if text.isascii() or _NOT_NARROW.search(text, at, stop) is None:
            starts.extend(range(at, stop, width))
        else:
            starts.extend(unjoined_positions(text, range(at, stop, max(1, width // 2))))
        at = stop
    ends.extend(starts[first + 1 :])
    ends.append(end)


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
    for index in range(at, end):
        character = text[index]
        step = 0 if joined else _step(text, index, at)
        joined = character == "\u200d"
        if step and (was_wide or step == 2) and character not in _CLOSING and character != _WIDENING:
            beside = index
        while cells + step > width and index > start and step:
            if character == " ":
                blank = index
            cut = max(blank, beside)
            if character == _WIDENING and cut <= start:
                cut = index - 1
            cut = cut if cut > start else index
            starts.append(start)
            ends.append(cut)
            start = cut + 1 if cut == blank else cut
            cells = _width(text, start, index)
            blank = -1
        if start > index:
            continue
        if character == " ":
            blank = index
        if step:
            was_wide = step == 2
        cells += step
    starts.append(start)
    ends.append(end)


_WIDENING = "\ufe0f"


def _step(text: str, index: int, at: int) -> int:
    """The cells that a character adds; a variation selector may add one to the character before it."""
    character = text[index]
    if character == _WIDENING and index > at:
        return cell_len(text[index - 1 : index + 1]) - _cells(text[index - 1])
    return _cells(character)


def _width(text: str, start: int, end: int) -> int:
    """Cells of a stretch that begins with no joiner."""
    total, joined = 0, False
    for index in range(start, end):
        character = text[index]
        total += 0 if joined else _step(text, index, start)
        joined = character == "\u200d"
    return total


@lru_cache(maxsize=8192)
def _cells(character: str) -> int:
    return get_character_cell_size(character)
