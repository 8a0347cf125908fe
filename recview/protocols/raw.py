"""The floor under every protocol: whatever was recorded, chunk by chunk as JSON, and why no other reads it."""

from __future__ import annotations

from collections.abc import Sequence

from recview import events as ev
from recview.coerce import as_dict, as_list
from recview.events import Card
from recview.model import Chunk, Exchange, Outline
from recview.protocols.shared.messages import brief, messages, question
from recview.wire import as_text

NAME = "raw"
IS_FALLBACK = True


def claims(exchange: Exchange, first: Sequence[Chunk]) -> bool:
    """Always."""
    return True


def outline(exchange: Exchange) -> Outline:
    """A word for the row, from the endpoint, and what can be told of the request."""
    sent = as_list(as_dict(exchange.request.body).get("messages"))
    return Outline("raw", detail=_last_name(exchange), messages=len(sent), opening=brief(sent), question=question(sent))


def decode(exchange: Exchange) -> ev.Conversation:
    """Messages where the request has the common shape; a stream's chunks as a line of JSON each, a plain body whole."""
    response, why = exchange.response, _why(exchange)
    sent = messages(as_dict(exchange.request.body))
    if response.chunks and not response.streaming:
        return ev.Conversation(NAME, sent, card=Card("As recorded", (), response.chunks[0].raw), why=why)
    lines: list[ev.Event] = [
        ev.Noted(index, 0, "as recorded", f"{as_text(chunk.raw)}\n") for index, chunk in enumerate(response.chunks)
    ]
    return ev.Conversation(NAME, sent, tuple(lines), why=why)


def _last_name(exchange: Exchange) -> str:
    return exchange.request.endpoint.rstrip("/").rpartition("/")[2][:24]


def _why(exchange: Exchange) -> str:
    chunks = exchange.response.chunks
    if exchange.response.is_absent:
        return "the file keeps the request only"
    if not chunks and exchange.response.problem:
        return "its answer could not be read"
    if not chunks:
        return "the recorded answer is empty"
    what = "the messages of this websocket" if chunks[0].direction else chunks[0].kind or "this answer"
    where = f" from {exchange.request.endpoint}" if exchange.request.endpoint else ""
    shown = "its chunks are shown as recorded" if exchange.response.streaming else "it is shown as recorded"
    return f"no protocol here reads {what}{where}; {shown}"
