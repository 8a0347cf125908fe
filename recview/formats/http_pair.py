"""An HTTP request and its answer as one JSON object keeps them, whatever its keys are called.

Source: what recorders and capturing proxies of many languages write. A request has a `url` (`uri`; mitmproxy its
parts), a status is {code, message} or a number under `status`, `status_code`, `statusCode`. Bodies: `body`, as text, a
tree, `{b64}` or base64 with a flag beside it (`bodyEncoding`…); claude-trace keeps a stream as `body_raw`, mitmproxy
`content`, Mastra and ReqLLM a stream's pieces as `chunks`. Some keep both sides flat: `request_body`, `response_body`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.coerce import as_dict, as_int, as_list, as_str
from recview.formats.http import Recorded, decoded, unbase64, unwrapped
from recview.formats.vcrpy import body_of
from recview.framing import Body
from recview.model import Json

_STATUS = ("status", "status_code", "statusCode")
_URL = ("url", "uri")
_NOTES = (
    ("recorded_at", ("recorded_at", "logged_at", "timestamp")),
    ("duration", ("duration", "duration_ms")),
)
"""What a recorder notes of a call beside it, and how it may be called."""


def sides(pair: Mapping[str, Json]) -> tuple[Mapping[str, Json], Mapping[str, Json]]:
    """The request and the answer of a pair; an empty object where there is none."""
    sent, got = pair.get("request"), pair.get("response")
    if isinstance(sent, dict) or isinstance(got, dict):
        return as_dict(sent), as_dict(got)
    return _flat(pair, "request"), _flat(pair, "response")


def _flat(pair: Mapping[str, Json], side: str) -> Mapping[str, Json]:
    """One side of a call whose parts stand side by side: `request_body`, `responseHeaders`."""
    fields = {
        part: pair[key]
        for part in ("headers", "body", "status", "url", "method")
        for key in (f"{side}_{part}", f"{side}{part.title()}")
        if key in pair
    }
    if not fields:
        return {}
    return {**{key: pair[key] for key in (*_STATUS, *_URL, "method") if key in pair}, **fields}


def is_pair(pair: Mapping[str, Json]) -> bool:
    """Whether an object is an HTTP call: its request names a URL, its answer a status or headers."""
    sent, got = sides(pair)
    return bool(_url(sent)) and "is_streaming" not in got and not {*_STATUS, "headers"}.isdisjoint(got)


def is_request(pair: Mapping[str, Json]) -> bool:
    """Whether an object is an HTTP call to which no answer came."""
    sent, got = sides(pair)
    return bool(_url(sent)) and "method" in sent and not got and "response" in pair


def recorded_pair(pair: Mapping[str, Json]) -> Recorded:
    """Where each part of an HTTP call stands in an object."""
    sent, got = sides(pair)
    pieces = pair.get("chunks", got.get("chunks"))
    return Recorded(
        sent.get("method"),
        _url(sent),
        sent.get("headers"),
        body_in(sent),
        status_of(got),
        got.get("headers"),
        _joined(pieces) if isinstance(pieces, list) else body_in(got),
        notes_of(pair),
        is_request_only=not got,
    )


def notes_of(call: Mapping[str, Json]) -> Mapping[str, Json]:
    """When a call was recorded and how long it took, as the recorder notes it beside the call."""
    noted = ((name, next((call[key] for key in keys if key in call), None)) for name, keys in _NOTES)
    return {name: value for name, value in noted if value is not None}


def _url(sent: Mapping[str, Json]) -> str:
    named = next((as_str(sent.get(key)) for key in _URL if key in sent), "")
    host, path = as_str(sent.get("host")), as_str(sent.get("path"))
    if named or not (host and path):
        return named
    scheme, port = as_str(sent.get("scheme")) or "https", as_int(sent.get("port"))
    is_usual = port in (None, {"https": 443, "http": 80}.get(scheme))
    return f"{scheme}://{host}{'' if is_usual else f':{port}'}{path}"


def status_of(got: Mapping[str, Json]) -> Json:
    """The status of an answer, a number or one as text; None where none is kept."""
    status = next((got[key] for key in _STATUS if key in got), None)
    return status.get("code") if isinstance(status, dict) else status


def body_in(owner: Mapping[str, Json]) -> Body:
    """A body without what some recorders put around it."""
    body = body_of(owner)
    if body is None:
        body = next((owner[key] for key in ("body_raw", "bodyRaw", "text", "data") if owner.get(key) is not None), None)
    return _opened(body, owner)


def _opened(body: Body, owner: Mapping[str, Json]) -> Body:
    if isinstance(body, dict) and isinstance(body.get("b64"), str):
        return unbase64(body["b64"])
    return decoded(body, owner)


def _joined(pieces: Sequence[Json]) -> Body:
    """A stream that was kept as it came in: where a piece ends says nothing, an event may go on in the next one."""
    parts = [unwrapped(_opened(piece, {})) for piece in as_list(pieces)]
    if all(isinstance(part, str) for part in parts):
        return "".join(map(as_str, parts))
    if all(isinstance(part, bytes) for part in parts):
        return b"".join(part for part in parts if isinstance(part, bytes))
    return list(pieces)
