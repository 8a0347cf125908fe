"""Anthropic's Messages API, streamed and plain, and the servers that speak it: Vertex, Bedrock's invoke, Ollama.

Source: Anthropic's API reference. `events` reads its objects, `content` their blocks and the request.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.coerce import as_dict, as_list
from recview.model import Chunk, Exchange, Json, Outline, Request
from recview.protocols.anthropic.content import messages as messages
from recview.protocols.anthropic.events import events as events
from recview.protocols.anthropic.events import type_of
from recview.protocols.contract import NoiseRule
from recview.protocols.shared.messages import brief, question

NAME = "anthropic.messages"
DECODED_KEYS = frozenset({"text", "thinking", "partial_json", "name", "stop_reason"})
FINISHES = {
    "stop": ("end_turn",),
    "length": ("max_tokens", "model_context_window_exceeded"),
    "tool_calls": ("tool_use",),
    "content_filter": ("refusal",),
    "stop_sequence": ("stop_sequence",),
    "pause": ("pause_turn", "compaction"),
}
NOISE_KEYS = {
    "ids": ("message_id", "tool_use_id", "caller_id", "container_id"),
    "timestamps": ("expires_at",),
    "signatures": ("signature", "encrypted_content", "encrypted_index"),
}
NOISE_RULES: Mapping[str, NoiseRule] = {
    "data": ("signatures", lambda block: block.get("type") == "redacted_thinking"),
}
GROWING_KEYS = ("partial_json", "thinking")

_TYPES = {"message_start", "message", "content_block_start", "content_block_delta", "message_delta"}
# Items of OpenAI's APIs are messages, too; only an answer of this one ends.
_ENDINGS = {"stop_reason", "usage"}
_TEXT_DELTAS = ("text_delta", "thinking_delta", "signature_delta")
_SILENT = ("ping", "message_stop")


def claims(exchange: Exchange, first: Sequence[Chunk]) -> bool:
    """By the type of the first chunks; where they are errors or no objects, by the URL."""
    for chunk in first:
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


def head(body: Mapping[str, Json]) -> Outline:
    """The messages, not counting the system prompt."""
    turns = as_list(body.get("messages"))
    return Outline("chat", messages=len(turns), opening=brief(turns), question=question(turns))


def is_piece(data: Json) -> bool:
    """Whether an object has a piece of text or thinking, ends a block, or has nothing at all."""
    if not isinstance(data, dict):
        return False
    match data.get("type"):
        case "content_block_delta":
            delta = data.get("delta")
            return isinstance(delta, dict) and delta.get("type") in _TEXT_DELTAS and "partial_json" not in delta
        case "content_block_stop":
            return True
        case _:
            return is_silent(data)


def is_silent(data: Json) -> bool:
    """Whether an object has nothing at all."""
    return as_dict(data).get("type") in _SILENT
