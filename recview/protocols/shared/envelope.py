"""An answer in an envelope: an object that is no protocol's, with the body of a known protocol under one of its keys.

Source: Code Assist, through which Gemini CLI and Antigravity reach Gemini (`{"response": GenerateContentResponse,
"traceId": …}`, the request `{"model", "project", "request": GenerateContentRequest}`), SAP's orchestration
(`orchestration_result`), and gateways (`{"code": 0, "data": chat.completion}`). What is recorded stays as it is: the
protocol is handed what is inside, and each chunk keeps the whole of it as its `raw`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import overload

from recview.coerce import as_dict
from recview.model import Chunk, Exchange, Json
from recview.wire import first_payload

_LOOKS = 3
"""Chunks by which an envelope is told."""

_MOST_KEYS = 8
"""Keys that are tried: what is wrapped is among the first."""

_OWN = frozenset(
    {
        *("choices", "candidates", "object", "event_type", "done"),
        *("stop_reason", "stopReason", "finish_reason", "generated_text", "contentBlockIndex"),
    }
)
"""Keys that the bodies of protocols have themselves: nearly every answer is passed over by these."""

_INSIDE = _OWN | {"type", "usageMetadata", "promptFeedback", "usage", "completion", "results", "output"}
"""Keys of which one is in whatever may be the body of a protocol."""

_TELLING = frozenset({"choices", "candidates"})
"""The same where what is around it has a type, as the events of many APIs have, which hold such objects too."""

_CONVERSATION = ("contents", "messages", "input", "prompt")
"""The keys of a request that hold what is said to the model."""


def without_envelopes(exchange: Exchange, is_read: Callable[[Exchange], bool]) -> Exchange:
    """The exchange with what is inside of its envelopes, of the request and of the answer; as it is if it has none.

    Args:
        exchange: As recorded.
        is_read: Whether a protocol of conversations reads an exchange by its answer.
    """
    request, response = exchange.request, exchange.response
    body = _inner_request(request.body)
    if body is not request.body:
        exchange = exchange._replace(request=request._replace(body=body))
    first = first_payload(response.chunks)
    # Nearly all answers are told by their first chunk, and this is asked of every one in a tree.
    if not isinstance(first, dict) or not _OWN.isdisjoint(first):
        return exchange
    for key in _keys(response.chunks):
        opened = exchange._replace(response=response._replace(chunks=_Opened(response.chunks, key)))
        if is_read(opened):
            return exchange if is_read(exchange) else opened
    return exchange


def _inner_request(body: Json) -> Json:
    """What is asked of the model; what stands around it (`model`, `project`) is not lost on whoever reads that."""
    if not isinstance(body, dict) or not isinstance(inner := body.get("request"), dict):
        return body
    return body if any(key in body for key in _CONVERSATION) else {**body, **inner}


def _keys(chunks: Sequence[Chunk]) -> Iterator[str]:
    """The keys under which the first chunks that are objects may have the body of a protocol."""
    for fields in (as_dict(chunk.data) for chunk in islice(chunks, _LOOKS)):
        if not _OWN.isdisjoint(fields):
            return
        keys = [key for key, value in islice(fields.items(), _MOST_KEYS) if _may_be_inside(value, fields)]
        if keys and not fields.get("error"):
            yield from keys
            return


def _may_be_inside(value: Json, fields: Mapping[str, Json]) -> bool:
    return isinstance(value, dict) and not (_TELLING if "type" in fields else _INSIDE).isdisjoint(value)


class _Opened(Sequence[Chunk]):
    """Chunks without their envelope, each opened when it is asked for; one that has none, as an error, is as it is."""

    __slots__ = ("_chunks", "_key")

    def __init__(self, chunks: Sequence[Chunk], key: str) -> None:
        self._chunks = chunks
        self._key = key

    def __len__(self) -> int:
        return len(self._chunks)

    @overload
    def __getitem__(self, index: int) -> Chunk: ...
    @overload
    def __getitem__(self, index: slice) -> list[Chunk]: ...
    def __getitem__(self, index: int | slice) -> Chunk | list[Chunk]:
        if isinstance(index, slice):
            return list(map(self._opened, self._chunks[index]))
        return self._opened(self._chunks[index])

    def __iter__(self) -> Iterator[Chunk]:
        return map(self._opened, self._chunks)

    def _opened(self, chunk: Chunk) -> Chunk:
        inner = as_dict(chunk.data).get(self._key)
        return chunk._replace(data=inner) if isinstance(inner, dict) else chunk
