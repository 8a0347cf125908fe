"""Anthropic's Messages API, streamed and plain, and the servers that speak it: Vertex, Bedrock's invoke, Ollama.

Source: Anthropic's API reference. What its objects mean is in `anthropic_events`, what is in their blocks and in the
request in `anthropic_content`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from recview.model import (
    Chunk,
    Conversation,
    Exchange,
    Failed,
    Finished,
    Outline,
    Request,
    ToolCallDelta,
    UsageReported,
)
from recview.protocols.anthropic_content import messages
from recview.protocols.anthropic_events import events, type_of
from recview.protocols.finishes import telling
from recview.protocols.openai_messages import brief
from recview.protocols.openai_usage import error_of, error_source
from recview.shapes import mapping, sequence
from recview.wire import Chunks, payloads

NAME = "anthropic.messages"
SPOKEN = frozenset({"text", "thinking", "partial_json", "name", "stop_reason"})

_TYPES = {"message_start", "message", "content_block_start", "content_block_delta", "message_delta"}
# Items of OpenAI's APIs are messages, too; only an answer of this one ends.
_ENDINGS = {"stop_reason", "usage"}
_TELLING = {"message_start", "message", "content_block_start", "message_delta", "error"}


def claims(exchange: Exchange) -> bool:
    """By the type of the first chunks; where they are errors or no objects, by the URL."""
    chunks = exchange.response.chunks
    for place in range(min(3, len(chunks))):
        chunk = chunks[place]
        kind, data = type_of(chunk), mapping(chunk.data)
        if kind in _TYPES:
            return kind != "message" or ("content" in data and not _ENDINGS.isdisjoint(data))
        if kind not in {"", "ping", "error"} or (data and not kind and "error" not in data):
            return False
    return _is_addressed(exchange.request)


def _is_addressed(request: Request) -> bool:
    """Whether a request goes to this API, or to Vertex's face of it."""
    at = request.endpoint
    return (at.endswith("/v1/messages") or "/publishers/anthropic/" in at) and "messages" in mapping(request.body)


def outline(exchange: Exchange) -> Outline:
    """Only the objects around the content blocks tell of the ending, of usage, and whether a tool is called."""
    found = tuple(events(_telling(exchange.response.chunks), error_source(exchange.response)))
    finishes = {event.choice: event.reason for event in found if isinstance(event, Finished)}
    reports = [event.usage for event in found if isinstance(event, UsageReported)]
    failures = [event.failure for event in found if isinstance(event, Failed)]
    sent = sequence(mapping(exchange.request.body).get("messages"))
    return Outline(
        kind="chat",
        finish=telling(finishes),
        usage=reports[-1] if reports else None,
        failure=failures[-1] if failures else None,
        messages=len(sent),
        opening=brief(sent),
        calls=any(isinstance(event, ToolCallDelta) for event in found),
    )


def _telling(chunks: Sequence[Chunk]) -> list[Chunk]:
    """All that are no pieces of content. An event stream's have names; of a list the data is enough, and cheaper."""
    known: Iterable[Chunk] = chunks
    if isinstance(chunks, Chunks):
        known = (Chunk("", data, data) for data in payloads(chunks))
    return [chunk for chunk in known if type_of(chunk) in _TELLING or error_of(chunk)]


def decode(exchange: Exchange) -> Conversation:
    """One event a piece, each with the index of the chunk that brought it."""
    found = events(exchange.response.chunks, error_source(exchange.response))
    return Conversation(NAME, messages(mapping(exchange.request.body)), tuple(found))
