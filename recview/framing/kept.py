"""A body in the form that a recorder gave it → what came over the wire.

Sources: fixtures of fetch, axios and serverless functions, which keep bytes as base64 without a word beside it, and a
stream as a list of its lines or of its events.
"""

from __future__ import annotations

import re
from binascii import Error as NotBase64
from binascii import a2b_base64
from collections.abc import Sequence

from recview.model import Json

_BASE64 = ("H4sI", "KLUv/", "eyJ", "ewo", "W3si", "ZGF0YT", "ZXZlbnQ6")
"""What the base64 of gzip, zstd, JSON and an event stream begins with."""

_EVENT_STREAM = "AAA"
"""What the base64 of AWS's event stream begins with: a length below 16 KB. Only the content type makes it telling."""

_FIELD = re.compile(r"(?:data|event|id|retry)?:")


def unbase64(text: str) -> bytes | str:
    """The bytes that base64 stands for; text that is none as it is."""
    try:
        return a2b_base64("".join(text.split()).encode("ascii", "replace"), strict_mode=True)
    except NotBase64:
        return text


def as_sent(text: str, content_type: str) -> bytes | str:
    """The bytes of a body that a recorder kept as base64 without saying so; other text as it is.

    Args:
        text: As recorded.
        content_type: The header of that name, in lower case.
    """
    is_base64 = text.startswith(_BASE64) or ("amazon.eventstream" in content_type and text.startswith(_EVENT_STREAM))
    return unbase64(text) if is_base64 else text


def stream_of(values: Sequence[Json]) -> str | None:
    """The text of a stream that was kept as a list of its lines, its events or its pieces; None if it is none of them.

    Lines without their ends get them back; so does an event without the blank line that ends it.
    """
    texts = [value for value in values if isinstance(value, str)]
    if not texts or len(texts) < len(values) or not _FIELD.match(texts[0].lstrip("\ufeff\r\n")):
        return None
    if any(text.endswith("\n") for text in texts):
        return "".join(texts)
    if not all(texts):
        return "\n".join(texts)
    first = "event:" if texts[0].startswith("event:") else "data:"
    return "\n".join(f"\n{text}" if text.startswith(first) else text for text in texts)
