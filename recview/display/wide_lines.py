"""Wrapping a line in which characters take one cell or two, or none."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rich.cells import cell_len, get_character_cell_size

NARROW = "\x00-\x7f\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2010-\u2027\u2500-\u25fc"
"""Latin, Greek, Cyrillic, punctuation and boxes, which are certainly one cell each."""
WIDE = (
    "\u3001-\u3029\u3030-\u303e\u3041-\u3096\u309b-\u30ff\u3105-\u312f"
    "\u3400-\u4dbf\u4e00-\ua48c\uac00-\ud7a3\uff01-\uff60"
)
"""Chinese, Japanese and Korean, which are certainly two cells each, and join nothing beside them."""
NOT_NARROW = re.compile(f"[^{NARROW}]")
# As text: these take milliseconds to compile, and most screens show no such character.
_WIDE = f"[{WIDE}]"
_NEITHER = f"[^{NARROW}{WIDE}]"
_compiled = cache(re.compile)


def is_of_two_widths(text: str, at: int, end: int) -> bool:
    """Whether a stretch of a text has `NARROW` and `WIDE` characters only."""
    return _compiled(_NEITHER).search(text, at, end) is None


def wrap_two_widths(text: str, at: int, end: int, width: int, starts: list[int], ends: list[int]) -> None:
    """A line of `NARROW` and `WIDE` characters, by the rules of `wrap_wide`, which goes from one to the next."""
    while (index := _fitting(text, at, end, width)) < end:
        blank = index if text[index] == " " else text.rfind(" ", at + 1, index)
        cut = _beside(text, max(at, blank), index) or (blank if blank > at else index)
        starts.append(at)
        ends.append(cut)
        at = cut + 1 if text[cut] == " " else cut
    starts.append(at)
    ends.append(end)


def _fitting(text: str, at: int, end: int, width: int) -> int:
    """The end of those characters from `at` on that fit into a width, at least one."""
    index, room = at, width
    while index < end and room > 0:
        # That many fit, however wide they are.
        stop = min(end, index + max(1, room // 2))
        room -= stop - index + len(_compiled(_WIDE).findall(text, index, stop))
        if room >= 0:
            index = stop
    return max(index, min(at + 1, end))


def _beside(text: str, at: int, index: int) -> int:
    """The last position behind `at` and up to `index` beside a wide character, where a row may end; 0 for none."""
    for position in range(index, at, -1):
        if text[position] not in _CLOSING and _compiled(_WIDE).search(text, position - 1, position + 1):
            return position
    return 0


# Punctuation that must not begin a row.
_CLOSING = frozenset("。、,.!?:;)」』】》〉〕％…’”！？：；），．")


def wrap_wide(text: str, at: int, end: int, width: int, starts: list[int], ends: list[int]) -> None:
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
