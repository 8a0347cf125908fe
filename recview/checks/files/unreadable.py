"""F101: a file, or an exchange in it, that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

from recview.checks.checked_file import CheckedRecording
from recview.checks.rule import Check, Fault, Rule

RULE = Rule(
    id="F101",
    name="unreadable",
    severity="error",
    summary="A file, or an exchange in it, cannot be read.",
    why="A recorder that cannot read a file takes it for absent: a replay fails, or the file is recorded anew.",
    remedy="Record it again, or restore it from git; a conflict or a cut file is named as such.",
)


def faults(checked: CheckedRecording) -> Iterator[Fault]:
    """A fault if the exchange or its answer could not be read, or not to the end."""
    if checked.recording.problem:
        yield Fault(RULE, "", checked.recording.problem)


CHECK = Check((RULE,), faults)
"""Of a file without any exchange the runner itself says it."""
