"""F101: a file that cannot be read, or not to its end."""

from __future__ import annotations

from collections.abc import Iterator

from recview.checks.checked_file import CheckedRecording
from recview.checks.rule import Check, Fault, Rule

RULE = Rule(
    id="F101",
    name="unreadable",
    severity="error",
    summary="A file cannot be read, or not to its end.",
    why="A recorder that cannot read a file takes it for absent: a replay fails, or the file is recorded anew.",
    remedy="Record it again, or restore it from git.",
)


def faults(checked: CheckedRecording) -> Iterator[Fault]:
    """A fault of the last exchange of a file that ends early; of a file without any, the runner says it."""
    if checked.recording.readability.reason:
        yield Fault(RULE, "", checked.recording.readability.reason)


CHECK = Check((RULE,), faults)
