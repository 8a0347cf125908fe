"""Streams that are kept one behind the other, as recorders and people do: split, and each read by its own protocol.

Protocols part the answers in one stream by what their API has for it, such as a `message_start`. For all of them,
after an ending, another stream begins where the first chunk is repeated, or where a chunk has another `id` though all
chunks before had one `id`. Another protocol begins where a stream's protocol no longer knows a chunk and another does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, takewhile
from typing import Generic, TypeVar

from recview import events as ev
from recview.coerce import as_dict, as_str
from recview.model import Chunk, Exchange, Json
from recview.named_tuple import NamedTuple
from recview.wire import payloads

MAX_SPLITS = 50
"""How often the protocol may change within one stream."""

WINDOW = 3
"""Chunks by which the protocol of a part is told."""

_CONTENT = (ev.TextDelta, ev.ReasoningDelta, ev.RefusalDelta, ev.ToolCallDelta)
_OF_ALL = (ev.UsageReported, ev.Failed, ev.Unknown)
"""Events that are of no choice, but of the answer as a whole."""

Protocol = TypeVar("Protocol")


class Reading(NamedTuple, Generic[Protocol]):
    """How parts of a stream are read.

    Attributes:
        events: The events of a part, read by a protocol.
        protocol_of_answer: The protocol of a part that may begin with any chunk, or None.
        may_begin: Whether a chunk can tell its protocol.
    """

    events: Callable[[Exchange, Protocol], tuple[ev.Event, ...]]
    protocol_of_answer: Callable[[Exchange], Protocol | None]
    may_begin: Callable[[Chunk], bool]


def events_of_all(
    exchange: Exchange, events: tuple[ev.Event, ...], protocol: Protocol, reading: Reading[Protocol]
) -> tuple[ev.Event, ...]:
    """The events of all streams in an answer; the choices of each follow those of the one before it.

    Args:
        exchange: The exchange with the answer.
        events: Its events, read as one stream; returned as they are if it is one.
        protocol: The protocol that read them.
        reading: How parts are read.
    """
    chunks = exchange.response.chunks
    ends = [len(chunks), *reversed(starts(chunks, events))]
    if len(ends) == 1 and not _start_of_other_protocol(exchange, events, reading):
        return events
    merged: list[ev.Event] = []
    start = choices = splits = 0
    while ends:
        part = part_of(exchange, start, ends[-1])
        own = reading.events(part, (start and reading.protocol_of_answer(part)) or protocol)
        if splits < MAX_SPLITS and (other := _start_of_other_protocol(part, own, reading)):
            splits += 1
            ends.append(start + other)
            continue
        merged.extend(offset(own, start, choices))
        choices += count_choices(own)
        start = ends.pop()
    return tuple(merged)


def part_of(exchange: Exchange, start: int, end: int) -> Exchange:
    """The exchange with a stretch of its stream."""
    chunks = tuple(exchange.response.chunks[start:end])
    return exchange._replace(response=exchange.response._replace(chunks=chunks))


def _start_of_other_protocol(exchange: Exchange, events: Sequence[ev.Event], reading: Reading[Protocol]) -> int:
    """The index of the first chunk left unread that another protocol reads; 0 if there is none."""
    for index in unread_tail(events)[:WINDOW]:
        rest = part_of(exchange, index, index + WINDOW)
        other = reading.protocol_of_answer(rest) if index and reading.may_begin(rest.response.chunks[0]) else None
        if other is not None and 0 not in unread_tail(reading.events(rest, other)):
            return index
    return 0


def starts(chunks: Sequence[Chunk], events: Sequence[ev.Event]) -> list[int]:
    """The indexes of the chunks at which another stream begins.

    Args:
        chunks: All chunks of an answer.
        events: Its events, read as one stream.
    """
    first_end = next((event.chunk for event in events if isinstance(event, ev.Finished)), len(chunks))
    last = _last_chunk(events, _CONTENT)
    if last <= first_end:
        return []
    by_chunk: dict[int, list[ev.Event]] = {}
    for event in events:
        by_chunk.setdefault(event.chunk, []).append(event)
    indexes: list[int] = []
    answer = _Answer()
    for index, data in enumerate(islice(payloads(chunks), last + 1)):
        if index > first_end and answer.is_over and answer.is_left_by(data):
            indexes.append(index)
            answer = _Answer()
        answer.take(data, by_chunk.get(index, ()))
    return indexes


def unread_tail(events: Sequence[ev.Event]) -> list[int]:
    """The indexes of the unknown chunks behind the last one that has content or ends a choice."""
    last = _last_chunk(events, (*_CONTENT, ev.Finished))
    behind = takewhile(lambda event: event.chunk > last, reversed(events))
    return [event.chunk for event in behind if isinstance(event, ev.Unknown)][::-1]


def _last_chunk(events: Sequence[ev.Event], kinds: tuple[type[ev.Event], ...]) -> int:
    """The index of the last chunk that has an event of these kinds; -1 if none has."""
    return next((event.chunk for event in reversed(events) if isinstance(event, kinds)), -1)


def count_choices(events: Iterable[ev.Event]) -> int:
    """How many choices there are, also those that are only counted past."""
    return max((event.choice + 1 for event in events if not isinstance(event, _OF_ALL)), default=0)


def offset(events: Iterable[ev.Event], chunks: int, choices: int) -> Iterator[ev.Event]:
    """The events, in a stream that has so many chunks and choices before them."""
    for event in events:
        if isinstance(event, _OF_ALL):
            yield event._replace(chunk=event.chunk + chunks)
        else:
            yield event._replace(chunk=event.chunk + chunks, choice=event.choice + choices)


class _Answer:
    """What came of one answer so far."""

    def __init__(self) -> None:
        self._first: Json = None
        self._ids: set[str] = set()
        self._open: set[int] = set()
        self._ended = False

    @property
    def is_over(self) -> bool:
        """Whether every choice that began has ended."""
        return self._ended and not self._open

    def is_left_by(self, data: Json) -> bool:
        """Whether a chunk is the first one again, or has another id."""
        answer = as_str(as_dict(data).get("id"))
        return (answer and len(self._ids) == 1 and answer not in self._ids) or _are_equal(data, self._first)

    def take(self, data: Json, events: Iterable[ev.Event]) -> None:
        """Add a chunk and its events."""
        if isinstance(data, dict):
            self._first = data if self._first is None else self._first
            if answer := as_str(data.get("id")):
                self._ids.add(answer)
        for event in events:
            if isinstance(event, ev.Finished):
                self._ended = True
                self._open.discard(event.choice)
            elif isinstance(event, _CONTENT):
                self._open.add(event.choice)


def _are_equal(left: Json, right: Json) -> bool:
    try:
        return isinstance(left, dict) and left == right
    except RecursionError:
        return False
