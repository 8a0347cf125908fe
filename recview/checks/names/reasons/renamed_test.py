"""N103: the test was renamed inside the file, and the file kept its name."""

from __future__ import annotations

from recview.checks.names.case import Case
from recview.checks.rule import Rule

RULE = Rule(
    id="N103",
    name="renamed-test",
    severity="error",
    summary="The test was renamed inside the file, and the file kept its name.",
    why="The name is the hash of the request and the test: a replay of the renamed test looks for another name.",
    remedy="Rename the file to the expected name (`recview check --fix-plan`), or record its test again.",
)


def message(case: Case) -> str:
    """Why no replay finds the recording; empty if that is not why."""
    earlier = case.earlier
    if earlier is None or earlier.test_id == case.test:
        return ""
    old = f"the test {earlier.test_id}" if earlier.test_id else "no test"
    return (
        f"the test was renamed inside the file: the name is the hash with {old}, as in git's object {earlier.revision}"
    )
