"""The first place where a JSON value does not fit a schema: by required keys, types and enums. Nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from recview.coerce import as_dict, as_list, as_str
from recview.model import Json

_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "null": (type(None),),
    "integer": (int, float),
    "number": (int, float),
}

_DEEPEST = 40
"""Schemas inside one another after which no more are looked at: a reference may lead back to itself."""

_MOST = 20_000
"""Schemas that are looked at for one answer: those that refer to themselves twice would never end."""

Fault = tuple[str, str]
"""The path below the value, and what is wrong there."""


def fault(value: Json, schema: Json) -> Fault | None:
    """The first fault of a value; None if it fits, as far as is checked.

    Args:
        value: The answer.
        schema: A JSON schema; what it refers to outside itself fits.
    """
    return next(_Check(schema).faults(value, schema, "", _DEEPEST), None)


class _Check:
    """One answer against one schema."""

    def __init__(self, root: Json) -> None:
        self._root = root
        self._left = _MOST

    def faults(self, value: Json, schema: Json, at: str, depth: int) -> Iterator[Fault]:
        """The faults of a value that stands at a path."""
        fields = as_dict(schema)
        self._left -= 1
        if depth == 0 or self._left < 0 or not fields:
            return
        if "$ref" in fields:
            yield from self.faults(value, _referred(as_str(fields["$ref"]), self._root), at, depth - 1)
        for part in as_list(fields.get("allOf")):
            yield from self.faults(value, part, at, depth - 1)
        options = as_list(fields.get("anyOf")) or as_list(fields.get("oneOf"))
        if options and not any(next(self.faults(value, option, at, depth - 1), None) is None for option in options):
            yield at, "fits none of the schemas"
        if not _has_type(value, fields):
            yield at, f"is no {_types(fields)[0]}"
            return
        if "enum" in fields and not _is_among(value, as_list(fields["enum"]), fields):
            yield at, "is none of the values"
        if "const" in fields and not _is_among(value, [fields["const"]], fields):
            yield at, "is another value"
        yield from self._inner(value, fields, at, depth)

    def _inner(self, value: Json, fields: Mapping[str, Json], at: str, depth: int) -> Iterator[Fault]:
        """The faults of the members of an object or an array."""
        if isinstance(value, dict):
            for key in as_list(fields.get("required")):
                if isinstance(key, str) and key not in value:
                    yield f"{at}.{key}", "is missing"
            properties = as_dict(fields.get("properties"))
            for key, member in value.items():
                if key in properties:
                    yield from self.faults(member, properties[key], f"{at}.{key}", depth - 1)
        elif isinstance(value, list):
            for position, member in enumerate(value):
                yield from self.faults(member, fields.get("items"), f"{at}[{position}]", depth - 1)


def _types(fields: Mapping[str, Json]) -> list[str]:
    wanted = fields.get("type")
    return [name.lower() for name in (wanted if isinstance(wanted, list) else [wanted]) if isinstance(name, str)]


def _has_type(value: Json, fields: Mapping[str, Json]) -> bool:
    names = [name for name in _types(fields) if name in _TYPES]
    if not names or (value is None and fields.get("nullable") is True):
        return True
    return any(_is_of(value, name) for name in names)


def _is_of(value: Json, name: str) -> bool:
    if isinstance(value, bool) and name != "boolean":
        return False
    if name == "integer" and isinstance(value, float) and not value.is_integer():
        return False
    return isinstance(value, _TYPES[name])


def _is_among(value: Json, values: Sequence[Json], fields: Mapping[str, Json]) -> bool:
    nothing = value is None and fields.get("nullable") is True
    return nothing or any(value == other and isinstance(value, bool) == isinstance(other, bool) for other in values)


def _referred(reference: str, root: Json) -> Json:
    """The schema that a reference inside the same schema leads to; one that everything fits, if there is none."""
    if not reference.startswith("#"):
        return {}
    schema = root
    for key in filter(None, reference[1:].split("/")):
        schema = as_dict(schema).get(key.replace("~1", "/").replace("~0", "~"))
    return schema
