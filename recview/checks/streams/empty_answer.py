"""T103: an answer in which nothing is."""

from __future__ import annotations

from collections.abc import Iterator

from recview import events as ev
from recview.checks.checked_file import CheckedRecording
from recview.checks.rule import Check, Fault, Rule
from recview.checks.streams.answers import (
    answer_kind,
    finishes,
    is_under_way,
    is_unusual,
    output,
    place,
    speaks_a_protocol,
)
from recview.checks.streams.endings import cut_choices, promises_an_answer
from recview.reading.recording import Recording

RULE = Rule(
    id="T103",
    name="empty-answer",
    severity="warning",
    summary="An answer has no text, refusal, call or media, or its body is empty.",
    why="A test that runs on it tests nothing, and a client may fail on a body that is empty.",
    remedy="Record it again; if the model answers nothing once more, ask it otherwise.",
)


def _faults(checked: CheckedRecording) -> Iterator[Fault]:
    recording = checked.recording
    kind = answer_kind(recording)
    if kind == "blank" and speaks_a_protocol(recording):
        status = recording.exchange.response.status
        yield Fault(RULE, place(recording), f"the body is empty, of status {status}" if status else "the body is empty")
    elif kind == "conversation" and _is_empty(recording):
        has_thought = any(isinstance(event, ev.ReasoningDelta) for event in recording.conversation.events)
        yield Fault(RULE, place(recording), "it has reasoning only" if has_thought else "nothing is in it")


_OF_LOADING = frozenset({"load", "unload"})
"""What Ollama answers with when it is asked to load a model, or to let it go."""


def _is_empty(recording: Recording) -> bool:
    """Whether an answer brings nothing, and its ending does not say why."""
    if not promises_an_answer(recording) or is_under_way(recording) or any(map(_says_something, output(recording))):
        return False
    ended = finishes(recording).values()
    if any(is_unusual(finished) or finished.reason in _OF_LOADING for finished in ended):
        return False
    return not cut_choices(recording)


def _says_something(event: ev.Event) -> bool:
    if isinstance(event, ev.TextDelta | ev.RefusalDelta | ev.Noted):
        return bool(event.text.strip())
    return isinstance(event, ev.ToolCallDelta)


CHECK = Check((RULE,), _faults)
