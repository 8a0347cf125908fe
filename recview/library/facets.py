"""How many rows of the list have each value of a field: beside the list, and behind what is typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from recview.library.content_table import UNREAD, ContentFactsTable
from recview.library.query_columns import query_columns
from recview.library.tree import Branch
from recview.query.printing import printed_field
from recview.query.syntax import Whole, Word

OF_LIST = ("finish", "model", "protocol", "tool", "error", "verdict")
"""The fields whose values are counted beside the list."""

OF_TYPING = ("finish", "model", "protocol", "tool", "error", "verdict", "is", "has", "provider", "format", "status")
"""The fields whose values are offered to complete what is typed."""

_OF_CONTENT = {"tool": "tools", "provider": "provider"}
_MEMBERS = {"is": "marks", "has": "parts"}


class Facet(NamedTuple):
    """The values of a field among some rows.

    Attributes:
        field: The field's name.
        values: (value, how many rows have it), the most frequent first.
        unread: How many rows may have further values, as they were not decoded yet.
    """

    field: str
    values: tuple[tuple[str, int], ...]
    unread: int = 0

    def term(self, value: str) -> str:
        """The query for one of the values: it must be the whole value where it is a part of another one."""
        is_part = any(value.lower() in other.lower() for other, _ in self.values if other != value)
        is_whole = is_part and self.field not in ("finish", "verdict", "is", "has", "status")
        return printed_field(self.field, Whole(value) if is_whole else Word(value))


def facets(root: Branch, contents: ContentFactsTable, fields: Iterable[str] = OF_LIST) -> list[Facet]:
    """The values of some fields among the rows of a tree.

    Args:
        root: The tree.
        contents: What decoding told of its recordings.
        fields: The names of the fields.
    """
    store, members = root.store, root.members
    shapes = Counter(map(store.rows.shapes.codes.__getitem__, members))
    facts = query_columns(store).shape_facts(store)
    codes = contents.codes(store)
    decoded = Counter(map(codes.__getitem__, members))
    result = []
    for field in fields:
        counts: Counter[str] = Counter()
        if attribute := _OF_CONTENT.get(field):
            for code, count in decoded.items():
                content = contents.values[code]
                counts.update(dict.fromkeys(_values(getattr(content, attribute)) if content else (), count))
        else:
            for code, count in shapes.items():
                values = _values(getattr(facts[code], _MEMBERS.get(field, field)))
                # An error's type tells most; its code and message name the same error.
                for value in values[:1] if field == "error" else values:
                    counts[value] += count
        ordered = tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
        result.append(Facet(field, ordered, decoded[UNREAD] if field in _OF_CONTENT else 0))
    return result


def _values(value: object) -> tuple[str, ...]:
    """The values of a member of a row's facts, each once."""
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(dict.fromkeys(map(str, value)))  # type: ignore[call-overload]
