"""N109: no test is recorded, and the name cannot be computed without one."""

from __future__ import annotations

from recview.checks.names.case import Case
from recview.checks.rule import Rule

RULE = Rule(
    id="N109",
    name="no-test-id",
    severity="error",
    summary="No test is recorded, and the name cannot be computed without one.",
    why="The name is the hash of the request together with the test: without it nothing can tell whether it is right.",
    remedy="Record the test again, then delete the file.",
)


def message(case: Case) -> str:
    """Why no replay finds the recording; empty if that is not why."""
    return "" if case.test else "no test is recorded in it, and without one the request has another name"
