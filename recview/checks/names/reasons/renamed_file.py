"""N106: the file was renamed or copied: the ids in its answer tell another name."""

from __future__ import annotations

from recview.checks.names.case import Case
from recview.checks.names.recorded_name import recorded_name
from recview.checks.rule import Rule

RULE = Rule(
    id="N106",
    name="renamed-file",
    severity="error",
    summary="The file was renamed or copied: the ids in its answer tell another name.",
    why="Ids of an answer begin with the hash that it was recorded under; no replay looks for the name of today.",
    remedy="Record its test again, or rename the file to the expected name.",
)


def message(case: Case) -> str:
    """Why no replay finds the recording; empty if that is not why."""
    if not recorded_name(case.path.rpartition("/")[2]).hash:
        return "renamed or copied: its name is not a hash"
    written_as = case.fact.written_as
    return f"renamed or copied: its answer was written under a name that begins with {written_as}" if written_as else ""
