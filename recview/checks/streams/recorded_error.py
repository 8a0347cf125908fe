"""T109: an error in the place of an answer, or in the middle of one."""

from __future__ import annotations

from collections.abc import Iterator

from recview.checks.rule import Fault, Rule
from recview.checks.streams.answers import Answer
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


def faults(answer: Answer) -> Iterator[Fault]:
    """A fault for the error that was recorded, and for each choice that ended with one."""
    recording = answer.recording
    failure = recording.failure or recording.exchange.response.failure
    kind = answer.kind
    if failure:
        yield Fault(RULE, answer.at(chunk=_chunk(answer)), f"{_WORDS[failure.source]} {_kind_of(failure)}")
    elif kind == "failed":
        yield Fault(RULE, answer.at(), f"the server answered with status {recording.exchange.response.status}")
    elif kind == "conversation":
        for choice, finished in sorted(answer.finishes.items()):
            if finished.form == "error":
                yield Fault(RULE, answer.at(choice, finished.step), f"it ends with {finished.reason}")


def _kind_of(failure: Failure) -> str:
    """The type and status of an error, without its message, which may quote a key."""
    status = f"{failure.status}" if failure.status is not None else ""
    return " ".join(dict.fromkeys(filter(None, (failure.type or failure.code or "an error", status))))


def _chunk(answer: Answer) -> int | None:
    failures = answer.recording.transcript.failures
    return failures[-1][0] if failures else None
