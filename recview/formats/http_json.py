"""One HTTP call as a JSON file: `{request: {method, url, headers, body}, response: {status, headers, body}}`.

Source: the VCR proxy of Datadog's test agent. Bodies are strings; a status is {code, message} or a number. A list of
such objects is read as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from recview.formats.contract import Unread
from recview.formats.file import File
from recview.formats.http import Recorded, exchanges
from recview.formats.vcrpy import recorded
from recview.model import Exchange, Json
from recview.shapes import mapping

NAME = "http-json"
SUFFIXES = (".json",)


def begins(head: bytes) -> bool:
    """Whether it is JSON that speaks of a request or a response."""
    return head[:1] in (b"{", b"[") and (b'"request"' in head or b'"response"' in head)


def read(file: File, path: str) -> Sequence[Exchange] | Unread | None:
    """The call, or the calls; OGX's own kind (see `ogx`) keeps no answer's headers and says whether it streamed."""
    calls = file.json if isinstance(file.json, list) else [file.json]
    if not calls or not all(map(_is_call, calls)):
        return None
    return exchanges(file, path, NAME, map(_recorded, calls))


def _is_call(value: Json) -> bool:
    pair = mapping(value)
    sent, got = mapping(pair.get("request")), mapping(pair.get("response"))
    return bool({"url", "uri"} & sent.keys()) and "is_streaming" not in got and bool({"status", "headers"} & got.keys())


def _recorded(value: Json) -> Recorded:
    return recorded(mapping(value))
