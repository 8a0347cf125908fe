"""Anthropic's older Text Completions (/v1/complete), streamed and plain; also as Bedrock's invoke carries it.

Source: Anthropic's API reference (completion object) and Bedrock's parameters of Claude 2. `prompt` holds the whole
dialogue as text, in turns that begin with `Human:` and `Assistant:`. The API counts no tokens; Bedrock does, on the
last object.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from recview import events as ev
from recview.coerce import as_dict, as_int, as_str
from recview.model import Chunk, Exchange, Json, Message, Outline, Part, Usage
from recview.protocols.anthropic.events import type_of
from recview.protocols.contract import ErrorSource, Origin
from recview.protocols.shared.chunk_notes import why_unread
from recview.protocols.shared.errors import error_of, failure

NAME = "anthropic.completions"
DECODED_KEYS = frozenset({"completion", "stop_reason"})


def claims(exchange: Exchange, first: Sequence[Chunk]) -> bool:
    """By a first object that is a completion, after pings and errors."""
    for chunk in first:
        kind, data = type_of(chunk), as_dict(chunk.data)
        if kind not in {"ping", "error"}:
            return kind in {"", "completion"} and "completion" in data and "stop_reason" in data
    return False


def head(body: Mapping[str, Json]) -> Outline:
    """The start of the prompt, without the blank lines before its first turn."""
    prompt = as_str(body.get("prompt"))
    return Outline("text", messages=len(messages(body)), opening=prompt.strip()[:80])


def events(chunks: Iterable[Chunk], origin: Origin) -> Iterator[ev.Event]:
    """One event per piece of text."""
    for index, chunk in enumerate(chunks):
        yield from _events(index, chunk, origin.source)


def messages(body: Mapping[str, Json]) -> tuple[Message, ...]:
    """The prompt, which holds the whole dialogue."""
    prompt = as_str(body.get("prompt"))
    return (Message("prompt", (Part("text", prompt),)),) if prompt else ()


def _events(index: int, chunk: Chunk, source: ErrorSource) -> Iterator[ev.Event]:
    data, kind = as_dict(chunk.data), type_of(chunk)
    if kind == "ping":
        return
    if failed := failure(error_of(chunk) or (data if kind == "error" else None), source):
        yield ev.Failed(index, failed)
    elif "completion" not in data:
        yield ev.Unknown(index, "no completion in this chunk" if data else why_unread(chunk))
    if text := as_str(data.get("completion")):
        yield ev.TextDelta(index, 0, text)
    if reason := as_str(data.get("stop_reason")):
        yield ev.Finished(index, 0, reason)
    if counted := as_dict(data.get("amazon-bedrock-invocationMetrics")):
        usage = Usage(as_int(counted.get("inputTokenCount")), as_int(counted.get("outputTokenCount")))
        if usage != Usage():
            yield ev.UsageReported(index, usage)
