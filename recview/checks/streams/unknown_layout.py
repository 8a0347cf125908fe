"""T111: an answer that no protocol here reads, though a model was asked."""

from __future__ import annotations

from collections.abc import Iterator

from recview.checks.rule import Fault, Rule
from recview.checks.streams.answers import Answer

RULE = Rule(
    id="T111",
    name="unknown-layout",
    severity="info",
    summary="A model was asked, and no protocol here reads the answer: it is shown as recorded.",
    why="What is shown as recorded is not searched, compared or checked as an answer is.",
    remedy="See whether the body is what the API sends; if it is, recview lacks its protocol: please report it.",
)


def faults(answer: Answer) -> Iterator[Fault]:
    """A fault if no protocol reads what a model answered."""
    if answer.kind == "unknown" and answer.speaks_a_protocol:
        recording = answer.recording
        yield Fault(RULE, answer.at(), recording.conversation.why or f"no chunk is one of {recording.protocol}")
