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

_MEDIA = (b"RIFF", *(magic for magic, kind in _MAGICS if "/" in kind))


def is_media(data: bytes) -> bool:
    """Whether bytes begin as pictures, sound or documents do: those are packed in themselves."""
    return data.startswith(_MEDIA)


def describe_bytes(data: bytes, content_type: str = "") -> str:
    """`(image/png, 12,345 bytes)`: the type by the first bytes, else as a header gives it."""
    if data[:4] == b"RIFF":
        kind = {b"WAVE": "audio/wav", b"WEBP": "image/webp"}.get(data[8:12], "RIFF")
    else:
        kind = next((name for magic, name in _MAGICS if data.startswith(magic)), "")
    return f"({kind or content_type.partition(';')[0].strip() or 'binary'}, {len(data):,} bytes)"


def without_bytes(value: Json) -> Json:
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
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("utf-8-sig", "replace")
        if not _is_sound(text):
            is_latin = content_type.startswith("text/") and not _CONTROL.search(data)
            return data.decode("latin-1") if is_latin else describe_bytes(data, content_type)
    is_binary = ("\0" in text or is_garbled(text)) and not _is_sound(text)
    return describe_bytes(data, content_type) if is_binary else text


HEAD = 512
"""Bytes, or characters, that tell whether a body is text: brotli may begin with `[` as JSON does."""


def is_garbled(text: str) -> bool:
    """Whether many of the first characters are such as no text holds: bytes that were taken for characters."""
    start = text[:HEAD]
    return len(_GARBLED.findall(start)) > max(2, len(start) // 10)


def is_odd(character: str) -> bool:
    """Whether no text holds such a character."""
    return _GARBLED.match(character) is not None


_GARBLED = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f-\x9f\ufffd]")


def is_sound_text(data: bytes) -> bool:
    """Whether bytes are JSON or an event stream with but a few damaged characters."""
    return _is_sound(data.decode("utf-8-sig", "replace"))


_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
"""What no text of any encoding holds."""

_UTF8 = re.compile(r"\s*(?:[{\[]|(?:data|event|id|retry)?:)")


def _is_sound(text: str) -> bool:
    """Whether a text is JSON or an event stream with but a few damaged characters."""
    return bool(_UTF8.match(text)) and text.count("\ufffd") + text.count("\0") <= 1 + len(text) // 100
