"""JSON values as text, by orjson; by `json` what orjson refuses: 300 digits, 300 levels, lone surrogates, NaN."""

from __future__ import annotations

import re
from math import isfinite

from recview.model import Json


def pretty(value: Json) -> str:
    """JSON text with two blanks a level."""
    return _dumped(value, indent=True) or _dumped_slowly(value, 2, (",", ": "))


def compact(value: Json) -> str:
    """JSON text on one line, without blanks."""
    return _dumped(value) or _dumped_slowly(value, None, (",", ":"))


def strict(value: Json) -> str:
    """JSON text on one line, for programs: a number that JSON does not have is null, as orjson writes it."""
    import orjson  # on use: it costs a third of a small command's start

    try:
        return orjson.dumps(value).decode()
    except (TypeError, orjson.JSONEncodeError):
        return _dumped_slowly(_finite(value), None, (",", ":"))


def _finite(value: Json) -> Json:
    """A copy with null in the place of NaN and the infinities; made without recursion."""
    holder: list[Json] = [value]
    stack: list[Json] = [holder]
    while stack:
        outer = stack.pop()
        for name, inner in list(outer.items() if isinstance(outer, dict) else enumerate(outer)):
            if isinstance(inner, dict | list):
                outer[name] = inner.copy()
                stack.append(outer[name])
            elif isinstance(inner, float) and not isfinite(inner):
                outer[name] = None
    return holder[0]


def _dumped(value: Json, *, indent: bool = False) -> str:
    """What orjson writes; empty where it refuses, or would write null for a number that is none."""
    import orjson

    try:
        text = orjson.dumps(value, option=orjson.OPT_INDENT_2 if indent else None).decode()
    except (TypeError, orjson.JSONEncodeError):
        return ""
    return "" if "null" in text and _holds_infinite(value) else text


def _holds_infinite(value: Json) -> bool:
    stack = [value]
    while stack:
        inner = stack.pop()
        if isinstance(inner, dict):
            stack.extend(inner.values())
        elif isinstance(inner, list):
            stack.extend(inner)
        elif isinstance(inner, float) and not isfinite(inner):
            return True
    return False


def _dumped_slowly(value: Json, indent: int | None, separators: tuple[str, str]) -> str:
    """What the standard library writes, with lone surrogates as escapes; a problem in quotes where it cannot."""
    import json  # on use: only odd values come here

    try:
        text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators, default=str)
    except RecursionError:
        return TOO_DEEP
    except (TypeError, ValueError) as error:
        # Python's own words for an integer of thousands of digits speak of settings of the interpreter.
        problem = "a very long integer" if "digits" in str(error) else error
        return json.dumps(f"(not to be written as JSON: {problem})")
    return re.sub(_SURROGATE, lambda match: f"\\u{ord(match[0]):04x}", text)


TOO_DEEP = '"(nested too deeply to write: about 1,000 levels)"'
"""Stands in the place of a value that is nested as deeply as Python's own recursion goes."""

_SURROGATE = "[\ud800-\udfff]"
