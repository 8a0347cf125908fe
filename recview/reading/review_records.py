"""What `recview review --list --json` writes: how far a review has come, and every change with what was decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from recview.verdicts.decisions import Decisions, progress
from recview.verdicts.kinds import CLASSES
from recview.verdicts.listed_changes import ListedChange

if TYPE_CHECKING:
    from recview.reading.change_record_types import ReviewedChangeRecord, ReviewRecord


def review_record(
    changes: Sequence[ListedChange],
    chosen: Sequence[ListedChange],
    decisions: Decisions,
    keys: Mapping[str, str],
    identical: int,
) -> ReviewRecord:
    """The record of a review.

    Args:
        changes: All changes, which are counted.
        chosen: Those that are listed.
        decisions: What was decided.
        keys: The key of each pair of contents.
        identical: How many files have the same bytes on both sides.
    """
    counts = Counter[str](change.class_ for change in changes)
    seen = progress(changes, decisions)
    return {
        "counts": {name: counts[name] + (identical if name == "identical" else 0) for name in CLASSES},
        "progress": {"class": seen.class_, "seen": seen.seen, "total": seen.total},
        "changes": [_change(change, keys[change.pair], decisions) for change in chosen],
    }


def _change(change: ListedChange, key: str, decisions: Decisions) -> ReviewedChangeRecord:
    decision = decisions.of(change)
    return {
        "key": key,
        "before": change.before,
        "after": change.after,
        "test_id": change.test_id or None,
        "provider": change.provider or None,
        "class": change.class_,
        "kinds": list(change.kinds),
        "words": list(change.words),
        "findings": list(change.findings.words),
        "ambiguity": change.ambiguity or None,
        "decision": decision.word or None,
        "note": decision.note or None,
    }
