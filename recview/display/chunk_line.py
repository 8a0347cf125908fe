"""A chunk on one line: its number, what it brought, and the delta itself."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from recview.coerce import as_dict
from recview.events import (
    Event,
    Failed,
    Finished,
    Noted,
    ReasoningDelta,
    RefusalDelta,
    TextDelta,
    ToolCallDelta,
    Unknown,
    UsageReported,
)
from recview.humanize import short
from recview.model import Chunk
from recview.protocols.finishes import spelled


def chunk_events(events: Sequence[Event], chunk: int) -> Sequence[Event]:
    """The events that a chunk brought; `events` are in the order of their chunks."""
    first = bisect_left(events, chunk, key=lambda event: event.chunk)
    last = bisect_left(events, chunk + 1, key=lambda event: event.chunk)
    return events[first:last]


ROW = 400
"""Characters of a delta that a row of the list shows."""


def chunk_words(events: Sequence[Event], limit: int | None = ROW) -> tuple[str, str]:
    """(kind, delta) of a chunk, each piece cut at a limit; a chunk without events is `empty`."""
    if not events:
        return "empty", ""
    kind, said = _of_choice(events[0], limit)
    for event in events[1:]:
        other, more = _of_choice(event, limit)
        said = f"{said}  + {other} {more}".rstrip()
    return kind, said


def chunk_head(chunk: Chunk, place: int, count: int) -> str:
    """Which chunk it is, and its event's name where that stands outside of what is shown of it."""
    said = f"chunk {place + 1:,} of {count:,}"
    raw = as_dict(chunk.raw[0] if isinstance(chunk.raw, list) and chunk.raw else chunk.raw)
    return said if not chunk.kind or "__type__" in raw or chunk.kind in raw.values() else f"{said} · {chunk.kind}"


def _of_choice(event: Event, limit: int | None) -> tuple[str, str]:
    """Choices after the first are named: the pieces of several come in turn."""
    kind, said = _words(event, limit)
    choice = getattr(event, "choice", 0)
    return kind, f"{said}  choice {choice}".strip() if choice else said


def _words(event: Event, limit: int | None) -> tuple[str, str]:
    match event:
        case TextDelta(text=text):
            return "text", quoted(text, limit)
        case ReasoningDelta(text=text):
            return "reasoning", quoted(text, limit)
        case RefusalDelta(text=text):
            return "refusal", quoted(text, limit)
        case ToolCallDelta(name=name, arguments=arguments):
            return "tool", f"{name[:limit]} {quoted(arguments, limit) if arguments else ''}".strip()
        case Noted(label=label, text=text):
            return ("raw" if label == "as recorded" else label[:limit]), _stripped(text, limit)
        case Finished(reason=reason):
            return "finish", spelled(reason[:limit])
        case UsageReported(usage=usage):
            counts = (("in", usage.input), ("out", usage.output), ("total", usage.total))
            return "usage", " ".join(f"{name} {short(count)}" for name, count in counts if count is not None)
        case Failed(failure=failure):
            return "error", failure.message[:limit]
        case Unknown(why=why):
            return "unknown", why[:limit]


def _stripped(text: str, limit: int | None) -> str:
    """A text without the blanks around it, cut at a limit; of the rest nothing is looked at."""
    if limit is None:
        return text.strip()
    begin = next((index for index, character in enumerate(text) if not character.isspace()), 0)
    return text[begin : begin + limit].rstrip()


def quoted(text: str, limit: int | None = ROW) -> str:
    """A delta in quotes, so that its blanks are seen; line ends are spelled out."""
    inner = text[:limit].replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    return f"“{inner}”"
