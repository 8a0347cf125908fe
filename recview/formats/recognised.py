"""Recordings that recview knows by name and does not read yet: listed, shown raw, with a word on what they are.

The logs of agents' sessions have a module of their own (see `session_logs`).
"""

from __future__ import annotations

from collections.abc import Sequence

from recview.coerce import as_dict, as_list
from recview.formats.contract import foreign
from recview.formats.file import File, has_key
from recview.model import Exchange, Readability


def begins(head: bytes) -> bool:
    """Whether it begins like one of those."""
    return has_key(head, b"interactions")


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """Never exchanges: what the file is."""
    named = "" if file.is_json else _interactions(file)
    return foreign(f"{named}: recview does not read it yet") if named else None


def _interactions(file: File) -> str:
    first = as_dict(next(iter(as_list(as_dict(file.yaml).get("interactions"))), None))
    if {"kind", "direction", "data"} <= first.keys():
        return "a realtime session over a websocket"
    if any(key in first for key in ("request_sample", "request_stream", "collections_method", "request_json")):
        return "calls of the xAI SDK (protobuf)"
    return ""
