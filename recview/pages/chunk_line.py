"""A chunk on one line: its number, the kind of its first event, and the delta itself."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from recview.coerce import as_dict, as_str, as_words
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
    """The events of the chunk with an index; `events` are in the order of their chunks."""
    first = bisect_left(events, chunk, key=lambda event: event.chunk)
    last = bisect_left(events, chunk + 1, key=lambda event: event.chunk)
    return events[first:last]


ROW = 400
"""Characters of a delta that a row of the list shows."""


def chunk_words(chunk: Chunk, events: Sequence[Event], limit: int | None = ROW) -> tuple[str, str]:
    """(kind, delta) of a chunk by its events, each piece cut at a limit.

    A chunk without events is `empty`; of a websocket's message it is who sent it, and what the message is.
    """
    if chunk.direction == "sent" or (chunk.direction and not events):
        return chunk.direction, message_words(chunk, limit)
    if not events:
        return "empty", ""
    kind, delta = _of_choice(events[0], limit)
    for event in events[1:]:
        other, more = _of_choice(event, limit)
        delta = f"{delta}  + {other} {more}".rstrip()
    return kind, delta


def message_words(chunk: Chunk, limit: int | None = ROW) -> str:
    """What a websocket's message is: `ping`, the `type` of an event, the first key of an object, or a text."""
    data = next((value for key, value in as_dict(chunk.raw).items() if key in _BODIES), chunk.data)
    fields = as_dict(data)
    return (chunk.kind or as_str(fields.get("type")) or next(iter(fields), "") or as_words(data))[:limit]


_BODIES = ("data", "text", "body", "payload_base64")
"""The keys under which containers keep a message's data."""


def chunk_head(chunk: Chunk, index: int, count: int | None) -> str:
    """`chunk 3 of 40`, with the name of its event where that is not in the JSON that is shown of it.

    Args:
        chunk: The chunk.
        index: Its index.
        count: The number of all chunks; None while that is not known.
    """
    total = "…" if count is None else f"{count:,}"
    head = f"chunk {index + 1:,} of {total}{f' · {chunk.direction}' if chunk.direction else ''}"
    raw = as_dict(chunk.raw[0] if isinstance(chunk.raw, list) and chunk.raw else chunk.raw)
    return head if not chunk.kind or "__type__" in raw or chunk.kind in raw.values() else f"{head} · {chunk.kind}"


def _of_choice(event: Event, limit: int | None) -> tuple[str, str]:
    """(kind, delta) of an event; choices after the first are named, as the pieces of several come in turn."""
    kind, delta = _words(event, limit)
    choice = getattr(event, "choice", 0)
    return kind, f"{delta}  choice {choice}".strip() if choice else delta


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
    """A text without the blanks around it, cut at `limit` characters; those behind are not looked at."""
    if limit is None:
        return text.strip()
    begin = next((index for index, character in enumerate(text) if not character.isspace()), 0)
    return text[begin : begin + limit].rstrip()


def quoted(text: str, limit: int | None = ROW) -> str:
    """A delta in quotes, so that its blanks are seen, with its line ends escaped; cut at `limit` characters."""
    inner = text[:limit].replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    return f"“{inner}”"
