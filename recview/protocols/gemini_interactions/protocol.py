"""Gemini's Interactions API: models and agents, streamed and plain, in both of its dialects.

Source: the Interactions reference and its streaming guide, and recordings. The first dialect streams
`interaction.start`, `content.start|delta|stop`, `interaction.complete` and answers with `outputs[]`; the second (API
revision 2026-05-20) streams `interaction.created`, `step.start|delta|stop`, `interaction.completed` and answers with
`steps[]`. The status of the interaction is how it ended.
"""

from __future__ import annotations

import re

from recview import events as ev
from recview.coerce import as_dict, as_str
from recview.model import Exchange, Outline
from recview.protocols.gemini_interactions.messages import brief, count, messages
from recview.protocols.gemini_interactions.stream import Decoder, interaction_of, is_interaction
from recview.protocols.shared.endings import with_ending
from recview.protocols.shared.usage import error_source
from recview.wire import payloads

NAME = "gemini.interactions"
SPOKEN = frozenset({"text", "arguments", "partial_arguments", "status"})

_EVENTS = re.compile(r"(?:interaction|content|step)\.")
_ENDPOINT = re.compile(r"/interactions(?:/|\Z)")


def claims(exchange: Exchange) -> bool:
    """By the first `event_type`, or by the body's `object`; else, for an error or nothing at all, by the URL."""
    chunks = exchange.response.chunks
    for place in range(min(3, len(chunks))):
        data = as_dict(chunks[place].data)
        if is_interaction(data) or _EVENTS.match(as_str(data.get("event_type")) or chunks[place].kind):
            return True
        # One that is under way has no steps yet.
        if "status" in data and _ENDPOINT.search(exchange.request.endpoint):
            return True
        if data and "error" not in data:
            return False
    return bool(_ENDPOINT.search(exchange.request.endpoint)) and "input" in as_dict(exchange.request.body)


def outline(exchange: Exchange) -> Outline:
    """What an ending tells depends on all that came before it, so all is read."""
    sent = as_dict(exchange.request.body)
    ended = with_ending(Outline("chat", messages=count(sent), opening=brief(sent)), _events(exchange))
    if ended.finish:
        return ended
    told = (interaction_of(as_dict(data)) for data in reversed(payloads(exchange.response.chunks)))
    return ended._replace(detail=next(filter(None, (as_str(one.get("status")) for one in told)), ""))


def decode(exchange: Exchange) -> ev.Conversation:
    """One event a piece, each with the index of the chunk that brought it."""
    return ev.Conversation(NAME, messages(as_dict(exchange.request.body)), tuple(_events(exchange)))


def _events(exchange: Exchange) -> list[ev.Event]:
    decoder = Decoder(error_source(exchange.response))
    found: list[ev.Event] = []
    for index, chunk in enumerate(exchange.response.chunks):
        found.extend(decoder.chunk(index, chunk))
    return decoder.with_arguments(found)
