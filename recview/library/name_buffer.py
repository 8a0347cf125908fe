"""Which texts of a column an expression of a query finds, by code: searched at once, or step by step between keys."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from itertools import accumulate

from recview.patterns import Pattern
from recview.text_matching import END, first_matches, window_stop

PART = 2_000
"""Texts that are taken at once."""

KEPT = 8
"""Expressions whose matches are kept: those of the queries typed last."""


class NameBuffer:
    """The texts of a column that only grows, for regular expressions: all in one buffer, a line each.

    Args:
        texts: Returns the texts of some indexes.

    Attributes:
        data: The buffer.
        starts: The offset of each text, and behind the last the length of the buffer.
    """

    def __init__(self, texts: Callable[[range], Sequence[str]]) -> None:
        self._texts = texts
        self._searches: dict[str, NameSearch] = {}
        self.data = b""
        self.starts = array("Q", [0])

    def search(self, pattern: Pattern, count: int) -> NameSearch:
        """The search for an expression in the first `count` texts, as far as it went."""
        search = self._searches.get(pattern.text)
        if search is None:
            if len(self._searches) >= KEPT:
                self._searches.clear()
            search = self._searches[pattern.text] = NameSearch(self, pattern)
        search.total = count
        return search

    def matching(self, pattern: Pattern, count: int) -> bytes:
        """For each of the first `count` texts, whether an expression is found in it: 0 or 1."""
        search = self.search(pattern, count)
        while not search.is_done:
            search.step()
        return bytes(search.matching[:count]).ljust(count, b"\0")

    def extend(self, count: int) -> None:
        """Take some more of the first `count` texts; nothing if all are there."""
        count = min(count, len(self.starts) - 1 + PART)
        if len(self.starts) > count:
            return
        lines = [
            text.encode("utf-8", "surrogatepass") + END for text in self._texts(range(len(self.starts) - 1, count))
        ]
        self.starts.extend(accumulate(map(len, lines[1:]), initial=len(self.data) + len(lines[0])))
        self.data += b"".join(lines)


class NameSearch:
    """The search for an expression in the names of a buffer.

    Attributes:
        matching: For each text that was searched whether it matches: 0 or 1.
        total: How many texts are to be searched.
        is_stopped: Whether it does not go on: it took too long.
    """

    def __init__(self, buffer: NameBuffer, pattern: Pattern) -> None:
        self._buffer, self._pattern = buffer, pattern
        self.matching = bytearray()
        self.total = 0
        self.is_stopped = False

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to search, or it was stopped."""
        return self.is_stopped or len(self.matching) >= self.total

    def step(self) -> None:
        """Search the next texts: some milliseconds of work at most."""
        first, starts = len(self.matching), self._buffer.starts
        if first + 1 >= len(starts):
            self._buffer.extend(self.total)
        stop = window_stop(starts, first, min(self.total, len(starts) - 1))
        self.matching.extend(bytes(stop - first))
        for index, _, _ in first_matches(self._pattern, self._buffer.data, starts, range(first, stop)):
            self.matching[index] = 1
