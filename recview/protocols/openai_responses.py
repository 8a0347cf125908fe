"""OpenAI's Responses API, streamed and plain, and the servers that speak it.

Source: OpenAI's API reference (response object and its streaming events) and recorded answers of Azure, OpenRouter,
xAI, LM Studio, GitHub Copilot, DeepSeek and Amazon Bedrock. A plain answer is what a stream's last event holds.
"""

from __future__ import annotations

from recview.model import Conversation, Event, Exchange, Outline
from recview.protocols.finishes import telling
from recview.protocols.openai_responses_input import messages, opening, turns
from recview.protocols.openai_responses_stream import (
    OBJECTS,
    SILENT,
    Stream,
    ended_by,
    failure_of,
    kind_of,
    makes_call,
    reason_of,
)
from recview.protocols.openai_usage import error_source, usage
from recview.shapes import mapping, text

NAME = "openai.responses"
SPOKEN = frozenset({"delta", "text", "refusal", "arguments", "input", "code", "content", "output_text"})


def claims(exchange: Exchange) -> bool:
    """By the first event's `type` or the body's `object`; else by the URL's path."""
    chunks = exchange.response.chunks
    for place in range(min(3, len(chunks))):
        data = mapping(chunks[place].data)
        kind = kind_of(chunks[place])
        if kind in SILENT or kind == "error":
            continue
        if kind.startswith("response.") or text(data.get("object")) in OBJECTS:
            return True
        if kind or data.get("object"):
            return False
    return exchange.request.endpoint.endswith(("/responses", "/responses/compact")) and "input" in mapping(
        exchange.request.body
    )


def outline(exchange: Exchange) -> Outline:
    """The last event holds the whole response; of several responses, each counts as a choice."""
    sent, source = mapping(exchange.request.body), error_source(exchange.response)
    finishes: dict[int, str] = {}
    counts, failed, status, calls = None, None, "", False
    for chunk in exchange.response.chunks:
        ended = ended_by(chunk)
        if ended is not None:
            finishes[len(finishes)] = reason_of(chunk, ended)
            counts = usage(ended) or counts
            status = text(ended.get("status"))
        calls = calls or makes_call(chunk)
        failed = failure_of(chunk, source) or failed
    return Outline(
        kind="chat",
        finish=telling({choice: reason for choice, reason in finishes.items() if reason}),
        usage=counts,
        failure=failed,
        detail=status,
        messages=len(turns(sent)),
        opening=opening(sent),
        calls=calls,
    )


def decode(exchange: Exchange) -> Conversation:
    """One event a piece, each with the index of the chunk that brought it."""
    stream = Stream(error_source(exchange.response))
    found: list[Event] = []
    for index, chunk in enumerate(exchange.response.chunks):
        found.extend(stream.chunk(index, chunk))
    return Conversation(NAME, messages(mapping(exchange.request.body)), tuple(found))
