"""From a query's values to its text: parsing that gives the same values again."""

from __future__ import annotations

from recview.query.numbers import spelled_number
from recview.query.parsing import field_name
from recview.query.scanning import escaped
from recview.query.syntax import And, Comparison, Condition, Field, Not, Or, Pattern, Query, Range, Whole

_KEYWORDS = ("OR", "AND", "NOT")
_ENDS_A_WORD = frozenset("()\"'`")
_ENDS_A_VALUE = _ENDS_A_WORD | frozenset(",[]{}")


def printed(query: Query) -> str:
    """A query as text."""
    if isinstance(query, Or):
        return " OR ".join(map(printed, query.parts))
    if isinstance(query, And):
        return " ".join(f"({printed(part)})" if isinstance(part, Or) else printed(part) for part in query.parts)
    if isinstance(query, Not):
        text = printed(query.part)
        return f"-({text})" if isinstance(query.part, And | Or) else f"-{text}"
    if isinstance(query, Field):
        return printed_field(query.name, *query.conditions)
    return f"/{escaped(query.text)}/" if isinstance(query, Pattern) else _word(query.text)


def printed_field(name: str, *conditions: Condition) -> str:
    """A field with its conditions as text."""
    return f"{name}:{','.join(map(_condition, conditions))}"


def _word(text: str) -> str:
    is_bare = (
        text
        and text not in _KEYWORDS
        and not text.startswith(("-", "/", "./"))
        and not any(letter.isspace() or letter in _ENDS_A_WORD for letter in text)
        and not field_name(text)
    )
    return text if is_bare else _quoted(text)


def _condition(condition: Condition) -> str:
    if isinstance(condition, Pattern):
        return f"/{escaped(condition.text)}/"
    if isinstance(condition, Comparison):
        sign = "" if condition.operator == "=" else condition.operator
        return f"{sign}{spelled_number(condition.number)}"
    if isinstance(condition, Range):
        low, high = ("" if bound is None else spelled_number(bound) for bound in (condition.low, condition.high))
        return f"{low}..{high}"
    return f"={_value(condition.text)}" if isinstance(condition, Whole) else _value(condition.text)


def _value(text: str) -> str:
    is_bare = (
        text
        and not text.startswith(("=", "/", ":"))
        and not any(letter.isspace() or letter in _ENDS_A_VALUE for letter in text)
    )
    return text if is_bare else _quoted(text)


def _quoted(text: str) -> str:
    escaped_text = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped_text}"'
