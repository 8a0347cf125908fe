"""Gemini's Interactions API: models and agents, streamed and plain, in both of its dialects.

Source: the Interactions reference and its streaming guide, and recordings. The first dialect streams
`interaction.start`, `content.start|delta|stop`, `interaction.complete` and answers with `outputs[]`; the second (API
revision 2026-05-20) streams `interaction.created`, `step.start|delta|stop`, `interaction.completed` and answers with
`steps[]`. The status of the interaction is how it ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from recview import events as ev
from recview.coerce import as_dict, as_str
from recview.model import Chunk, Exchange, Json, Outline
from recview.protocols.contract import Origin
from recview.protocols.gemini_interactions.messages import brief, count, question
from recview.protocols.gemini_interactions.messages import messages as messages
from recview.protocols.gemini_interactions.stream import Decoder, interaction_of, is_interaction
from recview.protocols.shared.endings import Ending, ending_of
from recview.wire import payloads

NAME = "gemini.interactions"
DECODED_KEYS = frozenset({"text", "arguments", "partial_arguments", "status"})
FINISHES = {"length": ("budget_exceeded",), "tool_calls": ("requires_action",)}
NOISE_KEYS = {"ids": ("interaction_id",), "signatures": ("signature",)}

_EVENTS = re.compile(r"(?:interaction|content|step)\.")
_ENDPOINT = re.compile(r"/interactions(?:/|\Z)")


def claims(exchange: Exchange, first: Sequence[Chunk]) -> bool:
    """By the first `event_type`, or by the body's `object`; else, for an error or nothing at all, by the URL."""
    for chunk in first:
        data = as_dict(chunk.data)
        if is_interaction(data) or _EVENTS.match(as_str(data.get("event_type")) or chunk.kind):
            return True
        # One that is under way has no steps yet.
        if "status" in data and _ENDPOINT.search(exchange.request.endpoint):
            return True
        if data and "error" not in data:
            return False
    return bool(_ENDPOINT.search(exchange.request.endpoint)) and "input" in as_dict(exchange.request.body)


def head(body: Mapping[str, Json]) -> Outline:
    """The turns, unparsed."""
    return Outline("chat", messages=count(body), opening=brief(body), question=question(body))


def ending(chunks: Sequence[Chunk], origin: Origin) -> Ending:
    """How the answer ended, which depends on all that came before; the status of one that is under way."""
    ended = ending_of(events(chunks, origin))
    if ended.finishes:
        return ended
    statuses = (as_str(interaction_of(as_dict(data)).get("status")) for data in reversed(payloads(chunks)))
    return ended._replace(detail=next(filter(None, statuses), ""))


def events(chunks: Iterable[Chunk], origin: Origin) -> list[ev.Event]:
    """One event per piece, each with the index of the chunk that has it."""
    decoder = Decoder(origin.source)
    decoded: list[ev.Event] = []
    for index, chunk in enumerate(chunks):
        decoded.extend(decoder.chunk(index, chunk))
    return decoder.with_arguments(decoded)
