"""N107: a right name in a folder where its test does not look."""

from __future__ import annotations

from recview.checks.names.case import Case
from recview.checks.names.places import folder_of
from recview.checks.rule import Rule

RULE = Rule(
    id="N107",
    name="wrong-directory",
    severity="error",
    summary="A right name in a folder where its test does not look.",
    why="A replay looks into the folder of its test, then into the one for all tests.",
    remedy="Move the file to the folder of its test (`recview check --fix-plan`).",
)


def message(case: Case) -> str:
    """Why no replay finds the recording; empty if that is not why."""
    if not case.is_right or not case.is_bound_to_test:
        return ""
    is_fitting = case.places.is_fitting(folder_of(case.path), case.test)
    return "" if is_fitting else f"it does not lie where its test looks: {case.test.partition('::')[0]}"
