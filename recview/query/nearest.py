"""The name that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from recview.query.fields import FIELDS

LONGEST = 64
"""Characters of a name that is compared with others."""


def distance(text: str, other: str) -> int:
    """How many letters must be put in, left out, exchanged, or swapped with the next to make one text the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for index, letter in enumerate(text, 1):
        earlier, before, row = before, row, [index]
        for column, wanted in enumerate(other, 1):
            best = min(before[column] + 1, row[-1] + 1, before[column - 1] + (letter != wanted))
            if index > 1 and column > 1 and letter == other[column - 2] and text[index - 2] == wanted:
                best = min(best, earlier[column - 2] + 1)
            row.append(best)
    return row[-1]


def nearest(text: str, names: Iterable[str]) -> str:
    """The name that is nearest to a text, the first of equals; empty if none is near."""
    text = text.lower()
    if not text or len(text) > LONGEST:
        return ""
    ranked = [(_rank(text, name.lower()), index, name) for index, name in enumerate(names) if len(name) <= LONGEST]
    rank, _, name = min(ranked, default=(LONGEST, 0, ""))
    return name if rank <= max(1, len(text) // 3) else ""


def _rank(text: str, name: str) -> int:
    """How far a name is from a text; the beginning of a name counts as one letter off."""
    return min(distance(text, name), 1 if len(text) > 1 and name.startswith(text) else LONGEST)


def nearest_field(text: str) -> str:
    """The field that a text names or is one letter off; empty if there is none."""
    text = text.lower()
    if text in FIELDS:
        return text
    return next((name for name in FIELDS if abs(len(name) - len(text)) < 2 and distance(text, name) == 1), "")
