"""HTTP archives (HAR 1.2): `{log: {version, entries: [{request, response, startedDateTime, time}]}}`, as JSON or YAML.

Source: the W3C draft of HAR 1.2, and what browsers and Polly.js write. Headers are lists of {name, value}; a body is
`postData: {mimeType, text}` or `content: {mimeType, text, encoding: "base64"}`. Polly.js names the test, `suite/test`,
in `_recordingName`, has a folder for each part of it, and keeps a packed body as a JSON list of base64 pieces.

Of a websocket, Chrome, mitmproxy and other proxies keep `_webSocketMessages: [{type: send|receive, time, opcode,
data}]`, bytes as base64; of an event stream Chrome keeps `_eventSourceMessages: [{time, eventName, eventId, data}]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from recview.coerce import as_dict, as_list, as_str
from recview.formats.contract import foreign
from recview.formats.file import File, has_key
from recview.formats.http import Exchanges, Recorded
from recview.formats.websocket import BINARY, CONTROLS, SENT, Message, Turn, recorded, socket_message, turns
from recview.framing import Body
from recview.framing.kept import unbase64
from recview.model import Exchange, Json, Readability
from recview.named_tuple import NamedTuple
from recview.wire import parse_text

NAME = "har"

_BEGINS = rb'\{\s*"log"\s*:\s*\{'


def begins(head: bytes) -> bool:
    """Whether a log stands at the top."""
    return re.match(_BEGINS, head) is not None or (has_key(head, b"log") and b"\n  entries:" in head)


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """Its entries."""
    log = as_dict(as_dict(file.tree).get("log"))
    entries = [as_dict(entry) for entry in as_list(log.get("entries"))]
    if "entries" not in log or not all({"request", "response"} <= entry.keys() for entry in entries):
        return None
    calls = [call for entry in entries for call in _calls(entry)]
    exchanges = Exchanges(file, path, NAME, calls, _recorded, _named(path, as_str(log.get("_recordingName"))))
    return exchanges or foreign("an archive without calls")


class _Call(NamedTuple):
    """An entry, or one turn of a websocket."""

    entry: Mapping[str, Json]
    turn: Turn | None = None


def _calls(entry: Mapping[str, Json]) -> Iterator[_Call]:
    kept = next((as_list(entry[key]) for key in _MESSAGES if entry.get(key)), ())
    messages = [_message(as_dict(message)) for message in kept]
    yield from (_Call(entry, turn) for turn in turns(messages)) if messages else (_Call(entry),)


_MESSAGES = ("_webSocketMessages", "webSocketMessages", "_websocketMessages")


def _message(kept: Mapping[str, Json]) -> Message:
    opcode, data = kept.get("opcode"), kept.get("data")
    is_sent = as_str(kept.get("type", kept.get("direction"))).lower() in SENT
    body = unbase64(data) if opcode == BINARY and isinstance(data, str) else data
    control = CONTROLS.get(opcode, "") if isinstance(opcode, int) else ""
    return socket_message(is_sent=is_sent, body=body, kept=kept, key="data", control=control)


def _named(path: str, name: str) -> str:
    """`packages/chat/recordings/Suite_12/hi_34/recording.har` of `Suite/hi` → `packages/chat/recordings::Suite/hi`."""
    above = path.split("/")[: -1 - len(name.split("/"))]
    return f"{'/'.join(above)}::{name}" if name else ""


def _recorded(call: _Call) -> Recorded:
    entry = _entry(call.entry)
    return recorded(call.turn, entry) if call.turn else entry


def _entry(entry: Mapping[str, Json]) -> Recorded:
    sent, got = as_dict(entry.get("request")), as_dict(entry.get("response"))
    more = {
        key: entry[name] for key, name in (("recorded_at", "startedDateTime"), ("duration", "time")) if name in entry
    }
    return Recorded(
        sent.get("method"),
        sent.get("url"),
        sent.get("headers"),
        as_dict(sent.get("postData")).get("text"),
        got.get("status"),
        got.get("headers"),
        content := _content(as_dict(got.get("content"))),
        more,
        events=() if content else [_event(as_dict(event)) for event in as_list(entry.get("_eventSourceMessages"))],
    )


def _event(kept: Mapping[str, Json]) -> Json:
    """An event of an event stream whose body the browser did not keep."""
    return {"event": kept.get("eventName"), "data": kept.get("data"), "time": kept.get("time")}


def _content(content: Mapping[str, Json]) -> Body:
    text = content.get("text")
    if content.get("encoding") != "base64":
        return text
    packed = as_str(text)
    pieces = parse_text(packed) if packed[:2] == '["' else None
    if not isinstance(pieces, list):
        return unbase64(packed)
    parts = [unbase64(as_str(piece)) for piece in pieces]
    return b"".join(part for part in parts if isinstance(part, bytes)) if all(map(_is_bytes, parts)) else text


def _is_bytes(part: bytes | str) -> bool:
    return isinstance(part, bytes)
