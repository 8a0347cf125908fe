"""Media inside messages, said in a few words: type and size, never the bytes."""

from __future__ import annotations

from recview.model import Json
from recview.shapes import text


def described(value: Json, kind: str = "") -> str:
    """`image/png, 12.3 KB` of a data URL or of base64 text; a plain URL as it is."""
    url = text(value)
    if url.startswith("data:"):
        header, _, payload = url[5:].partition(",")
        kind = header.partition(";")[0] or "text/plain"
        count = _decoded(payload) if header.endswith(";base64") else _unquoted(payload)
        return f"{kind}, {_size(count)}"
    if url.startswith(("http://", "https://", "file:", "gs://", "s3://")):
        return url
    if not url:
        return kind or "no data"
    return f"{kind or _sniffed(url)}, {_size(_decoded(url))}"


# How files of a type begin, in base64: enough to name what an API takes without its type.
_BEGINNINGS = {
    "iVBORw0KGgo": "image/png",
    "/9j/": "image/jpeg",
    "R0lGOD": "image/gif",
    "JVBERi0": "application/pdf",
}


def _sniffed(payload: str) -> str:
    return next((kind for start, kind in _BEGINNINGS.items() if payload.startswith(start)), "base64")


def _decoded(payload: str) -> int:
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
