"""N110: nothing looks for a recording of this kind any more."""

from __future__ import annotations

from recview.checks.names.case import Case
from recview.checks.rule import Rule

RULE = Rule(
    id="N110",
    name="no-reader",
    severity="error",
    summary="Nothing looks for a recording of this kind any more.",
    why="Its client is no longer replayed, or always asked live: the file is never read, whatever its name is.",
    remedy="Delete it.",
)


def message(case: Case) -> str:
    """Why no replay finds the recording; empty if that is not why."""
    has_name = case.is_right or case.fact.kind == "file_processor"
    return case.fact.why_unread(case.generation.name) if has_name else ""
