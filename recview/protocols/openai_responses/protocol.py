"""OpenAI's Responses API, streamed and plain, and the servers that speak it.

Source: OpenAI's API reference (response object and its streaming events) and recorded answers of Azure, OpenRouter,
xAI, LM Studio, GitHub Copilot, DeepSeek and Amazon Bedrock. A plain answer is what a stream's last event holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from recview import events as ev
from recview.coerce import as_dict, as_str
from recview.model import Chunk, Exchange, Json
from recview.protocols.contract import Origin
from recview.protocols.openai_responses.endings import OBJECTS, ended_by, kind_of
from recview.protocols.openai_responses.input import head as head
from recview.protocols.openai_responses.input import messages as messages
from recview.protocols.openai_responses.stream import SILENT, Stream
from recview.protocols.shared.endings import Ending, ending_of_significant, significant
from recview.wire import payloads

NAME = "openai.responses"
DECODED_KEYS = frozenset({"delta", "text", "refusal", "arguments", "input", "code", "content", "output_text"})
FINISHES = {
    "stop": ("completed",),
    "length": ("max_output_tokens", "incomplete", "incomplete:max_output_tokens"),
    "content_filter": ("incomplete:content_filter",),
    "error": ("failed",),
    "other": ("cancelled", "client_cancelled", "turn_detected", "in_progress", "queued"),
}
NOISE_KEYS = {
    "ids": (
        *("response_id", "call_id", "item_id", "event_id", "previous_response_id", "approval_request_id"),
        *("container_id", "sequence_number"),
    ),
    "timestamps": ("completed_at", "expires_at"),
    "signatures": ("encrypted_content",),
    "padding": ("obfuscation",),
}

_PIECES = (
    *("response.output_text.delta", "response.refusal.delta"),
    *("response.reasoning_text.delta", "response.reasoning_summary_text.delta"),
)


def claims(exchange: Exchange, first: Sequence[Chunk]) -> bool:
    """By the first event's `type` or the body's `object`; else by the URL's path, or what a websocket was sent."""
    for chunk in first:
        data = as_dict(chunk.data)
        kind = kind_of(chunk)
        if kind in SILENT or kind == "error":
            continue
        if kind.startswith("response.") or as_str(data.get("object")) in OBJECTS:
            return True
        if kind or data.get("object"):
            return False
    body = as_dict(exchange.request.body)
    is_asked = exchange.request.endpoint.endswith(("/responses", "/responses/compact"))
    return "input" in body and (is_asked or body.get("type") == "response.create")


def ending(chunks: Sequence[Chunk], origin: Origin) -> Ending:
    """How the answer ended: the last event holds the whole response; of several responses, each is a choice."""
    indexes = significant(chunks, payloads(chunks), _is_piece)
    ended = ending_of_significant(chunks, indexes, lambda some: events(some, origin))
    responses = (response for response in map(ended_by, reversed(chunks)) if response is not None)
    return ended._replace(detail=next((as_str(response.get("status")) for response in responses), ""))


def _is_piece(data: Json) -> bool:
    """Whether an event has a piece of text or reasoning."""
    return isinstance(data, dict) and data.get("type") in _PIECES and "error" not in data


def events(chunks: Iterable[Chunk], origin: Origin) -> Iterator[ev.Event]:
    """One event per piece, each with the index of the chunk that has it."""
    stream = Stream(origin.source)
    for index, chunk in enumerate(chunks):
        yield from stream.chunk(index, chunk)
