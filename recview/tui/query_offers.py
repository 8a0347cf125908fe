"""What the line offers while a query is typed: the rest of a field or value, and the query that was probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from recview.library import Branch
from recview.named_tuple import NamedTuple
from recview.query.syntax import Word
from recview.text_terms import TextTerm

if TYPE_CHECKING:
    from recview.query.facets import Facet
    from recview.tui.list_query import ListQuery

_VALUE_FIELDS = ("finish", "verdict", "is", "has", "protocol", "provider", "format", "error", "status")
"""The fields whose values a bare word may mean, in this order where it is a value of several."""


class Offer(NamedTuple):
    """A query that a key takes in the place of what was typed.

    Attributes:
        text: The whole query.
        words: What it is: `finish:tool_calls`.
        matches: How many recordings it leaves; None where that is not counted.
    """

    text: str
    words: str
    matches: int | None = None

    @property
    def counted(self) -> str:
        """What it is, and how many recordings it leaves: `finish:tool_calls 189`."""
        return self.words if self.matches is None else f"{self.words} {self.matches:,}"


def completion(text: str, facets: Iterable[Facet], query: ListQuery, root: Branch) -> Offer | None:
    """The query with its last word completed to a field or a value; None if there is nothing to complete.

    Args:
        text: What was typed, up to the cursor.
        facets: The values that rows have.
        query: Counts what another query leaves.
        root: The tree that it is asked of.
    """
    from recview.library.facets import NUMBERED
    from recview.query.fields import FIELDS

    match = re.search(r"""(?:^|[\s(])-*([^\s()"'/]+)$""", text)
    if match is None:
        return None
    before, token = text[: match.start(1)], match[1]
    name, colon, values = token.partition(":")
    if not colon:
        field = next((field for field in FIELDS if len(token) > 1 and field.startswith(token.lower())), None)
        return Offer(f"{before}{field}:", f"{field}:") if field else None
    if name not in FIELDS:
        return None
    if name in NUMBERED:
        return _largest(before, name, values, query, root)
    head, comma, part = values.rpartition(",")
    counted = {value: count for facet in facets if facet.field == name for value, count in facet.values}
    listed = (*counted, *FIELDS[name].values)
    if FIELDS[name].kind == "word" and part.lower() in map(str.lower, listed):
        return None  # it is whole: what is longer is another value
    for value in listed:
        if (
            value.lower().startswith(part.lower())
            and value.lower() != part.lower()
            and not re.search(r'[\s,"()]', value)
        ):
            words = f"{name}:{value}"
            return Offer(f"{before}{name}:{head}{comma}{value}", words, counted.get(value))
    return None


def _largest(before: str, name: str, typed: str, query: ListQuery, root: Branch) -> Offer | None:
    """The query for the recordings with the largest numbers, where no number is typed yet."""
    from recview.library.facets import from_which_number

    number = from_which_number(root, name) if ">=".startswith(typed) else None
    if number is None:
        return None
    text = f"{before}{name}:>={number}"
    return Offer(text, f"{name}:>={number}", query.count(text, root))


def meant(query: ListQuery, root: Branch, facets: Iterable[Facet]) -> Offer | None:
    """The query with its last bare word as a field's value, if it is one of a recording; None if it is none."""
    from recview.query.fields import FIELDS

    words = query.parts
    last = words[-1] if words else None
    if not isinstance(last, Word) or not query.text.rstrip().endswith(last.text):
        return None
    values = {facet.field: [value for value, _ in facet.values] for facet in facets}
    word = last.text.lower()
    before = query.text.rstrip()[: -len(last.text)]
    offers = []
    for field in _VALUE_FIELDS:
        listed = (*values.get(field, ()), *FIELDS[field].values)
        if value := next((value for value in listed if value.lower() == word), None):
            text = f"{before}{field}:{value}"
            if count := query.count(text, root):
                offers.append(Offer(text, f"{field}:{value}", count))
    return max(offers, key=lambda offer: offer.matches or 0, default=None)


def text_probe(query: ListQuery) -> list[TextTerm]:
    """The texts to look for where no name has the words that were typed: nothing where the query is more than words."""
    words = query.parts
    return [TextTerm(word.text) for word in words if isinstance(word, Word)] if _all_words(words) else []


def as_text(query: ListQuery) -> str:
    """The query with its bare words as texts to look for in answers, reasoning, tool calls and requests."""
    from recview.query.printing import printed, printed_field

    words = query.parts
    return " ".join(printed_field("text", word) if isinstance(word, Word) else printed(word) for word in words)


def _all_words(words: Iterable[object]) -> bool:
    return all(isinstance(word, Word) for word in words)
