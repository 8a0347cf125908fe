"""HTTP headers as recorders keep them → by name.

By name: values are strings or lists of them. HAR keeps `[{name, value}]`, mitmproxy and Python's libraries
`[[name, value]]`, Node's `rawHeaders` `[name, value, name, value]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from recview.coerce import as_dict, as_list, as_str
from recview.model import Json


def headers_by_name(value: Json, *, holds_bytes: bool = False) -> Mapping[str, Json]:
    """Headers by name, as recorded; no bytes are left in them.

    Args:
        value: As recorded; what is none of the known shapes has no headers.
        holds_bytes: Whether the file is YAML that may hold bytes.
    """
    if isinstance(value, list):
        headers: dict[str, Json] = {}
        for name, header in _pairs(value):
            headers.setdefault(name, []).append(header)
        return headers
    if not isinstance(value, dict):
        return {}
    return {name: _without_bytes(header) for name, header in value.items()} if holds_bytes else value


def _pairs(value: Sequence[Json]) -> Iterator[tuple[str, Json]]:
    if all(isinstance(part, str) for part in value):
        yield from zip(value[::2], value[1::2], strict=False)
        return
    for header in value:
        if isinstance(header, list):
            yield as_str(next(iter(header), "")), next(iter(header[1:]), None)
        else:
            yield as_str(as_dict(header).get("name")), as_dict(header).get("value")


def _without_bytes(value: Json) -> Json:
    if isinstance(value, list):
        return [_without_bytes(part) for part in value]
    return value.decode("latin-1") if isinstance(value, bytes) else value


def first_value(headers: Mapping[str, Json], name: str) -> str:
    """A header's first value, in lower case, however its name is spelled; empty if there is none.

    Args:
        headers: By name.
        name: In lower case: `content-type`.
    """
    for spelling in (name, name.title(), *(key for key in headers if key.lower() == name)):
        if value := headers.get(spelling):
            return (as_str(value) or as_str(next(iter(as_list(value)), None))).lower()
    return ""
