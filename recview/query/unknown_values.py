"""Values that a query asks for and no recording has: what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from recview.query.fields import FIELDS
from recview.query.matching import satisfies
from recview.query.nearest import nearest
from recview.query.printing import printed_field
from recview.query.syntax import Condition, Field, Query, Whole, Word, leaves, repeated


def unknown_values(query: Query, values: Mapping[str, Iterable[str]]) -> list[str]:
    """A line for each value of a query that no recording has: `no finish is tool_cals: perhaps finish:tool_calls`.

    Args:
        query: The query.
        values: The values of fields that recordings have; a field that is not among them is passed over.
    """
    fields = (leaf for leaf in leaves(query) if isinstance(leaf, Field) and leaf.name in values)
    return [
        line for field in fields for condition in field.conditions for line in _lines(field.name, condition, values)
    ]


def _lines(name: str, condition: Condition, values: Mapping[str, Iterable[str]]) -> Iterable[str]:
    row, some = FIELDS[name], list(values[name])
    if not isinstance(condition, Word | Whole):
        return
    if any(satisfies(condition, row, value, lambda pattern, text: False) for value in some):
        return
    meant = nearest(condition.text, dict.fromkeys((*some, *row.values)))
    if meant.lower() != condition.text.lower():
        hint = f": perhaps {printed_field(name, Word(meant))}" if meant else ""
        yield f"no {name} is {repeated(condition.text)}{hint}"
