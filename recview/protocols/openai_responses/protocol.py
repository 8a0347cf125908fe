"""OpenAI's Responses API, streamed and plain, and the servers that speak it.

Source: OpenAI's API reference (response object and its streaming events) and recorded answers of Azure, OpenRouter,
xAI, LM Studio, GitHub Copilot, DeepSeek and Amazon Bedrock. A plain answer is what a stream's last event holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from recview import events as ev
from recview.coerce import as_dict, as_str
from recview.model import Chunk, Exchange, Json, Outline
from recview.protocols.openai_responses.input import messages, opening, turns
from recview.protocols.openai_responses.stream import OBJECTS, SILENT, Stream, ended_by, kind_of
from recview.protocols.shared.endings import significant, with_ending_of
from recview.protocols.shared.usage import error_source
from recview.wire import payloads

NAME = "openai.responses"
SPOKEN = frozenset({"delta", "text", "refusal", "arguments", "input", "code", "content", "output_text"})

_PIECES = (
    *("response.output_text.delta", "response.refusal.delta"),
    *("response.reasoning_text.delta", "response.reasoning_summary_text.delta"),
)


def claims(exchange: Exchange) -> bool:
    """By the first event's `type` or the body's `object`; else by the URL's path."""
    chunks = exchange.response.chunks
    for place in range(min(3, len(chunks))):
        data = as_dict(chunks[place].data)
        kind = kind_of(chunks[place])
        if kind in SILENT or kind == "error":
            continue
        if kind.startswith("response.") or as_str(data.get("object")) in OBJECTS:
            return True
        if kind or data.get("object"):
            return False
    return exchange.request.endpoint.endswith(("/responses", "/responses/compact")) and "input" in as_dict(
        exchange.request.body
    )


def outline(exchange: Exchange) -> Outline:
    """The last event holds the whole response; of several responses, each counts as a choice."""
    sent, chunks = as_dict(exchange.request.body), exchange.response.chunks
    head = Outline("chat", messages=len(turns(sent)), opening=opening(sent))
    source = error_source(exchange.response)
    ended = with_ending_of(
        head, chunks, significant(chunks, payloads(chunks), _is_piece), lambda some: _events(some, source)
    )
    told = (ended_by(chunk) for chunk in reversed(chunks))
    return ended._replace(
        detail=next((as_str(response.get("status")) for response in told if response is not None), "")
    )


def _is_piece(data: Json) -> bool:
    """Whether an event has a piece of text or reasoning."""
    return isinstance(data, dict) and data.get("type") in _PIECES and "error" not in data


def decode(exchange: Exchange) -> ev.Conversation:
    """One event a piece, each with the index of the chunk that brought it."""
    found = _events(exchange.response.chunks, error_source(exchange.response))
    return ev.Conversation(NAME, messages(as_dict(exchange.request.body)), tuple(found))


def _events(chunks: Iterable[Chunk], source: Literal["stream", "response"]) -> Iterator[ev.Event]:
    stream = Stream(source)
    for index, chunk in enumerate(chunks):
        yield from stream.chunk(index, chunk)
