"""Facets: the values of a field, each with how many recordings have it and the query that asks for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from recview.named_tuple import NamedTuple
from recview.query.facts import Facts
from recview.query.fields import FIELDS
from recview.query.printing import printed_field
from recview.query.syntax import Whole, Word

_LISTED_ONCE = ("finish", "error")
"""Fields of which a recording has one value in several spellings: it is listed by the first, and counts for all."""


class Facet(NamedTuple):
    """The values of a field.

    Attributes:
        field: The field's name.
        values: (value, how many recordings have it), the most frequent first.
        unread: How many recordings may have further values once more of them is read.
    """

    field: str
    values: tuple[tuple[str, int], ...]
    unread: int = 0

    def term(self, value: str) -> str:
        """The query that matches just the recordings with one of the values.

        It must be the whole value where it is a part of another one, and of an error, which has several texts.
        """
        others = (other.lower() for other, _ in self.values if other != value)
        is_whole = self.field == "error" or any(value.lower() in other for other in others)
        is_part_enough = FIELDS[self.field].kind == "name"
        return printed_field(self.field, Whole(value) if is_whole and is_part_enough else Word(value))


def facet(field: str, recordings: Iterable[tuple[Facts, int]]) -> Facet:
    """The facet of a field. Recordings whose file is gone count by their verdict alone.

    Args:
        field: The field's name.
        recordings: Facts, and how many recordings they are true of.
    """
    counts: Counter[str] = Counter()
    listed: set[str] = set()
    unread = 0
    for facts, count in recordings:
        values = list(dict.fromkeys(_values(field, facts)))
        listed.update(values[:1] if field in _LISTED_ONCE else values)
        for value in values:
            counts[value] += count
        unread += count * (field in facts.unread and "gone" not in facts.verdict)
    ranked = sorted(((value, counts[value]) for value in listed), key=lambda pair: (-pair[1], pair[0]))
    return Facet(field, tuple(ranked), unread)


def _values(field: str, facts: Facts) -> Iterator[str]:
    """The values of a field; words of a set in the case that they are compared in."""
    is_gone = "gone" in facts.verdict
    if is_gone and field not in ("verdict", "is"):
        return
    for member in FIELDS[field].members:
        for value in getattr(facts, member):
            if not is_gone or value == "gone":
                yield str(value).lower() if FIELDS[field].kind == "word" else str(value)
