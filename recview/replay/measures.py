"""The measures of an answer: what `ls --json` shows of it, computed without putting its text together."""

from __future__ import annotations

from collections.abc import Iterable

from recview.events import (
    Event,
    Failed,
    Finished,
    Noted,
    ReasoningDelta,
    RefusalDelta,
    Runner,
    TextDelta,
    ToolCallDelta,
    Unknown,
    UsageReported,
)
from recview.model import Failure, Usage
from recview.value import Value


class NamedCall(Value):
    """A tool call without its arguments: the tool's name, empty if none was sent, and who runs it."""

    name: str
    runs: Runner = "client"


class MeasuredChoice(Value):
    """One choice at its end.

    Attributes:
        number: Its index as recorded.
        finish: The last finish_reason that was sent; empty if none was.
        text_chars: The characters of its text; likewise of its reasoning and its refusal.
        calls: Its tool calls, in the order in which they began.
    """

    number: int
    finish: str
    text_chars: int = 0
    reasoning_chars: int = 0
    refusal_chars: int = 0
    calls: tuple[NamedCall, ...] = ()


class Measures(Value):
    """An answer at its end.

    Attributes:
        choices: In the order of their indexes.
        usage: The last usage that was reported.
        failure: The last error.
    """

    choices: tuple[MeasuredChoice, ...] = ()
    usage: Usage | None = None
    failure: Failure | None = None


def measure(events: Iterable[Event]) -> Measures:
    """Measure an answer by its events: it has the choices, lengths and calls that `fold` would find in them."""
    choices: dict[int, _GrowingChoice] = {}
    usage, failure = None, None
    for event in events:
        if isinstance(event, UsageReported):
            usage = event.usage
        elif isinstance(event, Failed):
            failure = event.failure
        elif not isinstance(event, Unknown):
            choice = choices.get(event.choice)
            if choice is None:
                choice = choices[event.choice] = _GrowingChoice()
            choice.add(event)
    return Measures(tuple(choices[number].measured(number) for number in sorted(choices)), usage, failure)


class _GrowingChoice:
    """What came of a choice so far."""

    __slots__ = ("_calls", "_finish", "_reasoning", "_refusal", "_text")

    def __init__(self) -> None:
        self._text = self._reasoning = self._refusal = 0
        self._finish = ""
        self._calls: dict[str, tuple[str, Runner, bool]] = {}

    def add(self, event: TextDelta | ReasoningDelta | RefusalDelta | ToolCallDelta | Noted | Finished) -> None:
        if isinstance(event, TextDelta):
            self._text += len(event.text)
        elif isinstance(event, ReasoningDelta):
            self._reasoning += len(event.text)
        elif isinstance(event, RefusalDelta):
            self._refusal += len(event.text)
        elif isinstance(event, Finished):
            self._finish = event.reason
        elif isinstance(event, ToolCallDelta):
            name, runs, has_arguments = self._calls.get(event.call, ("", "client", False))
            runs = event.runs if runs == "client" else runs
            # A name may come in pieces: each event has all of it so far, or none.
            self._calls[event.call] = event.name or name, runs, has_arguments or bool(event.arguments)

    def measured(self, number: int) -> MeasuredChoice:
        # A call without a name and arguments is none.
        calls = (NamedCall(name, runs) for name, runs, has_arguments in self._calls.values() if name or has_arguments)
        return MeasuredChoice(number, self._finish, self._text, self._reasoning, self._refusal, tuple(calls))
