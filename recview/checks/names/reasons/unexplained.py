"""N113: the name is no hash of its request by any recorder that is known."""

from __future__ import annotations

from recview.checks.names.case import Case
from recview.checks.rule import Rule

RULE = Rule(
    id="N113",
    name="unexplained-name",
    severity="error",
    summary="The name is no hash of its request by any recorder that is known.",
    why="The request was edited, the test was renamed, or the recorder had changes of its own; git may know more.",
    remedy="Record its test again, then delete the file.",
)


def message(case: Case) -> str:
    """Why no replay finds the recording; empty if that is not why."""
    expected = f", which would be {case.expected_name}" if case.expected_name else ""
    return f"no known recorder computes this name from its request{expected}"
