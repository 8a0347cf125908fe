"""JSON values as text. What orjson refuses (300 digits, 300 levels, lone surrogates, NaN) is written here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isfinite

import orjson

from recview.coerce import as_digits
from recview.model import Json


def pretty(value: Json) -> str:
    """JSON text with two blanks a level."""
    return _dumped(value, orjson.OPT_INDENT_2) or "".join(_written(value, "\n", "  ", ": "))


def compact(value: Json) -> str:
    """JSON text on one line, without blanks."""
    return _dumped(value, 0) or "".join(_written(value, "", "", ":"))


def strict(value: Json) -> str:
    """JSON text on one line, for programs: a number that JSON does not have is null, as orjson writes it."""
    try:
        return orjson.dumps(value).decode()
    except (TypeError, orjson.JSONEncodeError):
        return "".join(_written(_finite(value), "", "", ":"))


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


def _dumped(value: Json, option: int) -> str:
    """What orjson writes; empty where it refuses, or would write null for a number that is none."""
    try:
        text = orjson.dumps(value, option=option).decode()
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


def _written(value: Json, line: str, indent: str, colon: str) -> Iterator[str]:
    """The same layout without recursion, so that no depth is too deep."""
    stack: list[str | tuple[int, Json]] = [(0, value)]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
            continue
        level, inner = item
        if isinstance(inner, dict) and inner:
            members = [(f"{_scalar(str(name))}{colon}", member) for name, member in inner.items()]
            stack.extend(_container("{}", members, f"{line}{indent * level}", indent, level))
        elif isinstance(inner, list) and inner:
            members = [("", member) for member in inner]
            stack.extend(_container("[]", members, f"{line}{indent * level}", indent, level))
        else:
            yield _scalar(inner)


def _container(
    brackets: str, members: list[tuple[str, Json]], line: str, indent: str, level: int
) -> Iterator[str | tuple[int, Json]]:
    """Stack items of a container, last first."""
    yield f"{line}{brackets[1]}"
    for place in range(len(members) - 1, -1, -1):
        name, member = members[place]
        if place < len(members) - 1:
            yield ","
        yield (level + 1, member)
        yield f"{line}{indent}{name}"
    yield brackets[0]


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile(r'["\\\x00-\x1f\ud800-\udfff]')


def _scalar(value: Json) -> str:
    if isinstance(value, str):
        escaped = _ESCAPED.sub(lambda found: _ESCAPES.get(found[0], f"\\u{ord(found[0]):04x}"), value)
        return f'"{escaped}"'
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | float):
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}.get(as_digits(value), as_digits(value))
    return "{}" if isinstance(value, dict) else "[]" if isinstance(value, list) else _scalar(str(value))
