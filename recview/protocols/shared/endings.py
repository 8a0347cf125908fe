"""How an answer ended, by the events that its page shows: so a row of the list and the page cannot disagree.

Most chunks of a stream have a piece of content and nothing else. A row passes over these, where the protocol can tell
them cheaply, and has the others decoded as the page has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from recview import events as ev
from recview.model import Chunk, Failure, Json, Usage
from recview.named_tuple import NamedTuple
from recview.wire import Chunks

_CONTENT = (ev.TextDelta, ev.ReasoningDelta, ev.RefusalDelta, ev.ToolCallDelta)


class Ending(NamedTuple):
    """What a row shows of an answer.

    Attributes:
        finishes: The word for how each choice ended, by choice.
        usage: The last token counts.
        failure: The last error.
        calls: Whether the answer calls a tool, whoever runs it.
        detail: What a row shows where no choice ended.
        is_provisional: Whether this holds only if the stream is one answer of one protocol: the stream goes on after
            its ending, or has chunks that the protocol does not know.
    """

    finishes: Mapping[int, str] = MappingProxyType({})
    usage: Usage | None = None
    failure: Failure | None = None
    calls: bool = False
    detail: str = ""
    is_provisional: bool = False


def ending_of(events: Iterable[ev.Event]) -> Ending:
    """How an answer ended, by its events."""
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
    return Ending(finishes, usage, failure, calls, "", in_doubt)


def significant(chunks: Sequence[Chunk], datas: Sequence[Json], is_piece: Callable[[Json], bool]) -> list[int]:
    """The indexes of the chunks that a row has to have decoded, ascending.

    Args:
        chunks: All chunks of an answer.
        datas: Their payloads.
        is_piece: Whether a payload has text or reasoning and nothing else, or nothing at all.
    """
    if isinstance(chunks, Chunks):
        return [index for index, data in enumerate(datas) if not is_piece(data)]
    # The data of an event named `error` is one, whatever its shape.
    return [index for index, chunk in enumerate(chunks) if chunk.kind == "error" or not is_piece(chunk.data)]


def ending_of_significant(
    chunks: Sequence[Chunk],
    indexes: Sequence[int],
    events: Callable[[Iterable[Chunk]], Iterable[ev.Event]],
    is_silent: Callable[[Json], bool] = lambda data: False,
) -> Ending:
    """How an answer ended, by some of its chunks.

    Args:
        chunks: All chunks of the answer.
        indexes: Those that are significant, ascending.
        events: Decodes some chunks: gives their events, each with the index of its chunk among them.
        is_silent: Whether a payload, of those that are not significant, has nothing at all.
    """
    decoded = tuple(events(chunks[index] for index in indexes))
    ending = ending_of(decoded)
    end = next((event.chunk for event in decoded if isinstance(event, ev.Finished)), None)
    if end is None:
        return ending
    others = set(indexes[end:])
    after = (index for index in range(indexes[end] + 1, len(chunks)) if index not in others)
    goes_on = not all(is_silent(chunks[index].data) for index in after)
    return ending._replace(is_provisional=True) if goes_on else ending
