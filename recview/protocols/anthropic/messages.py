"""Anthropic's Messages API, streamed and plain, and the servers that speak it: Vertex, Bedrock's invoke, Ollama.

Source: Anthropic's API reference. What its objects mean is in `anthropic_events`, what is in their blocks and in the
request in `anthropic_content`.
"""

from __future__ import annotations

from recview import events as ev
from recview.coerce import as_dict, as_list
from recview.model import Exchange, Json, Outline, Request
from recview.protocols.anthropic.content import messages
from recview.protocols.anthropic.events import events, type_of
from recview.protocols.shared.endings import significant, with_ending_of
from recview.protocols.shared.messages import brief
from recview.protocols.shared.usage import error_source
from recview.wire import payloads

NAME = "anthropic.messages"
SPOKEN = frozenset({"text", "thinking", "partial_json", "name", "stop_reason"})

_TYPES = {"message_start", "message", "content_block_start", "content_block_delta", "message_delta"}
# Items of OpenAI's APIs are messages, too; only an answer of this one ends.
_ENDINGS = {"stop_reason", "usage"}
_SPOKEN = ("text_delta", "thinking_delta", "signature_delta")
_SILENT = ("ping", "message_stop")


def claims(exchange: Exchange) -> bool:
    """By the type of the first chunks; where they are errors or no objects, by the URL."""
    chunks = exchange.response.chunks
    for place in range(min(3, len(chunks))):
        chunk = chunks[place]
        kind, data = type_of(chunk), as_dict(chunk.data)
        if kind in _TYPES:
            return kind != "message" or ("content" in data and not _ENDINGS.isdisjoint(data))
        if kind not in {"", "ping", "error"} or (data and not kind and "error" not in data):
            return False
    return _is_addressed(exchange.request)


def _is_addressed(request: Request) -> bool:
    """Whether a request goes to this API, or to Vertex's face of it."""
    at = request.endpoint
    return (at.endswith("/v1/messages") or "/publishers/anthropic/" in at) and "messages" in as_dict(request.body)


def outline(exchange: Exchange) -> Outline:
    """Only the objects around the content blocks tell of the ending, of usage, and whether a tool is called."""
    sent = as_list(as_dict(exchange.request.body).get("messages"))
    head = Outline("chat", messages=len(sent), opening=brief(sent))
    chunks, source = exchange.response.chunks, error_source(exchange.response)
    indexes = significant(chunks, payloads(chunks), _is_piece)
    return with_ending_of(head, chunks, indexes, lambda some: events(some, source), _is_silent)


def _is_piece(data: Json) -> bool:
    """Whether an object has a piece of text or thinking, ends a block, or has nothing at all."""
    if not isinstance(data, dict):
        return False
    match data.get("type"):
        case "content_block_delta":
            delta = data.get("delta")
            return isinstance(delta, dict) and delta.get("type") in _SPOKEN and "partial_json" not in delta
        case "content_block_stop":
            return True
        case _:
            return _is_silent(data)


def _is_silent(data: Json) -> bool:
    return as_dict(data).get("type") in _SILENT


def decode(exchange: Exchange) -> ev.Conversation:
    """One event a piece, each with the index of the chunk that brought it."""
    found = events(exchange.response.chunks, error_source(exchange.response))
    return ev.Conversation(NAME, messages(as_dict(exchange.request.body)), tuple(found))
