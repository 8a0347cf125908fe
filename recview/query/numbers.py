"""Numbers as a query spells them: `17`, `10k`, `1.5M`, `2GB`."""

from __future__ import annotations

import re

from recview.query.syntax import Comparison, Range

_NUMBER = re.compile(r"(-?[0-9]{1,15})(?:\.([0-9]{1,12}))?([kmgKMG]?)[bB]?")
_UNITS = {"": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}


def number(text: str) -> int | None:
    """The whole number that a text spells, in decimal units; None if it spells none."""
    spelled = _NUMBER.fullmatch(text)
    if not spelled:
        return None
    digits = spelled[2] or ""
    value, rest = divmod(int(spelled[1] + digits) * _UNITS[spelled[3].lower()], 10 ** len(digits))
    return None if rest else value


def spelled_number(value: int) -> str:
    """A number with the largest unit that leaves it whole."""
    for letter, unit in (("G", 10**9), ("M", 10**6), ("k", 1_000)):
        if value and not value % unit:
            return f"{value // unit}{letter}"
    return f"{value}"


def bounds(condition: Comparison | Range) -> tuple[int | None, int | None]:
    """The least and the greatest number that meets a condition; None is no bound."""
    if isinstance(condition, Range):
        return condition.low, condition.high
    number = condition.number
    if condition.operator == "=":
        return number, number
    if condition.operator in (">", ">="):
        return number + (condition.operator == ">"), None
    return None, number - (condition.operator == "<")
