"""Bytes that are no text, said in a few words: what they are and how many, never the bytes."""

from __future__ import annotations

import re

from recview.model import Json

_MAGICS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"%PDF", "application/pdf"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b", "gzip"),
)


def described(data: bytes, content_type: str = "") -> str:
    """`(image/png, 12,345 bytes)`: the type by the first bytes, else as a header gives it."""
    if data[:4] == b"RIFF":
        kind = {b"WAVE": "audio/wav", b"WEBP": "image/webp"}.get(data[8:12], "RIFF")
    else:
        kind = next((known for magic, known in _MAGICS if data.startswith(magic)), "")
    return f"({kind or content_type.partition(';')[0].strip() or 'binary'}, {len(data):,} bytes)"


def plain(value: Json) -> Json:
    """A tree from YAML, whose bytes (JSON has none) become text, or a description of what they are."""
    root = [value]
    stack: list[Json] = [root]
    seen: set[int] = set()
    while stack:
        inner = stack.pop()
        # An alias may stand for the same tree in many places.
        if id(inner) in seen:
            continue
        seen.add(id(inner))
        for key, member in list(inner.items() if isinstance(inner, dict) else enumerate(inner)):
            if isinstance(member, dict | list):
                stack.append(member)
            elif isinstance(member, bytes):
                inner[key] = as_text(member)
    return root[0]


def as_text(data: bytes, content_type: str = "") -> str:
    """Bytes as text; what is no text as a description of it.

    JSON and event streams are UTF-8 whatever a header says: a few bytes in them that are not (most often a character
    that a cut stream ends in) cost no more than themselves.
    """
    try:
        found = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        found = data.decode("utf-8-sig", "replace")
        if not _is_sound(found):
            return data.decode("latin-1") if content_type.startswith("text/") else described(data, content_type)
    return described(data, content_type) if "\0" in found and not _is_sound(found) else found


_UTF8 = re.compile(r"\s*(?:[{\[]|(?:data|event|id|retry)?:)")


def _is_sound(text: str) -> bool:
    """Whether a text is JSON or an event stream with but a few damaged characters."""
    return bool(_UTF8.match(text)) and text.count("\ufffd") + text.count("\0") <= 1 + len(text) // 100
