"""What is known at the playhead: usage and finish_reason, `not yet` until their chunk has come."""

from __future__ import annotations

from recview.model import Conversation, Usage
from recview.protocols.finishes import normal, spelled
from recview.replay.transcript import Transcript

Fact = tuple[str, str, str]
"""(label, value, ink)."""


def usage_facts(usage: Usage | None, *, coming: bool) -> list[Fact]:
    """The token counts as recorded."""
    if usage is None:
        return [("usage", "not yet" if coming else "none recorded", "faint")]
    main = (("input", usage.input), ("output", usage.output), ("total", usage.total))
    rest = (("cached", usage.cached), ("cache write", usage.cache_write), ("reasoning", usage.reasoning))
    facts = [(name, "–" if count is None else f"{count:,}", "bold") for name, count in main]
    return facts + [(name, f"{count:,}", "text") for name, count in rest if count is not None]


_FINISH_INKS = {"stop": "text", "stop_sequence": "text", "tool_calls": "tool"}
"""By normal form; the others are worth a look."""


def finish_facts(transcript: Transcript, position: int) -> list[Fact]:
    """The finish_reason of every choice; several choices are told apart by their index."""
    facts: list[Fact] = []
    # A stream may hold thousands of answers, and this is drawn at every step.
    coming = {choice for _, choice, _ in transcript.finishes}
    came = {choice: reason for step, choice, reason in transcript.finishes if step < position}
    for choice in transcript.choices:
        label = "finish" if len(transcript.choices) == 1 else f"choice {choice}"
        if choice in came:
            facts.append((label, spelled(came[choice]), _FINISH_INKS.get(normal(came[choice]), "warning")))
        elif choice in coming:
            facts.append((label, "not yet", "faint"))
        else:
            facts.append((label, "none recorded", "warning"))
    return facts


def facts_at(recording: Conversation, transcript: Transcript, position: int) -> list[Fact]:
    """All of them, at a position."""
    if recording.card or recording.why:
        return [("read as", "raw: not decoded" if recording.why else "not a conversation", "text")]
    errors = _error_facts(transcript, position)
    if errors and not transcript.finishes and not any(block.is_said for block in transcript.blocks):
        return errors
    coming = transcript.usage(transcript.total) is not None
    return errors + usage_facts(transcript.usage(position), coming=coming) + finish_facts(transcript, position)


def _error_facts(transcript: Transcript, position: int) -> list[Fact]:
    """The last error that had come; that of a call which failed as a whole is there from the start."""
    came = [
        failure
        for step, failure in transcript.failures
        if step < position or not transcript.total or failure.source == "exception"
    ]
    if not came:
        return []
    status = [("status", f"{came[-1].status}", "error")] if came[-1].status is not None else []
    return [("error", came[-1].type or "recorded", "error"), *status]
