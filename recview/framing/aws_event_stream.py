"""AWS event streams (`application/vnd.amazon.eventstream`), in which Bedrock sends its answers.

A frame is u32 total length, u32 length of the headers, u32 CRC-32 of these eight bytes | headers | payload | u32
CRC-32, all big-endian. A header is u8 length, name, u8 type, value. `:event-type` names the event, `:exception-type` an
error that the service models; any other error has `:error-code` and `:error-message`.
Source: the event stream encoding in the reference of Amazon Transcribe, which is that of all of AWS.
"""

from __future__ import annotations

from base64 import b64decode
from binascii import crc32
from collections.abc import Iterator, Mapping
from struct import Struct

from recview.coerce import as_dict
from recview.framing.media import describe_bytes
from recview.model import Chunk, Json, Readability
from recview.wire import parse

_PRELUDE = Struct(">III")
_LEAST = _PRELUDE.size + 4
_STRING, _BYTES = 7, 6
_SIZES = {0: 0, 1: 0, 2: 1, 3: 2, 4: 4, 5: 8, 8: 8, 9: 16}
"""Bytes of a header's value by its type: true, false, byte, short, int, long, timestamp, UUID."""


def is_event_stream(data: bytes) -> bool:
    """Whether bytes begin with a frame: its checksum proves it."""
    return len(data) >= _LEAST and _prelude(data, 0) is not None


def event_stream(data: bytes) -> Iterator[Chunk]:
    """A chunk a frame: its kind the event's or exception's type, or `error`; its data the JSON payload.

    What is left of a stream that was cut is one chunk more, a string that says so.
    """
    at = 0
    while at < len(data):
        lengths = _prelude(data, at)
        if lengths is None or at + lengths[0] > len(data):
            rest = f"(the stream is cut: {len(data) - at:,} bytes of a frame are left)"
            yield Chunk("", rest, rest)
            return
        total, headers = lengths
        start = at + _PRELUDE.size
        named = _headers(data[start : start + headers])
        payload = _payload(data[start + headers : at + total - 4], named)
        kind = named.get(":event-type") or named.get(":exception-type") or ""
        if not kind and ":error-code" in named:
            kind, payload = "error", _error(payload, named)
        yield Chunk(kind, payload, unwrap_payload_part(payload))
        at += total


def unwrap_payload_part(value: Json) -> Json:
    """What a PayloadPart `{"bytes": base64, "p": padding}` holds: JSON, else text; any other value as it is."""
    if not isinstance(value, dict) or not isinstance(value.get("bytes"), str) or not value.keys() <= _PAYLOAD_PART:
        return value
    try:
        data = b64decode(value["bytes"], validate=True)
        inner = parse(data)
        return data.decode() if isinstance(inner, Readability) else inner
    except ValueError:
        return value


_PAYLOAD_PART = frozenset({"bytes", "p", "attribution"})


def _prelude(data: bytes, at: int) -> tuple[int, int] | None:
    """The lengths of a frame and of its headers; None where no frame begins."""
    if len(data) - at < _LEAST:
        return None
    total, headers, checksum = _PRELUDE.unpack_from(data, at)
    sound = checksum == crc32(data[at : at + 8]) and total >= headers + _LEAST
    return (total, headers) if sound else None


def _headers(data: bytes) -> dict[str, str]:
    """The headers that are strings."""
    headers: dict[str, str] = {}
    at = 0
    while at < len(data):
        end = at + 1 + data[at]
        name, kind = data[at + 1 : end].decode("utf-8", "backslashreplace"), data[end] if end < len(data) else -1
        size = _SIZES.get(kind, 0)
        at = end + 1
        if kind in (_STRING, _BYTES):
            size, at = int.from_bytes(data[at : at + 2], "big"), at + 2
        elif kind not in _SIZES:
            break
        if kind == _STRING:
            headers[name] = data[at : at + size].decode("utf-8", "backslashreplace")
        at += size
    return headers


def _error(payload: Json, headers: Mapping[str, str]) -> Json:
    """An error that is told in headers, with what its payload says besides."""
    spoken = {"code": headers[":error-code"], "message": headers.get(":error-message", "")}
    return {**as_dict(payload), **{key: word for key, word in spoken.items() if word}}


def _payload(data: bytes, headers: Mapping[str, str]) -> Json:
    """The payload; an empty object where there is none."""
    if not data:
        return {}
    value = parse(data)
    if not isinstance(value, Readability):
        return value
    try:
        return data.decode()
    except UnicodeDecodeError:
        return describe_bytes(data, headers.get(":content-type", ""))
