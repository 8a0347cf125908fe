"""What an answer is, before it is asked whether it is whole: so that one cause is one finding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from recview import events as ev
from recview.coerce import as_dict, as_str
from recview.events import UNUSUAL_FORMS
from recview.model import Chunk, Json
from recview.protocols.choosing import protocol_of_request
from recview.protocols.finishes import normal
from recview.protocols.shared.chunk_notes import FRAMING
from recview.reading.recording import Recording
from recview.wire import payloads

AnswerKind: TypeAlias = Literal["unread", "absent", "failed", "blank", "card", "unknown", "conversation"]
"""`unread`: it could not be read. `absent`: the file keeps the request only. `failed`: an error was recorded. `blank`:
a body came, and nothing is in it. `card`: no conversation. `unknown`: no protocol reads it.
"""

_OUTPUT = (ev.TextDelta, ev.RefusalDelta, ev.ToolCallDelta)
CONTENT = (*_OUTPUT, ev.ReasoningDelta)
"""Events that bring a piece of what the model wrote."""

_BLANK: tuple[Json, ...] = (None, "", {}, [])


def answer_kind(recording: Recording) -> AnswerKind:
    """What an answer is."""
    response, conversation = recording.exchange.response, recording.conversation
    if recording.problem:
        return "unread"
    if response.is_absent:
        return "absent"
    if recording.failure or (response.status or 0) >= 400:
        return "failed"
    if conversation.card and not conversation.why:
        return "card"
    if all(_is_blank(data) for data in payloads(response.chunks)):
        return "blank"
    if conversation.why or _holds_only_unknown(conversation.events):
        return "unknown"
    return "conversation"


def _is_blank(data: Json) -> bool:
    return data.strip() == "" if isinstance(data, str) else data in _BLANK


def _holds_only_unknown(events: tuple[ev.Event, ...]) -> bool:
    return bool(events) and all(isinstance(event, ev.Unknown) or _is_framing(event) for event in events)


def _is_framing(event: ev.Event) -> bool:
    return isinstance(event, ev.Noted) and event.label == FRAMING


_IN_WORDS_OF_THEIR_OWN = frozenset({"aimock", "librechat", "sema"})
"""Formats that keep what a client library made of an answer, or what a mock is to answer with."""


def is_as_sent(recording: Recording) -> bool:
    """Whether an answer is kept as the server sent it, in one HTTP exchange: only then its protocol's promises hold."""
    exchange = recording.exchange
    chunks = exchange.response.chunks
    is_of_websocket = bool(chunks) and bool(chunks[0].direction)
    return exchange.format not in _IN_WORDS_OF_THEIR_OWN and not is_of_websocket


def speaks_a_protocol(recording: Recording) -> bool:
    """Whether a model was asked: by OGX, which records nothing else, or in the words of a protocol."""
    exchange = recording.exchange
    return exchange.format == "ogx" or protocol_of_request(exchange) is not None


def output(recording: Recording) -> Iterator[ev.Event]:
    """The events that bring something of the answer: text, refusals, calls, media and what else is noted."""
    for event in recording.conversation.events:
        if isinstance(event, _OUTPUT) or (isinstance(event, ev.Noted) and event.label != FRAMING):
            yield event


def finishes(recording: Recording) -> dict[int, ev.Finished]:
    """How each choice ended, by its index; the last word of each counts."""
    return {event.choice: event for event in recording.conversation.events if isinstance(event, ev.Finished)}


def form_of(finished: ev.Finished | None) -> str:
    """The normal form of an ending; empty where there is none."""
    return normal(finished.reason) if finished else ""


def is_unusual(finished: ev.Finished) -> bool:
    """Whether an ending itself says why there is no more: a limit, a filter, an error."""
    return form_of(finished) in UNUSUAL_FORMS


def is_under_way(recording: Recording) -> bool:
    """Whether what came is the state of an answer that is not done, or the word that it was deleted.

    A response or an interaction that works in the background is asked for again until it is done.
    """
    response = recording.exchange.response
    if response.streaming or not response.chunks:
        return False
    body = as_dict(response.chunks[0].data)
    return body.get("deleted") is True or as_str(body.get("status")) in {"queued", "in_progress", "idle"}


def place(recording: Recording, choice: int | None = None, chunk: int | None = None, what: str = "answer") -> str:
    """Where in an answer something is: `answer`, `choice 1, answer, chunk 41`.

    Args:
        recording: The recording.
        choice: The index of a choice; named only where there are several.
        chunk: The index of a chunk; named, counted from 1, only where there are several.
        what: What of the answer it is.
    """
    several = len(recording.transcript.choices) > 1
    parts = [f"choice {choice}"] if several and choice is not None else []
    parts.append(what)
    if chunk is not None and recording.exchange.response.streaming and len(recording.exchange.response.chunks) > 1:
        parts.append(f"chunk {chunk + 1}")
    return ", ".join(parts)


def type_of(chunk: Chunk) -> str:
    """What kind of event a chunk says that it is, in whichever field; else the name that it came under."""
    data = as_dict(chunk.data)
    return as_str(data.get("type")) or as_str(data.get("event_type")) or chunk.kind
