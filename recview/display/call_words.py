"""The words that a row quotes: what its call is about, or where a text was found in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from recview.display.mask import covered
from recview.display.sanitize import sanitize
from recview.value import Value

if TYPE_CHECKING:
    from recview.model import Outline
    from recview.text_terms import TextHit

LEAST = 12
"""Cells that words need at least: fewer would say nothing."""

_BLANKS = {ord(blank): " " for blank in "\n\r\t\v\f"}

_CUT = 80
"""Characters from which an outline's texts are cut, within a word perhaps."""


class Quote(Value):
    """Words of a recording, on one line.

    Attributes:
        text: The words, credentials covered.
        start, end: The characters of the hit among them; equal where nothing was searched.
        more: How many hits more there are, in words; empty if there is none.
    """

    text: str
    start: int = 0
    end: int = 0
    more: str = ""


def call_words(outline: Outline) -> Quote | None:
    """What the user asked last; None if nothing that a row keeps tells it.

    A word that was cut is left out: a credential is known by its whole length.
    """
    asked = outline.question or outline.opening
    if len(asked) >= _CUT and " " in asked:
        asked = asked[: asked.rindex(" ")]
    words = " ".join(asked.split())
    return Quote(covered(words)) if words else None


def hit_words(hit: TextHit) -> Quote:
    """Where a text stands in a recording."""
    from recview.text_terms import MOST_COUNTED

    text = covered(f"{hit.before}{hit.text}{hit.after}".translate(_BLANKS))
    more = hit.matches - 1
    words = "" if not more else f" and {more} more" if hit.matches < MOST_COUNTED else f" and {more} or more"
    return Quote(text, len(hit.before), len(hit.before) + len(hit.text), words)


def quoted(quote: Quote, room: int) -> list[tuple[str, str]]:
    """A quote as pieces of a row, in at most `room` cells: cut behind its beginning, or around the hit in it."""
    if quote.more and room > 2 * LEAST + len(quote.more):
        whole = quote._replace(more="")
        return [*quoted(whole, room - len(quote.more)), (quote.more, "faint")]
    text = sanitize(quote.text)
    is_whole = cell_len(text) + 2 <= room
    if quote.start == quote.end:
        return [(f"“{text}”" if is_whole else f"“{_cut(text, room - 2)}…", "dim")]
    before, hit, after = text[: quote.start], text[quote.start : quote.end], text[quote.end :]
    if not is_whole:
        # A third of the room before the hit is enough to know where it is.
        beside = max(0, room - 2 - cell_len(hit))
        if cell_len(before) > (most := max(beside // 3, beside - cell_len(after))):
            before = f"…{_cut(before[::-1], most - 1)[::-1]}" if most > 1 else ""
        hit = _cut(hit, room - 2 - cell_len(before))
        rest = room - 2 - cell_len(before) - cell_len(hit)
        after = after if cell_len(after) <= rest else f"{_cut(after, rest - 1)}…" if rest > 0 else ""
    return [(f"“{before}", "dim"), (hit, "hit"), (f"{after}”", "dim")]


def _cut(text: str, cells: int) -> str:
    """The beginning of a text in at most so many cells."""
    return set_cell_size(text, max(0, cells)).rstrip() if cell_len(text) > cells else text
