"""What `recview diff --json` writes: how many recordings are of each class, and every change with its differences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from recview.model import Json
from recview.reading.finding_records import finding_record
from recview.verdicts.changes import Change, Changes, gone_findings, new_findings
from recview.verdicts.comparison import MISSING, Difference, Missing

if TYPE_CHECKING:
    from recview.reading.change_record_types import ChangeRecord, DifferenceRecord, DiffRecord


def diff_record(changes: Changes, chosen: Sequence[Change]) -> DiffRecord:
    """The record of a comparison.

    Args:
        changes: All changes, which are counted.
        chosen: Those that are listed.
    """
    return {
        "counts": {**changes.counts()},
        "changes": list(map(_change, chosen)),
        "findings": {
            "new": [finding_record(new.finding) for new in new_findings(chosen)],
            "gone": gone_findings(chosen),
        },
    }


def _change(change: Change) -> ChangeRecord:
    comparison = change.comparison
    return {
        "before": change.before,
        "after": change.after,
        "test_id": change.test_id or None,
        "provider": change.provider or None,
        "class": change.class_,
        "kinds": list(comparison.kinds),
        "differences": [_difference(each) for each in (*comparison.differences, *comparison.noise)],
        "ambiguity": change.ambiguity or None,
    }


def _difference(difference: Difference) -> DifferenceRecord:
    kind, at, before, after = difference
    return {"kind": kind, "at": at, "before": _value(before), "after": _value(after)}


def _value(value: Json | Missing) -> Json:
    return None if value is MISSING else value
