"""Laying text out in rows of a width in cells: where each row starts and ends.

Only offsets are computed, so the text stays one string, and what a replay shows of it is a slice.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import overload

from recview.display.clusters import first_unjoined, unjoined_positions
from recview.display.sanitize import sanitize
from recview.display.wide_lines import NOT_NARROW, is_of_two_widths, wrap_two_widths, wrap_wide
from recview.value import Value


class Rows(Value):
    """The rows of a text: row k is text[starts[k]:ends[k]], without its line end."""

    starts: Sequence[int]
    ends: Sequence[int]

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
        if last and not starts and end - at > LONG and text.isascii():
            return Rows(range(at, end, width), _Ends(range(at + width, end + width, width), end))
        if end - at <= width and text.isascii():
            starts.append(at)
            ends.append(end)
        elif end - at > LONG:
            _wrap_anywhere(text, at, end, width, starts, ends)
        elif text.isascii() or NOT_NARROW.search(text, at, end) is None:
            _wrap_narrow(text, at, end, width, starts, ends)
        elif is_of_two_widths(text, at, end):
            wrap_two_widths(text, at, end, width, starts, ends)
        else:
            offset, first = at, len(starts)
            wrap_wide(sanitize(text[at:end]), 0, end - at, width, starts, ends)
            starts[first:] = [offset + start for start in starts[first:]]
            ends[first:] = [offset + stop for stop in ends[first:]]
        if last:
            return Rows(starts, ends)
        at = end + 1


@lru_cache(maxsize=512)
def _row(length: int) -> Rows:
    """The rows of a text that is one: a page of a hundred thousand short messages has few that differ."""
    return Rows([0], [length])


class _Ends(Sequence[int]):
    """The ends of rows that all have the same length but the last, which ends with the text."""

    def __init__(self, ends: range, last: int) -> None:
        self._ends = ends
        self._last = last

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, row: int) -> int: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[int]: ...
    def __getitem__(self, row: int | slice) -> int | Sequence[int]:
        if isinstance(row, slice):
            return [min(end, self._last) for end in self._ends[row]]
        return min(self._ends[row], self._last)


_BLOCK_ROWS = 64


def _wrap_anywhere(text: str, at: int, end: int, width: int, starts: list[int], ends: list[int]) -> None:
    """A very long line: rows of `width` characters in blocks where all are narrow, elsewhere of half as many."""
    first = len(starts)
    while at < end:
        stop = end if text.isascii() else min(end, first_unjoined(text, min(end, at + width * _BLOCK_ROWS)))
        if text.isascii() or NOT_NARROW.search(text, at, stop) is None:
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
