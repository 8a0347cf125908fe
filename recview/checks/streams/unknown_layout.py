"""T111: an answer that no protocol here reads, though a model was asked."""

from __future__ import annotations

from collections.abc import Iterator

from recview.checks.checked_file import CheckedRecording
from recview.checks.rule import Check, Fault, Rule
from recview.checks.streams.answers import answer_kind, place, speaks_a_protocol

RULE = Rule(
    id="T111",
    name="unknown-layout",
    severity="info",
    summary="A model was asked, and no protocol here reads the answer: it is shown as recorded.",
    why="What is shown as recorded is not searched, compared or checked as an answer is.",
    remedy="See whether the body is what the API sends; if it is, recview lacks its protocol: please report it.",
)


def _faults(checked: CheckedRecording) -> Iterator[Fault]:
    recording = checked.recording
    if answer_kind(recording) == "unknown" and speaks_a_protocol(recording):
        yield Fault(RULE, place(recording), recording.conversation.why or f"no chunk is one of {recording.protocol}")


CHECK = Check((RULE,), _faults)
