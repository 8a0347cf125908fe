"""Places of a text in a view's content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

MOST_HITS = 20_000
"""Places of a search that are kept: more than anyone steps through, and few enough to be there at once."""


class Hit(NamedTuple):
    """A place that was found: where the view keeps it (a line, a section) and its characters there."""

    anchor: int
    start: int
    end: int


def occurrences(anchor: int, text: str, needle: str) -> Iterator[Hit]:
    """Every place of a needle (in lower case) in a text, whatever the text's case."""
    if not needle:
        return
    if not text.isascii():
        # Some letters are longer in lower case; offsets must be those of the text.
        for match in re.finditer(re.escape(needle), text, re.IGNORECASE):
            yield Hit(anchor, match.start(), match.end())
        return
    lower = text.lower()
    at = lower.find(needle)
    while at >= 0:
        yield Hit(anchor, at, at + len(needle))
        at = lower.find(needle, at + len(needle))
