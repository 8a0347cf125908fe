"""F102: an answer that cannot be read, so that no rule could look at it."""

from __future__ import annotations

from collections.abc import Iterator

from recview.checks.checked_file import CheckedRecording
from recview.checks.rule import Check, Fault, Rule

RULE = Rule(
    id="F102",
    name="answer-not-read",
    severity="info",
    summary="An answer cannot be read, or not all of it.",
    why="It is packed in a way that recview does not unpack here, kept elsewhere, or damaged: no rule looked into it.",
    remedy="Install recview[packed] for brotli and zstd; record it again if it is damaged.",
)


def faults(checked: CheckedRecording) -> Iterator[Fault]:
    """A fault if the answer could not be read to its end."""
    if problem := checked.recording.exchange.response.problem:
        yield Fault(RULE, "answer", problem)


CHECK = Check((RULE,), faults)
