"""Usage and finish_reason at the playhead, each a `·` until its chunk is played.

A recording has the same rows at every position, so that nothing moves while it replays.
"""

from __future__ import annotations

from recview.events import Conversation
from recview.model import Usage
from recview.replay.transcript import Transcript

Fact = tuple[str, str, str]
"""(label, value, style)."""


COMING: tuple[str, str] = ("·", "faint")
"""(value, style) of a fact whose chunk is not played yet."""


def usage_facts(usage: Usage | None, last: Usage | None, *, goes_on: bool = False) -> list[Fact]:
    """The token counts as recorded.

    Args:
        usage: The last report at the playhead; None before the first.
        last: The last report of the answer; None if it has none.
        goes_on: Whether more of the answer follows than was read yet.
    """
    if last is None and goes_on:
        last = Usage()
    if last is None:
        return [("usage", "none recorded", "faint")]
    main = (("input", "input", "bold"), ("output", "output", "bold"), ("total", "total", "bold"))
    rest = (("cached", "cached", "text"), ("cache write", "cache_write", "text"), ("reasoning", "reasoning", "text"))
    rows = (*main, *(row for row in rest if getattr(last, row[1]) is not None))
    return [(label, *_count(usage, key, style)) for label, key, style in rows]


def _count(usage: Usage | None, key: str, style: str) -> tuple[str, str]:
    if usage is None:
        return COMING
    count: int | None = getattr(usage, key)
    return ("–" if count is None else f"{count:,}"), style


_FINISH_STYLES = {"stop": "text", "stop_sequence": "text", "tool_calls": "tool"}
"""The style of a finish_reason by its normal form; the others are warnings."""


def finish_facts(transcript: Transcript, position: int) -> list[Fact]:
    """The finish_reason of every choice, labelled by its index where there are several."""
    facts: list[Fact] = []
    # A stream may hold thousands of answers, and this is drawn at every step.
    coming = {finish.choice for finish in transcript.finishes}
    came = {finish.choice: finish for finish in transcript.finishes if finish.step < position}
    for choice in transcript.choices:
        label = "finish" if len(transcript.choices) == 1 else f"choice {choice}"
        if choice in came:
            facts.append((label, came[choice].words, _FINISH_STYLES.get(came[choice].form, "warning")))
        elif choice in coming or transcript.goes_on:
            facts.append((label, *COMING))
        else:
            facts.append((label, "none recorded", "warning"))
    return facts


def read_as(conversation: Conversation) -> str:
    """How an exchange was read that has no counts to show; empty for a decoded conversation."""
    if conversation.why:
        return "raw: not decoded"
    return "not a conversation" if conversation.card else ""


def facts_at(other: str, transcript: Transcript, position: int) -> list[Fact]:
    """All facts at a position.

    Args:
        other: What `read_as` returns of the conversation.
        transcript: The answer.
        position: How many steps were played.
    """
    if other:
        return [("read as", other, "text")]
    errors = _error_facts(transcript, position)
    if errors and not transcript.finishes and not any(block.is_of_choice for block in transcript.blocks):
        return errors
    last = transcript.usage(transcript.total)
    usage = usage_facts(transcript.usage(position), last, goes_on=transcript.goes_on)
    return errors + usage + finish_facts(transcript, position)


def _error_facts(transcript: Transcript, position: int) -> list[Fact]:
    """The last error at a position; that of a call which failed as a whole is there from the start."""
    failures = [failure for _, failure in transcript.failures]
    if not failures:
        return []
    came = [
        failure
        for step, failure in transcript.failures
        if step < position or not transcript.total or failure.source == "exception"
    ]
    has_status = any(failure.status is not None for failure in failures)
    if not came:
        return [("error", *COMING), *([("status", *COMING)] if has_status else [])]
    status = "–" if came[-1].status is None else f"{came[-1].status}"
    return [("error", came[-1].type or "recorded", "error"), *([("status", status, "error")] if has_status else [])]
