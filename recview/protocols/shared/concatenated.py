"""Where in a stream another answer begins: recorders, and people, keep several streams one behind the other.

Protocols tell answers apart by what their API has for it, such as a `message_start`. Here is what holds for all: after
an ending, the first chunk comes once more, or one with another `id` where one `id` had stood on all before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from recview import events as ev
from recview.coerce import as_dict, as_str
from recview.model import Chunk, Json
from recview.wire import payloads

_SAID = (ev.TextDelta, ev.ReasoningDelta, ev.RefusalDelta, ev.ToolCallDelta)
_OF_ALL = (ev.UsageReported, ev.Failed, ev.Unknown)
"""Events that are of no choice, but of the answer as a whole."""


def restarts(chunks: Sequence[Chunk], events: Sequence[ev.Event]) -> list[int]:
    """The chunks at which another answer begins.

    Args:
        chunks: All of a stream.
        events: What they say as one answer.
    """
    first = next((event.chunk for event in events if isinstance(event, ev.Finished)), len(chunks))
    last = max((event.chunk for event in events if isinstance(event, _SAID)), default=-1)
    if last <= first:
        return []
    by_chunk: dict[int, list[ev.Event]] = {}
    for event in events:
        by_chunk.setdefault(event.chunk, []).append(event)
    found: list[int] = []
    known = _Answer()
    for at, data in enumerate(islice(payloads(chunks), last + 1)):
        if at > first and known.is_over and known.is_left_by(data):
            found.append(at)
            known = _Answer()
        known.take(data, by_chunk.get(at, ()))
    return found


def left_over(events: Sequence[ev.Event]) -> list[int]:
    """The chunks that no event knows, behind the last one that said anything."""
    last = max((event.chunk for event in events if isinstance(event, (*_SAID, ev.Finished))), default=-1)
    return [event.chunk for event in events if isinstance(event, ev.Unknown) and event.chunk > last]


def count(events: Iterable[ev.Event]) -> int:
    """How many choices there are, also those that are only counted past."""
    return max((event.choice + 1 for event in events if not isinstance(event, _OF_ALL)), default=0)


def shifted(events: Iterable[ev.Event], chunks: int, choices: int) -> Iterator[ev.Event]:
    """The same events in a stream that has so many chunks and choices before them."""
    for event in events:
        if isinstance(event, _OF_ALL):
            yield replace(event, chunk=event.chunk + chunks)
        else:
            yield replace(event, chunk=event.chunk + chunks, choice=event.choice + choices)


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
        """A chunk, and what it says."""
        if isinstance(data, dict):
            self._first = data if self._first is None else self._first
            if answer := as_str(data.get("id")):
                self._ids.add(answer)
        for event in events:
            if isinstance(event, ev.Finished):
                self._ended = True
                self._open.discard(event.choice)
            elif isinstance(event, _SAID):
                self._open.add(event.choice)


def _are_equal(one: Json, other: Json) -> bool:
    try:
        return isinstance(one, dict) and one == other
    except RecursionError:
        return False
