"""Facets: the values of a few fields, each with how many recordings have it, and the query that asks for one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from recview.query.facts import Facts
from recview.query.fields import FIELDS
from recview.query.printing import printed_field
from recview.query.syntax import Whole, Word

FACETS = ("finish", "model", "protocol", "tool", "error", "verdict")
"""The fields that have one."""


class Facet(NamedTuple):
    """The values of a field.

    Attributes:
        name: The field.
        counts: Each value with how many recordings have it, the most frequent first.
        unread: How many recordings may have further values once more of them is read.
    """

    name: str
    counts: tuple[tuple[str, int], ...]
    unread: int


def facets(recordings: Iterable[tuple[Facts, int]]) -> tuple[Facet, ...]:
    """The facets of recordings. Those whose file is gone count by their verdict alone.

    Args:
        recordings: Facts, and how many recordings they are true of.
    """
    each = list(recordings)
    return tuple(_facet(name, each) for name in FACETS)


def _facet(name: str, recordings: list[tuple[Facts, int]]) -> Facet:
    counts: Counter[str] = Counter()
    listed: set[str] = set()
    unread = 0
    for facts, count in recordings:
        if name != "verdict" and "gone" in facts.verdict:
            continue
        values = list(_values(name, facts))
        listed.update(values if name == "tool" else values[:1])
        for value in set(values):
            counts[value] += count
        unread += count * (name in facts.unread)
    ranked = sorted(((value, counts[value]) for value in listed), key=lambda pair: (-pair[1], pair[0]))
    return Facet(name, tuple(ranked), unread)


def _values(name: str, facts: Facts) -> Iterator[str]:
    """The values of a field, the one that it is listed by first; words in the case that they are compared in."""
    for member in FIELDS[name].members:
        for value in getattr(facts, member):
            yield value.lower() if FIELDS[name].kind == "word" else value


def facet_query(name: str, value: str, values: Iterable[str]) -> str:
    """The query that matches just the recordings with a value of a facet.

    Args:
        name: The field.
        value: The value.
        values: All values of the field: where it is a part of another one, the query asks for the whole value.
    """
    is_part = FIELDS[name].kind == "name" and any(value.lower() in other.lower() for other in values if other != value)
    # An error has a type, a code and a message, of which the facet lists the first.
    return printed_field(name, Whole(value) if is_part or name == "error" else Word(value))


def with_facet(text: str, query: str) -> str:
    """The text of a query that asks for a facet's value, too; without it, if it asked for it already.

    Args:
        text: The text so far.
        query: What `facet_query` returned.
    """
    terms = text.split()
    if query in terms:
        terms.remove(query)
        return " ".join(terms)
    return f"({text.strip()}) {query}" if "OR" in terms else f"{text.strip()} {query}".strip()


Vocabulary = Mapping[str, Iterable[tuple[str, int]]]
"""The values of fields that occur in a list, each with how many recordings have it, the most frequent first."""


def vocabulary(some: Iterable[Facet]) -> Vocabulary:
    """The values of facets, by field."""
    return {facet.name: facet.counts for facet in some}
