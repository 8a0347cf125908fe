"""Media inside messages, said in a few words: type and size, never the bytes."""

from __future__ import annotations

import re

from recview.coerce import as_str
from recview.model import Json


def describe_media(value: Json, kind: str = "") -> str:
    """`image/png, 12.3 KB` of a data URL or of base64 text; a plain URL as it is."""
    url = as_str(value)
    if url.startswith("data:"):
        header, _, payload = url[5:].partition(",")
        kind = header.partition(";")[0] or "text/plain"
        count = byte_count(payload) if header.endswith(";base64") else _unquoted(payload)
        return f"{kind}, {_size(count)}"
    if url.startswith(("http://", "https://", "file:", "gs://", "s3://")):
        return url
    if not url:
        return kind or "no data"
    return f"{kind or _sniffed(url)}, {_size(byte_count(url))}"


_LONGEST = 1_000
"""Characters of base64 that are still shown as they are."""

_BASE64 = re.compile(r"(?:data:[^,]{0,200};base64,)?[A-Za-z0-9+/_-]+={0,2}")


def without_media(value: Json, levels: int = 40) -> Json:
    """A JSON value in which long base64, as far as so many levels down, is described in its place."""
    if not levels:
        return value
    if isinstance(value, dict):
        return {key: without_media(inner, levels - 1) for key, inner in value.items()}
    if isinstance(value, list):
        return value if _is_numbers(value) else [without_media(inner, levels - 1) for inner in value]
    if isinstance(value, str) and len(value) > _LONGEST and _BASE64.fullmatch(value):
        return describe_media(value)
    return value


def _is_numbers(values: list[Json]) -> bool:
    """Whether a list holds nothing but numbers; an embedding has thousands of them."""
    return _NUMBERS.issuperset(map(type, values))


_NUMBERS = frozenset({int, float, bool})


# How files of a type begin, in base64: enough to name what an API takes without its type.
_BEGINNINGS = {
    "iVBORw0KGgo": "image/png",
    "/9j/": "image/jpeg",
    "R0lGOD": "image/gif",
    "JVBERi0": "application/pdf",
}


def _sniffed(payload: str) -> str:
    return next((kind for start, kind in _BEGINNINGS.items() if payload.startswith(start)), "base64")


def byte_count(payload: str) -> int:
    """The decoded size of base64 text, without decoding it."""
    return max(0, len(payload) * 3 // 4 - payload[-2:].count("="))


def _unquoted(payload: str) -> int:
    """The size of percent-encoded text."""
    return max(0, len(payload.encode("utf-8", "surrogatepass")) - 2 * payload.count("%"))


def _size(count: int) -> str:
    if count < 1_000:
        return f"{count} bytes"
    if count < 999_950:
        return f"{count / 1_000:.1f} KB"
    return f"{count / 1_000_000:.1f} MB"
