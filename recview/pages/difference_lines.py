"""One difference as lines: a text by its words, any other value as it was and as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from recview.humanize import one_line, plural
from recview.json_text import compact
from recview.model import Json
from recview.review.word_diff import Piece, word_diff
from recview.verdicts.comparison import MISSING, Difference

Line: TypeAlias = list[tuple[str, str]]
"""A line as pieces, each (text, style)."""

REMOVED_WORDS, ADDED_WORDS = "removed_words", "added_words"
"""The styles of words that only one of two texts has; without colours they are in brackets."""

_SHORT = 32
"""Characters up to which two values are shown on one line."""

_CONTEXT = 60
"""Characters of what both texts have that are shown on each side of a change."""

LONGEST = 1_200
"""Characters of a difference after which the rest is counted, unless all is asked for."""

_COSTLY = 100_000
"""Characters of both texts above which they are not compared by words, unless all is asked for."""


def difference_lines(difference: Difference, cover: Callable[[str], str], *, whole: bool) -> Iterator[Line]:
    """The lines of a difference.

    Args:
        difference: What differs.
        cover: Covers the credentials of a text.
        whole: Show texts to their end.
    """
    head: Line = [(difference.kind, "tool"), (f"  {one_line(difference.at)}", "dim")]
    old, new = both_texts(difference, cover)
    if any(text is not None and (len(text) > _SHORT or "\n" in text) for text in (old, new)):
        yield head
        yield from _long(old, new, whole=whole)
    elif old is not None and new is not None:
        yield [*head, (": ", "dim"), (old, "removed"), (" → ", "dim"), (new, "added")]
    else:
        sign, text, style = ("- ", old, "removed") if new is None else ("+ ", new, "added")
        yield [*head, (f": {sign}", "dim"), (text or "", style)]


def both_texts(difference: Difference, cover: Callable[[str], str]) -> tuple[str | None, str | None]:
    """The two values as texts, their credentials covered; None for one that is missing."""
    old, new = (None if value is MISSING else cover(_text(value)) for value in (difference.before, difference.after))
    return old, new


def _long(old: str | None, new: str | None, *, whole: bool) -> Iterator[Line]:
    """The lines of two texts, of which one may be missing."""
    if old is not None and new is not None and (whole or len(old) + len(new) <= _COSTLY):
        pieces = word_diff(old, new)
        if [piece.change for piece in pieces] != ["removed", "added"]:
            yield from _in_lines(_by_words(pieces, whole=whole))
            return
    for sign, text, style in (("- ", old, "removed"), ("+ ", new, "added")):
        for line in () if text is None else (text if whole else cut(text)).split("\n"):
            yield [(f"  {sign}", style), (line, style)]


def _text(value: Json) -> str:
    """A text as it is; any other value as JSON."""
    return value if isinstance(value, str) else compact(value)


def _by_words(pieces: Sequence[Piece], *, whole: bool) -> Iterator[tuple[str, str]]:
    """Two texts as one; what both have is shown around the changes only."""
    room = LONGEST
    for index, (change, text) in enumerate(pieces):
        if not whole and room <= 0:
            left = sum(len(piece.text) for piece in pieces[index:])
            yield f"… ({plural(left, 'more character')})", "dim"
            return
        if change == "same":
            shown = text if whole else _between(text, is_first=index == 0, is_last=index == len(pieces) - 1)
            yield shown, "text"
        else:
            shown = text if whole else cut(text)
            yield shown, REMOVED_WORDS if change == "removed" else ADDED_WORDS
        room -= len(shown)


def _between(text: str, *, is_first: bool, is_last: bool) -> str:
    """What both texts have, without its middle; of the first and the last piece without what is far from a change."""
    head = 0 if is_first else _CONTEXT
    tail = 0 if is_last else _CONTEXT
    if len(text) <= head + tail + 1:
        return text
    return f"{text[:head]}…{text[len(text) - tail :]}"


def cut(text: str, most: int = LONGEST) -> str:
    """The beginning of a text, and how much more there is of it."""
    return text if len(text) <= most else f"{text[:most]}… ({plural(len(text) - most, 'more character')})"


def _in_lines(pieces: Iterable[tuple[str, str]]) -> Iterator[Line]:
    """Pieces of text as lines, each indented."""
    line: Line = [("  ", "text")]
    for text, style in pieces:
        first, *others = text.split("\n")
        line.append((first, style))
        for other in others:
            yield line
            line = [("  ", "text"), (other, style)]
    yield line
