"""Calls of xAI's SDK, as pydantic-ai keeps them: `interactions: [{request_sample, response_sample}]`, in protobuf.

Source: pydantic-ai's `tests/models/xai_proto_cassettes.py`. A call is `request_sample: {json, raw}` and
`response_sample: {json, raw}`, or `request_stream` and `response_stream: {chunks_json, chunks_raw}`, or
`collections_method: {method, request_json, response_json, response_raw}`. What was on the wire is `raw`: protobuf over
gRPC. recview does not decode it, so a call is shown as recorded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from recview.coerce import as_dict, as_list, as_str
from recview.formats.contract import incomplete
from recview.formats.file import File, ends, has_key
from recview.formats.http import Exchanges, Recorded
from recview.framing.media import describe_bytes, without_bytes
from recview.model import Chunk, Exchange, Json, Readability

NAME = "xai-sdk"

_COLLECTIONS = "collections_method"
_KEYS = frozenset({"request_sample", "request_stream", "response_sample", "response_stream", _COLLECTIONS})
_REASON = "protobuf of the xAI SDK (gRPC), which recview does not decode: shown as recorded"


def begins(head: bytes) -> bool:
    """Whether a list of such interactions is at the top."""
    return has_key(head, b"interactions") and any(key.encode() in head for key in _KEYS)


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """Its calls, each with the reason why it is not decoded."""
    interactions = [as_dict(interaction) for interaction in as_list(as_dict(file.tree).get("interactions"))]
    if not interactions or _KEYS.isdisjoint(interactions[0]):
        return None
    calls = Exchanges(file, path, NAME, interactions, _recorded)
    return calls if ends(file) and _is_whole(interactions[-1]) else incomplete(calls)


def _is_whole(interaction: Mapping[str, Json]) -> bool:
    """Whether all of an interaction is there: what was on the wire comes last, and a collection's call has its own."""
    answer = as_dict(interaction.get("response_sample", interaction.get("response_stream")))
    return _COLLECTIONS in interaction or not {"raw", "chunks_raw"}.isdisjoint(answer)


def _recorded(interaction: Mapping[str, Json]) -> Recorded:
    if _COLLECTIONS in interaction:
        call = _described(interaction[_COLLECTIONS])
        endpoint = f"collections.{as_str(call.get('method'))}"
        return Recorded(body=call.get("request_json"), answer=call, endpoint=endpoint, problem=_REASON)
    kind = "stream" if "request_stream" in interaction or "response_stream" in interaction else "sample"
    sent = _described(interaction.get(f"request_{kind}"))
    answer = _described(interaction.get(f"response_{kind}"))
    chunks = _chunks(answer) if kind == "stream" else ()
    return Recorded(
        body=sent.get("json"), answer=answer or None, chunks=chunks, endpoint=f"chat.{kind}", problem=_REASON
    )


def _chunks(stream: Mapping[str, Json]) -> Sequence[Chunk]:
    """A chunk per message of a stream: its protobuf, and the JSON of it beside."""
    messages = zip_longest(as_list(stream.get("chunks_json")), as_list(stream.get("chunks_raw")))
    return [Chunk("", message, message) for message in ({"json": tree, "raw": raw} for tree, raw in messages)]


def _described(kept: Json) -> dict[str, Json]:
    """What is kept of a message, with a description in the place of its bytes."""
    return {key: without_bytes([_words(value)])[0] for key, value in as_dict(kept).items()}


def _words(value: Json | bytes) -> Json:
    if isinstance(value, list):
        return [_words(member) for member in value]
    return describe_bytes(value, "protobuf") if isinstance(value, bytes) else value
