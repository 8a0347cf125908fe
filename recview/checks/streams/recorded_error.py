"""T109: an error in the place of an answer, or in the middle of one."""

from __future__ import annotations

from collections.abc import Iterator

from recview.checks.checked_file import CheckedRecording
from recview.checks.rule import Check, Fault, Rule
from recview.checks.streams.answers import answer_kind, finishes, form_of, place
from recview.model import Failure

RULE = Rule(
    id="T109",
    name="recorded-error",
    severity="info",
    summary="An exception, an HTTP error or an error inside a stream was recorded.",
    why="A replay raises it again. Tests record errors on purpose; a rate limit or a refused key got in by chance.",
    remedy="If it is not on purpose, record it again.",
)

_WORDS = {"exception": "the client raised", "response": "the server answered", "stream": "the stream breaks:"}


def _faults(checked: CheckedRecording) -> Iterator[Fault]:
    recording = checked.recording
    failure = recording.failure or recording.exchange.response.failure
    kind = answer_kind(recording)
    if failure:
        yield Fault(RULE, place(recording, chunk=_chunk(checked)), f"{_WORDS[failure.source]} {_kind_of(failure)}")
    elif kind == "failed":
        yield Fault(RULE, place(recording), f"the server answered with status {recording.exchange.response.status}")
    elif kind == "conversation":
        for choice, finished in sorted(finishes(recording).items()):
            if form_of(finished) == "error":
                yield Fault(RULE, place(recording, choice, finished.chunk), f"it ends with {finished.reason}")


def _kind_of(failure: Failure) -> str:
    """The type and status of an error, without its message, which may quote a key."""
    status = f"{failure.status}" if failure.status is not None else ""
    return " ".join(dict.fromkeys(filter(None, (failure.type or failure.code or "an error", status))))


def _chunk(checked: CheckedRecording) -> int | None:
    failures = checked.recording.transcript.failures
    return failures[-1][0] if failures else None


CHECK = Check((RULE,), _faults)
