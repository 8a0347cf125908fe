"""Gemini's Interactions API: models and agents, streamed and plain, in both of its dialects.

Source: the Interactions reference and its streaming guide, and recordings. The first dialect streams
`interaction.start`, `content.start|delta|stop`, `interaction.complete` and answers with `outputs[]`; the second (API
revision 2026-05-20) streams `interaction.created`, `step.start|delta|stop`, `interaction.completed` and answers with
`steps[]`. The status of the interaction is how it ended.
"""

from __future__ import annotations

import re

from recview.model import Conversation, Event, Exchange, Outline
from recview.protocols.gemini_interactions_messages import brief, count, messages
from recview.protocols.gemini_interactions_stream import (
    Decoder,
    ending,
    errors,
    interaction_of,
    is_interaction,
    makes_call,
    usage,
)
from recview.protocols.openai_usage import error_source, failure
from recview.shapes import mapping, text
from recview.wire import payloads

NAME = "gemini.interactions"
SPOKEN = frozenset({"text", "arguments", "partial_arguments", "status"})

_EVENTS = re.compile(r"(?:interaction|content|step)\.")
_ENDPOINT = re.compile(r"/interactions(?:/|\Z)")


def claims(exchange: Exchange) -> bool:
    """By the first `event_type`, or by the body's `object`; else, for an error or nothing at all, by the URL."""
    chunks = exchange.response.chunks
    for place in range(min(3, len(chunks))):
        data = mapping(chunks[place].data)
        if is_interaction(data) or _EVENTS.match(text(data.get("event_type")) or chunks[place].kind):
            return True
        # One that is under way has no steps yet.
        if "status" in data and _ENDPOINT.search(exchange.request.endpoint):
            return True
        if data and "error" not in data:
            return False
    return bool(_ENDPOINT.search(exchange.request.endpoint)) and "input" in mapping(exchange.request.body)


def outline(exchange: Exchange) -> Outline:
    """The status and usage stand in the last event, or in the one body; an error may stand in any."""
    sent = mapping(exchange.request.body)
    datas = [mapping(data) for data in payloads(exchange.response.chunks)]
    told = [interaction_of(data) for data in reversed(datas)]
    source = error_source(exchange.response)
    failures = (failure(error, source) for data in reversed(datas) for error in reversed(errors(data)))
    finish = next(filter(None, map(ending, told)), "")
    return Outline(
        kind="chat",
        finish=finish,
        usage=next(filter(None, map(usage, told)), None),
        failure=next(filter(None, failures), None),
        detail="" if finish else next(filter(None, (text(one.get("status")) for one in told)), ""),
        messages=count(sent),
        opening=brief(sent),
        calls=any(map(makes_call, datas)),
    )


def decode(exchange: Exchange) -> Conversation:
    """One event a piece, each with the index of the chunk that brought it."""
    decoder = Decoder(error_source(exchange.response))
    found: list[Event] = []
    for index, chunk in enumerate(exchange.response.chunks):
        found.extend(decoder.chunk(index, chunk))
    return Conversation(NAME, messages(mapping(exchange.request.body)), tuple(decoder.with_arguments(found)))
