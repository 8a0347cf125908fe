"""OGX (llama-stack) recordings: one JSON file an exchange, named by the hash of its request.

Source: the recorder in OGX's `api_recorder.py` and its committed recordings, 2025 to 2026. Top-level keys are
`test_id`, `request`, `response`, `id_normalization_mapping`; older files lack the last, the oldest the first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from recview.coerce import as_dict, as_int, as_str, as_words
from recview.formats.endpoint import endpoint_of
from recview.formats.file import File
from recview.model import Chunk, Exchange, Failure, Json, Readability, Request, Response, Source
from recview.wire import Chunks, Unwrapping

NAME = "ogx"

# Files from before there was a `test_id`. As text: `re` compiles and keeps it at its first use.
_OLDEST = rb'\{\s*"request":\s*\{\s*"method":\s*"\w*",\s*"url":\s*"[^"]*",\s*"headers":\s*\{\s*\},\s*"body":'


def is_certain(head: bytes) -> bool:
    """Whether a file begins as OGX's recorder writes it, so that no other format need be asked before.

    Most files of the largest trees do, and to ask every format costs a third of the time in which one is listed.
    """
    return head[:16].lstrip(b"{ \r\n\t").startswith(b'"test_id"') or re.match(_OLDEST, head) is not None


def begins(head: bytes) -> bool:
    """Whether it is a JSON object that speaks of a request or a response."""
    return head[:1] == b"{" and (b'"request"' in head or b'"response"' in head)


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """The exchange in a file, or None where it has no `request` and `response` objects, or those of `http_json`."""
    value = file.json
    if not isinstance(value, dict):
        return None
    request, response = value.get("request"), value.get("response")
    if not isinstance(request, dict) or not isinstance(response, dict):
        return None
    if _SIGNS.isdisjoint(request) and _ANSWERS.isdisjoint(response):
        return None
    if "is_streaming" not in response and not _HTTP.isdisjoint(response):
        return None
    test_id = as_str(value.get("test_id")) or as_str(request.get("test_id")) or None
    # By position, here and below: this runs for every recording, and names cost twice as much.
    return (Exchange(Source(path), NAME, _request(request), _response(response), test_id, _notes(value)),)


AFTER_STREAM = b',"is_streaming":true}}'
"""What closes a file after the list of a stream's chunks."""

_SIGNS = {"method", "url", "endpoint", "body", "payload", "tool_name", "provider"}
_ANSWERS = {"body", "is_streaming", "is_exception"}
_HTTP = {"headers", "status_code", "statusCode"}
"""What other recorders keep of an answer."""


def _request(request: Mapping[str, Json]) -> Request:
    """Four kinds share this reader: inference, HTTP (`payload`), tool invocation (`kwargs`), file processor."""
    url = as_str(request.get("url"))
    body = request.get("body", request.get("payload", request.get("kwargs")))
    endpoint = as_str(request.get("endpoint"))
    if not endpoint and url:
        endpoint = endpoint_of(url)
    return Request(
        as_str(request.get("method")).upper(),
        url,
        endpoint,
        as_str(request.get("model")) or as_str(as_dict(body).get("model")),
        as_dict(request.get("headers")),
        body,
        request,
    )


def _response(response: Mapping[str, Json]) -> Response:
    body = response.get("body")
    streaming = response.get("is_streaming") is True or _is_list_of_chunks(body)
    failure = _exception(response) if response.get("is_exception") else None
    return Response(_chunks(body, streaming), streaming, as_int(response.get("status")), failure, response)


def _is_list_of_chunks(body: Json) -> bool:
    """Whether a list holds the pieces of a stream, whatever the recorder said of it."""
    first = body[0] if isinstance(body, list) and body else None
    return typed(first).kind.endswith("Chunk")


def _chunks(body: Json, streaming: bool) -> Sequence[Chunk]:
    """A streamed body is a list of typed or bare objects, or the lines of an event stream."""
    if body is None:
        return ()
    if not streaming or not isinstance(body, list):
        return (plain_chunk(body),)
    if body and isinstance(body[0], str) and all(isinstance(line, str) for line in body):
        from recview.framing.server_sent_events import events  # on use: few keep the lines

        return tuple(events(body))
    return Chunks(body, TYPED)


_TYPE, _DATA = "__type__", "__data__"

TYPED = Unwrapping(_TYPE, _DATA)
"""How this recorder's objects become chunks: `{"__type__": python.path.Class, "__data__": …}`."""

typed = TYPED.chunk


def plain_chunk(value: Json) -> Chunk:
    """The one chunk of a plain body; a list of typed objects is of the kind of the first."""
    if isinstance(value, list) and value and all(isinstance(item, dict) and _DATA in item for item in value):
        return TYPED.chunk(value[0])._replace(data=TYPED.payloads(value), raw=value)
    return typed(value)


def _exception(response: Mapping[str, Json]) -> Failure:
    """`exception_data` is {category, provider, type, message, status_code, body}; all may be missing."""
    data = as_dict(response.get("exception_data"))
    body = as_dict(data.get("body"))
    return Failure(
        source="exception",
        message=as_str(data.get("message")) or as_str(response.get("exception_message")) or "(no message)",
        type=as_str(data.get("type")) or as_str(response.get("exception_type")),
        code=as_words(body.get("code")),
        status=as_int(data.get("status_code")),
        body=data.get("body"),
    )


def _notes(value: Mapping[str, Json]) -> tuple[str, ...]:
    normalized = as_dict(value.get("id_normalization_mapping"))
    if not normalized:
        return ()
    return (f"{len(normalized):,} ids are normalized in this file: each stands for another",)
