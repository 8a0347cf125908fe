"""Anthropic's older Text Completions (/v1/complete), streamed and plain; also as Bedrock's invoke carries it.

Source: Anthropic's API reference (completion object) and Bedrock's parameters of Claude 2. `prompt` holds the whole
dialogue as text, in turns that begin with `Human:` and `Assistant:`. The API counts no tokens; Bedrock does, on the
last object.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from recview import events as ev
from recview.coerce import as_dict, as_int, as_str
from recview.model import Chunk, Exchange, Json, Message, Outline, Part, Usage
from recview.protocols.anthropic.events import type_of
from recview.protocols.shared.endings import with_ending
from recview.protocols.shared.usage import error_of, error_source, failure, not_read

NAME = "anthropic.completions"
SPOKEN = frozenset({"completion", "stop_reason"})


def claims(exchange: Exchange) -> bool:
    """By a first object that is a completion, after pings and errors."""
    chunks = exchange.response.chunks
    for place in range(min(3, len(chunks))):
        kind, data = type_of(chunks[place]), as_dict(chunks[place].data)
        if kind not in {"ping", "error"}:
            return kind in {"", "completion"} and "completion" in data and "stop_reason" in data
    return False


def outline(exchange: Exchange) -> Outline:
    """Few streams of this kind are left: all of one is read."""
    said = _messages(as_dict(exchange.request.body))
    opening = said[0].parts[0].text.strip()[:80] if said else ""
    head = Outline("text", messages=len(said), opening=opening)
    return with_ending(head, events(exchange.response.chunks, error_source(exchange.response)))


def decode(exchange: Exchange) -> ev.Conversation:
    """The prompt as one message, then one event a piece of text."""
    found = events(exchange.response.chunks, error_source(exchange.response))
    return ev.Conversation(NAME, _messages(as_dict(exchange.request.body)), tuple(found))


def events(chunks: Iterable[Chunk], source: Literal["stream", "response"]) -> Iterator[ev.Event]:
    """The events of a sequence of completion objects, each with the place of its chunk."""
    for index, chunk in enumerate(chunks):
        yield from _events(index, chunk, source)


def _messages(sent: Mapping[str, Json]) -> tuple[Message, ...]:
    prompt = as_str(sent.get("prompt"))
    return (Message("prompt", (Part("text", prompt),)),) if prompt else ()


def _events(index: int, chunk: Chunk, source: Literal["stream", "response"]) -> Iterator[ev.Event]:
    data, kind = as_dict(chunk.data), type_of(chunk)
    if kind == "ping":
        return
    if failed := failure(error_of(chunk) or (data if kind == "error" else None), source):
        yield ev.Failed(index, failed)
    elif "completion" not in data:
        yield ev.Unknown(index, "no completion in this chunk" if data else not_read(chunk))
    if said := as_str(data.get("completion")):
        yield ev.TextDelta(index, 0, said)
    if reason := as_str(data.get("stop_reason")):
        yield ev.Finished(index, 0, reason)
    if counted := as_dict(data.get("amazon-bedrock-invocationMetrics")):
        usage = Usage(as_int(counted.get("inputTokenCount")), as_int(counted.get("outputTokenCount")))
        if usage != Usage():
            yield ev.UsageReported(index, usage)
