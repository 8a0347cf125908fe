"""What `recview check --output-format json` writes: one object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.cli.checked_tree import CheckedTree
from recview.findings import NameVerdict
from recview.reading.finding_records import finding_record

if TYPE_CHECKING:
    from recview.reading.check_record_types import CheckRecord, NameRecord


def check_record(checked: CheckedTree) -> CheckRecord:
    """The record of a run: its keys are a promise to programs."""
    return {
        "summary": {
            "recordings": checked.recordings,
            "reachable": checked.reachable,
            "unreachable": checked.reasons,
            "generation": checked.generation or None,
        },
        "names": list(map(_name, checked.names)),
        "findings": list(map(finding_record, checked.findings)),
    }


def _name(name: NameVerdict) -> NameRecord:
    return {
        "path": name.path,
        "reachable": name.reachable,
        "reason": name.reason or None,
        "expected": name.expected or None,
    }
