"""AWS event streams, written by hand."""

from __future__ import annotations

import json
from binascii import crc32
from struct import pack
from typing import Any


def header(name: str, value: str) -> bytes:
    """A header that is a string."""
    return pack(">B", len(name)) + name.encode() + pack(">BH", 7, len(value)) + value.encode()


def frame(payload: Any, headers: bytes = b"", **named: str) -> bytes:
    """A frame: `event_type="chunk"` becomes the header `:event-type`; bytes are taken as they are."""
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    head = headers + b"".join(header(f":{name.replace('_', '-')}", value) for name, value in named.items())
    prelude = pack(">II", 16 + len(head) + len(body), len(head))
    message = prelude + pack(">I", crc32(prelude)) + head + body
    return message + pack(">I", crc32(message))
