"""Recordings that recview knows by name and does not read yet: listed, shown raw, with a word on what they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recview.coerce import as_dict, as_list, as_str
from recview.formats.contract import foreign
from recview.formats.file import File, has_key
from recview.model import Exchange, Json, Readability

_JSON = rb'"(?:session_id|sessionId)"\s*:'


def begins(head: bytes) -> bool:
    """Whether it begins like one of those."""
    return has_key(head, b"interactions") or (head[:1] in (b"{", b"[") and re.search(_JSON, head) is not None)


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """Never exchanges: what the file is."""
    named = _json(file) if file.is_json else _interactions(file)
    return foreign(f"{named}: recview does not read it yet") if named else None


def _interactions(file: File) -> str:
    first = _first(as_dict(file.yaml).get("interactions"))
    if {"kind", "direction", "data"} <= first.keys():
        return "a realtime session over a websocket"
    if any(key in first for key in ("request_sample", "request_stream", "collections_method", "request_json")):
        return "calls of the xAI SDK (protobuf)"
    return ""


def _json(file: File) -> str:
    line = as_dict(File(file.data.partition(b"\n")[0]).json)
    if {"session_id", "sessionId"} & line.keys() and as_str(line.get("type")) in _TURNS:
        return "the log of an agent's session"
    return ""


_TURNS = frozenset({"system", "user", "assistant", "result", "summary"})


def _first(value: Json) -> dict[str, Json]:
    return dict(as_dict(next(iter(as_list(value)), None)))
