"""What a reader should look at in a recording as soon as it is written."""

from __future__ import annotations

from recview.events import (
    UNUSUAL_FORMS,
    Conversation,
    Failed,
    Finished,
    Noted,
    RefusalDelta,
    TextDelta,
    ToolCallDelta,
    UsageReported,
)
from recview.model import Exchange
from recview.protocols.finishes import normal
from recview.protocols.shared.chunk_notes import FRAMING
from recview.verdicts.flags import EMPTY, EXCEPTION, NO_FINISH, NO_USAGE


def flags(exchange: Exchange, conversation: Conversation) -> tuple[str, ...]:
    """The flags of an exchange: an error that was recorded, and for an answer how it ended and what it lacks.

    A finish_reason that cut the answer off or withheld it (`length`, `content_filter`…) is its own flag.
    """
    events = conversation.events
    if exchange.response.failure or any(isinstance(event, Failed) for event in events):
        return (EXCEPTION,)
    response = exchange.response
    if conversation.card or conversation.why or response.problem or response.is_absent:
        return ()
    finished = {event.choice: event.reason for event in events if isinstance(event, Finished)}
    output = [
        event
        for event in events
        if isinstance(event, TextDelta | RefusalDelta | ToolCallDelta)
        or (isinstance(event, Noted) and event.label != FRAMING)
    ]
    unusual = dict.fromkeys(reason for reason in finished.values() if normal(reason) in UNUSUAL_FORMS)
    flags = list(unusual)
    if not finished or any(event.choice not in finished for event in output):
        flags.append(NO_FINISH)
    if not any(_says_something(event) for event in output):
        flags.append(EMPTY)
    if not any(isinstance(event, UsageReported) for event in events):
        flags.append(NO_USAGE)
    return tuple(flags)


def _says_something(event: TextDelta | RefusalDelta | ToolCallDelta | Noted) -> bool:
    return isinstance(event, ToolCallDelta) or bool(event.text.strip())


def error(exchange: Exchange, conversation: Conversation) -> str:
    """The error that was recorded, as `RateLimitError 429`; empty if none was."""
    failures = [event.failure for event in conversation.events if isinstance(event, Failed)]
    failure = exchange.response.failure or (failures[-1] if failures else None)
    if failure is None:
        return ""
    words = [failure.type or failure.code or "error", f"{failure.status}" if failure.status is not None else ""]
    return " ".join(filter(None, words))
