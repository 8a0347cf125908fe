"""What a row of the list shows of an answer, by the events that its page shows: so the two cannot disagree.

Most chunks of a stream bring a piece of content and nothing else. A row passes over these, where the protocol can tell
them cheaply, and has the others decoded as the page has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from recview import events as ev
from recview.model import Chunk, Json, Outline
from recview.protocols.finishes import telling
from recview.wire import Chunks

_CONTENT = (ev.TextDelta, ev.ReasoningDelta, ev.RefusalDelta, ev.ToolCallDelta)


class Provisional(Outline):
    """An outline that holds only if its stream is one answer of one protocol.

    The stream goes on after its ending, or has chunks that the protocol does not know: only decoding all of it tells.
    """

    __slots__ = ()


def with_ending(outline: Outline, events: Iterable[ev.Event]) -> Outline:
    """The outline with how an answer ended, its last usage and error, and whether it calls tools, by its events."""
    finishes: dict[int, str] = {}
    usage, failure, calls, in_doubt = None, None, False, False
    end = -1
    for event in events:
        if isinstance(event, ev.Finished):
            finishes[event.choice] = event.reason
            in_doubt = in_doubt or -1 < end < event.chunk
            end = event.chunk
        elif isinstance(event, ev.UsageReported):
            usage = event.usage
        elif isinstance(event, ev.Failed):
            failure = event.failure
        elif isinstance(event, ev.Unknown):
            in_doubt = True
        elif isinstance(event, _CONTENT):
            calls = calls or isinstance(event, ev.ToolCallDelta)
            in_doubt = in_doubt or -1 < end < event.chunk
    ended = outline._replace(finish=telling(finishes), usage=usage, failure=failure, calls=calls)
    return Provisional(*ended) if in_doubt else ended


def significant(chunks: Sequence[Chunk], datas: Sequence[Json], is_piece: Callable[[Json], bool]) -> list[int]:
    """The indexes of the chunks that a row has to have decoded.

    Args:
        chunks: All of an answer.
        datas: Their payloads.
        is_piece: Whether a payload brings text or reasoning and nothing else, or nothing at all.
    """
    if isinstance(chunks, Chunks):
        return [index for index, data in enumerate(datas) if not is_piece(data)]
    # The data of an event named `error` is one, whatever its shape.
    return [index for index, chunk in enumerate(chunks) if chunk.kind == "error" or not is_piece(chunk.data)]


def with_ending_of(
    outline: Outline,
    chunks: Sequence[Chunk],
    indexes: Sequence[int],
    events: Callable[[Iterable[Chunk]], Iterable[ev.Event]],
    is_silent: Callable[[Json], bool] = lambda data: False,
) -> Outline:
    """The same as `with_ending`, by the significant chunks of an answer.

    Args:
        outline: What a row shows of the request.
        chunks: All of them.
        indexes: Those that are significant, ascending.
        events: Decodes some chunks: gives their events, each with the index of its chunk among them.
        is_silent: Whether a payload, of those that are not significant, brings nothing at all.
    """
    decoded = tuple(events(chunks[index] for index in indexes))
    ended = with_ending(outline, decoded)
    end = next((event.chunk for event in decoded if isinstance(event, ev.Finished)), None)
    if end is None:
        return ended
    others = set(indexes[end:])
    after = (index for index in range(indexes[end] + 1, len(chunks)) if index not in others)
    return ended if all(is_silent(chunks[index].data) for index in after) else Provisional(*ended)
