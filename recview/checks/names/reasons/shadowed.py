"""N108: a file of the same name lies in the folder of its test, which is looked through first."""

from __future__ import annotations

from recview.checks.names.case import Case
from recview.checks.names.recorded_name import recorded_name
from recview.checks.rule import Rule

RULE = Rule(
    id="N108",
    name="shadowed",
    severity="error",
    summary="A file of the same name lies in the folder of its test, which is looked through first.",
    why="Of two files of one name a replay reads the one in the folder of the test: the other is never read.",
    remedy="Delete it, if the other one is as it should be.",
)


def message(case: Case) -> str:
    """Why no replay finds the recording; empty if that is not why."""
    is_list = recorded_name(case.expected_name).digest is not None
    if not case.is_right or not case.is_bound_to_test or is_list:
        return ""
    copy = case.places.own_copy(case.path, case.test)
    return f"never read: {copy} comes first" if copy else ""
