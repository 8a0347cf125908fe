"""Where a text occurs in what a view shows, and on which characters of which row that is drawn."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from recview.named_tuple import NamedTuple

MOST_HITS = 20_000
"""Hits of a search that are kept: more than anyone steps through, and few enough to be there at once."""

END = 1 << 60
"""An offset behind the last character of any text."""


class Hit(NamedTuple):
    """Characters [start, end) of a text that match; `anchor` is the index of that text (a line, a section)."""

    anchor: int
    start: int
    end: int


class Stretch(NamedTuple):
    """What a row shows: characters [start, end) of the text with the index `anchor`, moved on the row by `shift`."""

    anchor: int
    start: int = 0
    end: int = END
    shift: int = 0


class Searchable(Protocol):
    """Texts that can be searched, and the rows they are shown on."""

    def search(self, needle: str) -> Iterable[Hit] | None:
        """Every occurrence of `needle` (in lower case), in the order of the texts; None if they come later."""
        ...

    def stretch(self, row: int) -> Stretch:
        """What a row shows."""
        ...

    def row_of(self, hit: Hit) -> int:
        """The row on which a hit begins."""
        ...


class SearchableRows:
    """Rows each of which shows one text, with the row's index as its anchor.

    Args:
        search: Finds every occurrence of a text in lower case, or returns None if they come later; None where there is
            nothing to search.
    """

    def __init__(self, search: Callable[[str], Iterable[Hit] | None] | None = None) -> None:
        self._search = search

    def search(self, needle: str) -> Iterable[Hit] | None:
        """Every occurrence of `needle` (in lower case), in the order of the rows; None if they come later."""
        return self._search(needle) if self._search else ()

    def stretch(self, row: int) -> Stretch:
        """All of the row's text."""
        return Stretch(row)

    def row_of(self, hit: Hit) -> int:
        """The row that is the hit's anchor."""
        return hit.anchor


def occurrences(anchor: int, text: str, needle: str) -> Iterator[Hit]:
    """Every occurrence of `needle` (in lower case) in a text, whatever the text's case."""
    if not needle:
        return
    if not text.isascii():
        # Some letters are longer in lower case; offsets must be those of the text.
        for match in re.finditer(re.escape(needle), text, re.IGNORECASE):
            yield Hit(anchor, match.start(), match.end())
        return
    lower = text.lower()
    start = lower.find(needle)
    while start >= 0:
        yield Hit(anchor, start, start + len(needle))
        start = lower.find(needle, start + len(needle))


def hits_between(hits: Sequence[Hit], anchor: int, start: int, end: int, longest: int) -> Iterator[tuple[int, Hit]]:
    """(index, hit) of the hits that reach into characters [start, end) of one text; the others are not looked at.

    Args:
        hits: All hits, in order.
        anchor: The index of the text.
        start: The first character.
        end: The one behind the last.
        longest: The length of the longest hit.
    """
    first = bisect_left(hits, (anchor, start - longest + 1))
    last = bisect_left(hits, (anchor, end), lo=first)
    return ((index, hits[index]) for index in range(first, last) if hits[index].end > start)
