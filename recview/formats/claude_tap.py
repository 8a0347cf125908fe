"""Calls that claude-tap captured, one JSON object per line: `{request: {method, path, …}, response, turn, transport}`.

Source: liaohch3/claude-tap (`.traces/trace_*.jsonl`, and the export of its store). The host is `upstream_base_url`.
Of a streamed answer it keeps the events as `sse_events: [{event, data}]`, of a websocket's (Codex) its messages as
`ws_events`, and beside them a `body` that it put together itself. A call that failed before any answer has
`response.error`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.coerce import as_dict, as_list, as_str, as_words
from recview.formats.file import File
from recview.formats.http import Recorded
from recview.formats.http_pair import notes_of
from recview.formats.lines import read_calls
from recview.model import Exchange, Failure, Json, Readability

NAME = "claude-tap"

_SIGNS = {"upstream_base_url", "turn", "transport"}


def begins(head: bytes) -> bool:
    """Whether it is JSON with what claude-tap notes of a call."""
    if head[:1] not in (b"{", b"["):
        return False
    return b'"turn"' in head or b'"transport"' in head or b'"upstream_base_url"' in head


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """A call per line."""
    return read_calls(file, path, NAME, _is_call, _recorded)


def _is_call(line: Mapping[str, Json]) -> bool:
    return not _SIGNS.isdisjoint(line) and "path" in as_dict(line.get("request")) and "response" in line


def _recorded(line: Mapping[str, Json]) -> Recorded:
    sent, got = as_dict(line.get("request")), as_dict(line.get("response"))
    host = as_str(line.get("upstream_base_url")).rstrip("/")
    events = as_list(got.get("sse_events")) or as_list(got.get("ws_events"))
    error, body = got.get("error"), got.get("body")
    failure = Failure("exception", as_words(error), body=error) if error and not events and body is None else None
    return Recorded(
        sent.get("method"),
        f"{host}{as_str(sent.get('path'))}",
        sent.get("headers"),
        sent.get("body"),
        got.get("status"),
        got.get("headers"),
        body,
        notes_of(line),
        events=events,
        failure=failure,
        is_request_only=not got,
    )
