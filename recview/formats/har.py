"""HTTP archives (HAR 1.2): `{log: {version, entries: [{request, response, startedDateTime, time}]}}`.

Source: the W3C draft of HAR 1.2, and what browsers and Polly.js write. Headers are lists of {name, value}; a body is
`postData: {mimeType, text}` or `content: {mimeType, text, encoding: "base64"}`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from recview.formats.contract import Unread
from recview.formats.file import File
from recview.formats.http import Recorded, exchanges, unbase64
from recview.framing import Body
from recview.model import Exchange, Json
from recview.shapes import mapping, sequence, text

NAME = "har"
SUFFIXES = (".har", ".json")

_BEGINS = rb'\{\s*"log"\s*:\s*\{'


def begins(head: bytes) -> bool:
    """Whether a log stands at the top."""
    return re.match(_BEGINS, head) is not None


def read(file: File, path: str) -> Sequence[Exchange] | Unread | None:
    """Its entries."""
    log = mapping(mapping(file.json).get("log"))
    entries = [mapping(entry) for entry in sequence(log.get("entries"))]
    if "entries" not in log or not all({"request", "response"} <= entry.keys() for entry in entries):
        return None
    return exchanges(file, path, NAME, map(_recorded, entries)) or Unread("an archive without calls", foreign=True)


def _recorded(entry: Mapping[str, Json]) -> Recorded:
    sent, got = mapping(entry.get("request")), mapping(entry.get("response"))
    more = {
        key: entry[name] for key, name in (("recorded_at", "startedDateTime"), ("duration", "time")) if name in entry
    }
    return Recorded(
        sent.get("method"),
        sent.get("url"),
        sent.get("headers"),
        mapping(sent.get("postData")).get("text"),
        got.get("status"),
        got.get("headers"),
        _content(mapping(got.get("content"))),
        more,
    )


def _content(content: Mapping[str, Json]) -> Body:
    """Polly.js keeps packed bodies as a JSON list of base64 pieces; those stay text."""
    said = content.get("text")
    return unbase64(text(said)) if content.get("encoding") == "base64" else said
