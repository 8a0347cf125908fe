"""N101: a name of 12 digits, from before 4 October 2025."""

from __future__ import annotations

from recview.checks.names.case import Case
from recview.checks.rule import Rule

RULE = Rule(
    id="N101",
    name="legacy-name",
    severity="error",
    summary="A name of 12 digits, from before 4 October 2025.",
    why="Recorders since then hash the test, too, and look for 64 digits: none finds this file.",
    remedy="Record the test again, then delete the file: which test it belongs to is not recorded in it.",
)


def message(case: Case) -> str:
    """Why no replay finds the recording; empty if that is not why."""
    way = case.fact.way
    return "the name is a hash of 12 digits without its test, as before 4 October 2025" if way and way.is_first else ""
