"""What `recview check --output-format json` writes: one object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.cli.checked_tree import CheckedTree
from recview.findings import WHOLE_FILE, Finding, NameVerdict

if TYPE_CHECKING:
    from recview.reading.check_record_types import CheckRecord, FindingRecord, NameRecord


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
        "findings": list(map(_finding, checked.findings)),
    }


def _name(name: NameVerdict) -> NameRecord:
    return {
        "path": name.path,
        "reachable": name.reachable,
        "reason": name.reason or None,
        "expected": name.expected or None,
    }


def _finding(finding: Finding) -> FindingRecord:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "path": finding.path,
        "index": None if finding.index == WHOLE_FILE else finding.index,
        "at": finding.at or None,
        "message": finding.message,
    }
