"""Notes on single chunks, whichever protocol reads them: damaged framing, the first words of an unknown one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from recview import events as ev
from recview.model import Chunk
from recview.wire import as_text, has_notes

FRAMING = "framing"
"""The label of the notes on how chunks were framed."""

_FIRST = 80
"""Characters of an unknown chunk that are shown."""


def with_notes(events: tuple[ev.Event, ...], chunks: Sequence[Chunk]) -> tuple[ev.Event, ...]:
    """The events of an answer, with a note where its framing is damaged, and the first words of each unknown chunk.

    A websocket's message that is no part of the answer is not unknown.
    """
    kept = (event for event in events if not (isinstance(event, ev.Unknown) and _is_beside(event.chunk, chunks)))
    noted = [_with_words(event, chunks) if isinstance(event, ev.Unknown) else event for event in kept]
    if has_notes(chunks):
        before = ""
        for index, chunk in enumerate(chunks):
            # A server that frames all chunks so need not be told of at each.
            if chunk.note and chunk.note != before:
                at = bisect_right(noted, index, key=lambda event: event.chunk)
                noted.insert(at, ev.Noted(index, 0, FRAMING, f"chunk {index + 1:,}: {chunk.note}\n"))
            before = chunk.note
    return tuple(noted)


def _is_beside(index: int, chunks: Sequence[Chunk]) -> bool:
    return index < len(chunks) and chunks[index].is_beside_answer


def _with_words(unknown: ev.Unknown, chunks: Sequence[Chunk]) -> ev.Unknown:
    data = chunks[unknown.chunk].data if unknown.chunk < len(chunks) else None
    shown = " ".join(as_text(data)[: 4 * _FIRST].split()) if data else ""
    if not shown:
        return unknown
    return unknown._replace(why=f"{unknown.why}: {shown[:_FIRST]}{'…' if len(shown) > _FIRST else ''}")


def why_unread(chunk: Chunk) -> str:
    """Why a chunk without any field has no event."""
    return "an empty object" if isinstance(chunk.data, dict) else "this chunk is not a JSON object"
