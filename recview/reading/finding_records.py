"""A finding as `check --output-format json` and `diff --json` write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.findings import WHOLE_FILE, Finding

if TYPE_CHECKING:
    from recview.reading.check_record_types import FindingRecord


def finding_record(finding: Finding) -> FindingRecord:
    """The record of a finding."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "path": finding.path,
        "index": None if finding.index == WHOLE_FILE else finding.index,
        "at": finding.at or None,
        "message": finding.message,
    }
