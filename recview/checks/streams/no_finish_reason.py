"""T101: a choice that does not say how it ended."""

from __future__ import annotations

from collections.abc import Iterator

from recview.checks.checked_file import CheckedRecording
from recview.checks.rule import Check, Fault, Rule
from recview.checks.streams.answers import place
from recview.checks.streams.endings import open_choices

RULE = Rule(
    id="T101",
    name="no-finish-reason",
    severity="warning",
    summary="A choice does not say how it ended, though its protocol promises a finish_reason.",
    why="A client that waits for a finish_reason gets none: whether it takes the answer for whole is up to the client.",
    remedy="Record it again if the server sends a finish_reason by now. Some servers never do: then ignore the rule.",
)


def _faults(checked: CheckedRecording) -> Iterator[Fault]:
    recording = checked.recording
    for choice in open_choices(recording):
        if not choice.is_cut:
            yield Fault(RULE, place(recording, choice.choice), "it has no finish_reason")


CHECK = Check((RULE,), _faults)
