"""The strings of an exchange as recorded, each with where it stands: in headers, URL, body, and the chunks' fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recview.model import Exchange, Json
from recview.named_tuple import NamedTuple

_SHORTEST = 6
_BODIES = ("body", "payload", "kwargs")
_APART = frozenset({*_BODIES, "headers", "url", "method"})


class Placed(NamedTuple):
    """A string and where it stands.

    Attributes:
        text: It.
        at: Its path: `request.messages[2].content`, `response chunk 3, choices[0].delta.content`.
        name: The name of the field or the header.
        is_header: Whether it is the value of a header.
    """

    text: str
    at: str
    name: str = ""
    is_header: bool = False


def headers_of(exchange: Exchange) -> Iterator[Placed]:
    """The values of the headers that were sent and that came back: their names alone may tell a secret."""
    yield from _headers(exchange.request.headers, "request.headers")
    fields = exchange.response.fields
    headers = fields.get("headers") if isinstance(fields, dict) else None
    yield from _headers(headers if isinstance(headers, dict) else {}, "response.headers")


def strings_of(exchange: Exchange) -> Iterator[Placed]:
    """The strings of an exchange that are long enough to matter, its headers first."""
    request, response = exchange.request, exchange.response
    yield from headers_of(exchange)
    yield Placed(request.url, "request.url", "url")
    yield from _strings(request.body, "request")
    if isinstance(request.fields, dict):
        yield from _strings({key: value for key, value in request.fields.items() if key not in _APART}, "request")
    if isinstance(response.fields, dict):
        fields = {key: value for key, value in response.fields.items() if key not in ("headers", "body")}
        yield from _strings(fields, "response")
    for index, chunk in enumerate(response.chunks):
        data = chunk.raw if chunk.data is None else chunk.data
        if response.streaming:
            yield from _strings(data, f"response chunk {index + 1}, data")
        else:
            yield from _strings(data, "response")


def _headers(headers: Mapping[str, Json], at: str) -> Iterator[Placed]:
    for name, values in headers.items():
        for value in values if isinstance(values, list) else (values,):
            if isinstance(value, str) and len(value) >= 4:
                yield Placed(value, f"{at}.{name.lower()}", name, is_header=True)


def _strings(value: Json, at: str) -> Iterator[Placed]:
    """The strings of a tree, those of its keys that are long included."""
    stack: list[tuple[str, str, Json]] = [(at, "", value)]
    while stack:
        at, name, value = stack.pop()
        if isinstance(value, str):
            if len(value) >= _SHORTEST:
                yield Placed(value, at, name)
        elif isinstance(value, dict):
            stack += [(f"{at}.{key}", str(key), member) for key, member in reversed(value.items())]
            stack += [(f"{at}, a key", "", key) for key in value if isinstance(key, str) and len(key) >= 16]
        elif isinstance(value, list):
            stack += [(f"{at}[{index}]", name, value[index]) for index in range(len(value) - 1, -1, -1)]
