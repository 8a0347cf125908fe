"""Some fields of the rows that programs get, by name: `model`, `usage.total`, `choices.finish_reason`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints, is_typeddict

from recview.json_text import strict
from recview.model import Json
from recview.reading.record_types import Row


@cache
def field_names() -> tuple[str, ...]:
    """Every name: a key of `ls --json`, or with a dot one inside it."""
    return tuple(_names(Row, ""))


def nearest_name(name: str) -> str:
    """The field that a misspelled name may mean, also without what stands before its dot; empty if none is near."""
    last_keys = {each.rpartition(".")[2]: each for each in reversed(field_names())}
    near = get_close_matches(name, field_names(), 1) or get_close_matches(name, last_keys, 1)
    return last_keys.get(near[0], near[0]) if near else ""


def _names(record: type, before: str) -> list[str]:
    names: list[str] = []
    for key, hint in get_type_hints(record, include_extras=True).items():
        names.append(f"{before}{key}")
        for inner in _records_in(hint):
            names += _names(inner, f"{before}{key}.")
    return names


def _records_in(hint: Any) -> list[type]:
    """The records that a type is made of: in a list, or where there may be none."""
    if is_typeddict(hint):
        return [hint]
    arguments = get_args(hint)[:1] if get_origin(hint) is Annotated else get_args(hint)
    return [record for argument in arguments for record in _records_in(argument)]


def field_of(row: Row, name: str) -> Json:
    """The value of a field; of what is inside a list, the list of the values."""
    value: Json = row
    for key in name.split("."):
        value = _inside(value, key)
    return value


def _inside(value: Json, key: str) -> Json:
    if isinstance(value, Mapping):
        return value.get(key)
    return [_inside(item, key) for item in value] if isinstance(value, list) else None


def field_text(value: Json) -> str:
    """A value for a column: nothing for null, the items of a list with commas between, JSON of what has keys."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence) and not any(isinstance(item, Mapping) for item in value):
        return ",".join(map(field_text, value))
    return strict(value)
