"""JSON values laid flat: each leaf by its path, and what differs between two of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from json import dumps

from recview.model import Json
from recview.verdicts.comparison import MISSING, Difference, Missing

Flat = dict[str, Json]
"""Values by their path, such as `request.body.messages[1].content`."""


def flat(value: Json, path: str) -> Flat:
    """Every leaf of a JSON value by its path. A list without objects or lists in it is one leaf."""
    leaves: Flat = {}
    stack: list[tuple[str, Json]] = [(path, value)]
    while stack:
        at, inner = stack.pop()
        if isinstance(inner, dict) and inner:
            stack.extend((f"{at}.{key}", member) for key, member in reversed(inner.items()))
        elif isinstance(inner, list) and any(isinstance(member, (dict, list)) for member in inner):
            stack.extend((f"{at}[{position}]", member) for position, member in reversed(list(enumerate(inner))))
        else:
            leaves[at] = inner
    return leaves


def as_key(value: Json) -> str:
    """A JSON value as text, equal for equal values; the bytes that a cassette may hold are spelled in hexadecimals."""
    return dumps(flat(value, ""), sort_keys=True, default=_as_words)


def _as_words(value: object) -> str:
    """A value that JSON has no form for: bytes, or a date of YAML."""
    return f"bytes {value.hex()}" if isinstance(value, bytes) else repr(value)


Pair = tuple[str, Json | Missing, Json | Missing]


def pairs(before: Mapping[str, Json], after: Mapping[str, Json]) -> Iterator[Pair]:
    """Every path whose value is not the same, in the order of the second, then what only the first has.

    Yields:
        The path, the value before, the value after.
    """
    for path, value in after.items():
        if path not in before:
            yield path, MISSING, value
        elif not equal(before[path], value):
            yield path, before[path], value
    for path, value in before.items():
        if path not in after:
            yield path, value, MISSING


def value_differences(kind: str, at: str, before: Json, after: Json) -> list[Difference]:
    """What differs between two JSON values, as differences of one kind."""
    if isinstance(before, dict | list) and isinstance(after, dict | list):
        return [Difference(kind, *pair) for pair in pairs(flat(before, at), flat(after, at))]
    return [] if equal(before, after) else [Difference(kind, at, before, after)]


def equal(one: Json, other: Json) -> bool:
    """Whether two leaves are equal as JSON: `true` is not 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return bool(one == other)
