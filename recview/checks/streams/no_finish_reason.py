"""T101: a stream of chat that ends without a finish_reason."""

from __future__ import annotations

from collections.abc import Iterator

from recview.checks.checked_file import CheckedRecording
from recview.checks.rule import Check, Fault, Rule

RULE = Rule(
    id="T101",
    name="no-finish-reason",
    severity="error",
    summary="A choice of a streamed chat ends without a finish_reason.",
    why="A stream that was cut off leaves no other trace: what a replay serves ends in mid-sentence.",
    remedy="Record it again.",
)

_PROTOCOLS = ("openai.chat", "openai.completions")


def faults(checked: CheckedRecording) -> Iterator[Fault]:
    """A fault for each choice that says something and does not say how it ended."""
    recording = checked.recording
    if not recording.exchange.response.streaming or recording.protocol not in _PROTOCOLS or recording.failure:
        return
    for choice in recording.choices:
        if not choice.finish and (choice.text or choice.calls):
            at = f"choice {choice.number}" if len(recording.choices) > 1 else ""
            yield Fault(RULE, at, "it ends without a finish_reason")


CHECK = Check((RULE,), faults)
