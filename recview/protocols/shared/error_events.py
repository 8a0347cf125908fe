"""The errors of an answer among its events: those in the shapes of `errors`, whichever protocol reads the answer."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from weakref import WeakKeyDictionary

from recview import events as ev
from recview.coerce import as_dict, as_list
from recview.model import Chunk, Failure, Json
from recview.protocols.contract import ErrorSource
from recview.protocols.shared.errors import ERROR, NAMES, errors_in, failures_in, is_error_name, is_named_error
from recview.wire import Chunks, kinds, payloads

_KEYS = frozenset({ERROR, "errors", "error_code", "base_resp", "detail"})


def holds_error(chunks: Sequence[Chunk]) -> bool:
    """Whether any chunk carries an error. Asked for every file of a tree, so most chunks are only glanced at."""
    return any(errors_in(chunks[index]) for index in _suspects(chunks))


def _suspects(chunks: Sequence[Chunk]) -> Iterable[int]:
    """The indexes of the chunks that are worth a closer look; of a long answer they are looked for once."""
    if len(chunks) < _LONG:
        return _indexes_of_suspects(chunks)
    from recview.framing.long_stream import LongStream  # on use: most answers are short, and no text of events

    if not isinstance(chunks, Chunks | LongStream):
        return _indexes_of_suspects(chunks)
    suspects = _SUSPECTS.get(chunks)
    if suspects is None:
        suspects = _SUSPECTS[chunks] = tuple(_indexes_of_suspects(chunks))
    return suspects


_LONG = 1_000
_SUSPECTS: WeakKeyDictionary[Sequence[Chunk], tuple[int, ...]] = WeakKeyDictionary()


def _indexes_of_suspects(chunks: Sequence[Chunk]) -> Iterable[int]:
    datas = payloads(chunks)
    # Only the chunks of an event stream have names; those of a list need not be unwrapped.
    is_named = not isinstance(chunks, Chunks) and any(map(is_error_name, kinds(chunks)))
    # Of a long stream not all payloads are to be in memory at once.
    if not is_named and isinstance(datas, list) and not _may_any_err(datas):
        return ()
    return (index for index, data in enumerate(datas) if _may_err(data) or (is_named and is_named_error(chunks[index])))


def _may_any_err(datas: Sequence[Json]) -> bool:
    """Whether to look at payloads one by one. Most answers have no error, and this is asked of every one in a tree."""
    try:
        if not _KEYS.isdisjoint(set().union(*datas)):
            return True
        for data in datas:
            if choices := data.get("choices"):
                for choice in choices:
                    if ERROR in choice:
                        return True
            elif any(data.get(name) == ERROR for name in NAMES):
                return True
    except (AttributeError, TypeError):  # some are no objects
        return True
    return False


def with_failures(events: tuple[ev.Event, ...], chunks: Sequence[Chunk], source: ErrorSource) -> tuple[ev.Event, ...]:
    """The events of an answer, with those errors in its chunks that its protocol does not read.

    Args:
        events: What the protocol makes of the chunks, in their order.
        chunks: All of the answer.
        source: How the answer came.
    """
    merged: list[ev.Event] = []
    done = 0
    for index in _suspects(chunks):
        if failures := failures_in(chunks[index], source):
            start = bisect_left(events, index, key=_chunk_of)
            merged.extend(events[done:start])
            done = bisect_left(events, index + 1, key=_chunk_of)
            last = next((event.failure.message for event in reversed(merged) if isinstance(event, ev.Failed)), None)
            merged.extend(_with_own(index, events[start:done], failures, last))
    return (*merged, *events[done:]) if merged or done else events


def _chunk_of(event: ev.Event) -> int:
    return event.chunk


def _with_own(index: int, own: Sequence[ev.Event], failures: Sequence[Failure], last: str | None) -> list[ev.Event]:
    """The events of a chunk with its failures. What the protocol calls unknown is the error, which is known."""
    messages = {event.failure.message for event in own if isinstance(event, ev.Failed)}
    if not own and failures[0].message == last:
        # The protocol passes over an error that repeats the one before it.
        return []
    events = [_completed(event, failures[0]) for event in own if not isinstance(event, ev.Unknown)]
    # Where the protocol has told the chunk's own error, only those of choices are left.
    others = failures[1:] if messages else failures
    return [*events, *(ev.Failed(index, failed) for failed in others if failed.message not in messages)]


def _completed(event: ev.Event, failed: Failure) -> ev.Event:
    """The event; an error without the type and code that the chunk has for it, with them."""
    if isinstance(event, ev.Failed) and event.failure.message == failed.message and (failed.type or failed.code):
        return event if event.failure.type or event.failure.code else ev.Failed(event.chunk, failed)
    return event


def _may_err(data: Json) -> bool:
    """Whether a payload is worth a closer look."""
    if not isinstance(data, dict):
        return isinstance(data, list) and len(data) == 1
    choices = map(as_dict, as_list(data.get("choices")))
    return (
        not _KEYS.isdisjoint(data)
        or any(data.get(name) == ERROR for name in NAMES)
        or any(ERROR in choice for choice in choices)
    )
