"""Reading JSON of unknown shape: each function answers with its type, whatever it is given.

Recordings are written by many recorders and by hand; a missing or wrong field is never an error here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.model import Json

_NO_MAPPING: Mapping[str, Json] = {}


def as_dict(value: Json) -> Mapping[str, Json]:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else _NO_MAPPING


def as_list(value: Json) -> Sequence[Json]:
    """The value if it is an array, else an empty one."""
    return value if isinstance(value, list) else ()


def as_str(value: Json) -> str:
    """The value if it is a string, else an empty one."""
    return value if isinstance(value, str) else ""


def as_words(value: Json) -> str:
    """The value as a short string: strings as they are, numbers and booleans spelled out, the rest empty."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return as_digits(value)
    return ""


def as_digits(value: int | float) -> str:
    """A number's digits; one of thousands of digits (which Python refuses to spell) as a word."""
    try:
        return str(value)
    except ValueError:
        return "(a very long integer)"


def as_int(value: Json) -> int | None:
    """The value if it is an integer (a float that is whole counts), else None."""
    if type(value) is int:
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return None


def as_float(value: Json) -> float | None:
    """The value if it is a number that a float can hold, else None."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return float(value)
    except OverflowError:
        return None
