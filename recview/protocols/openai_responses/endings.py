"""How a response of OpenAI's Responses API ended: by the last event of its stream, or by its plain body."""

from __future__ import annotations

from collections.abc import Mapping

from recview.coerce import as_dict, as_str
from recview.model import Chunk, Failure, Json
from recview.protocols.contract import ErrorSource
from recview.protocols.shared.errors import error_of, failure

OBJECTS = frozenset({"response", "response.compaction"})
"""What a plain body says that it is: a response, or a conversation that was made shorter."""

_ENDS = {f"response.{status}" for status in ("completed", "incomplete", "failed", "cancelled", "done")}


def kind_of(chunk: Chunk) -> str:
    """An event's type; where its data has none, the name that it came under. A plain body has none."""
    return as_str(as_dict(chunk.data).get("type")) or (chunk.kind if chunk.kind.islower() else "")


def ended_by(chunk: Chunk) -> Mapping[str, Json] | None:
    """The response in a stream's last event, or in a plain body."""
    kind, data = kind_of(chunk), as_dict(chunk.data)
    if kind in _ENDS:
        return as_dict(data.get("response"))
    return data if not kind and as_str(data.get("object")) in OBJECTS else None


def reason_of(chunk: Chunk, response: Mapping[str, Json]) -> str:
    """`status`, with why it is incomplete; nothing while a background response is not yet done.

    Where an event says that the response is over and its status does not, the event counts.
    """
    status = as_str(response.get("status"))
    if status in {"", "queued", "in_progress"}:
        return kind_of(chunk).rpartition(".")[2]
    why = as_str(as_dict(response.get("incomplete_details")).get("reason"))
    return f"{status}:{why}" if why else status


def failure_of(chunk: Chunk, source: ErrorSource) -> Failure | None:
    """The error of a failed response, or of an event named or typed `error`, which holds it or is it."""
    ended, data = ended_by(chunk), as_dict(chunk.data)
    if ended is not None:
        return failure(ended.get("error"), source)
    failed = failure(error_of(chunk) or (data if data.get("type") == "error" else None), source)
    return failed._replace(type="") if failed and failed.type == "error" else failed
