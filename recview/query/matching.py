"""What a query means for one recording."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from recview.case_folding import fold
from recview.query.facts import OF_CHECKS, Facts
from recview.query.fields import FIELDS, FieldRow
from recview.query.names import has_capital, holds, names_path
from recview.query.numbers import bounds
from recview.query.syntax import (
    And,
    Comparison,
    Condition,
    Field,
    Leaf,
    Not,
    Or,
    Pattern,
    Query,
    Range,
    Whole,
    Word,
    leaves,
)

Search = Callable[[Pattern, str], bool]
"""Whether a regular expression is found in a text."""


def matches(query: Query, facts: Facts, search: Search = lambda pattern, text: False) -> bool | None:
    """Whether a query matches a recording; None if that is not known before more of it is read.

    Args:
        query: The query.
        facts: The recording.
        search: Whether a regular expression is found in a text.
    """
    if isinstance(query, And):
        return all_of([matches(part, facts, search) for part in query.parts])
    if isinstance(query, Or):
        return opposite(all_of([opposite(matches(part, facts, search)) for part in query.parts]))
    if isinstance(query, Not):
        return opposite(matches(query.part, facts, search))
    return _leaf_matches(query, facts, search)


def all_of(truths: list[bool | None]) -> bool | None:
    """Whether all of some truths hold; None if that depends on one that is not known."""
    return False if False in truths else None if None in truths else True


def opposite(truth: bool | None) -> bool | None:
    """The opposite of a truth; None if it is not known."""
    return None if truth is None else not truth


def _leaf_matches(leaf: Leaf, facts: Facts, search: Search) -> bool | None:
    if isinstance(leaf, Field):
        return _field_matches(leaf, facts, search)
    names = (facts.labels, *facts.model, *facts.tool)
    if isinstance(leaf, Pattern):
        is_part = any(search(leaf, name) for name in (*names, *facts.path))
    else:
        is_part = any(holds(name, leaf.text) for name in names)
        is_part = is_part or any(names_path(leaf.text, path) for path in facts.path)
    return True if is_part else None if "tool" in facts.unread else False


def _field_matches(field: Field, facts: Facts, search: Search) -> bool | None:
    row = FIELDS[field.name]
    values = [value for member in row.members for value in getattr(facts, member)]
    if any(satisfies(condition, row, value, search) for condition in field.conditions for value in values):
        return True
    return None if _may_have_more(field, facts) else False


def _may_have_more(field: Field, facts: Facts) -> bool:
    """Whether a value that is not read yet could match."""
    return field.name in facts.unread or any(f"{field.name}:{text}" in facts.unread for text in _words(field))


def asks_for_findings(query: Query) -> bool:
    """Whether a query asks for anything that only the checks tell."""
    fields = (leaf for leaf in leaves(query) if isinstance(leaf, Field))
    return any(
        field.name in OF_CHECKS or any(f"{field.name}:{text}" in OF_CHECKS for text in _words(field))
        for field in fields
    )


def _words(field: Field) -> Iterator[str]:
    return (condition.text for condition in field.conditions if isinstance(condition, Word))


def satisfies(condition: Condition, row: FieldRow, value: Any, search: Search) -> bool:
    """Whether a value of a field meets a condition.

    Args:
        condition: The condition.
        row: The field.
        value: A text or a number.
        search: Whether a regular expression is found in a text.
    """
    if isinstance(condition, Comparison | Range):
        low, high = bounds(condition)
        return (low is None or low <= value) and (high is None or value <= high)
    if isinstance(condition, Pattern):
        return search(condition, value)
    if isinstance(condition, Whole):
        return bool(value == condition.text)
    if row.kind == "word":
        return bool(value.lower() == condition.text.lower())
    if row.kind == "text":
        return condition.text in value if has_capital(condition.text) else fold(condition.text) in fold(value)
    return holds(value, condition.text)
