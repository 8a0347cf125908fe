"""N102: a name by an older recorder, which made requests comparable in fewer steps."""

from __future__ import annotations

from recview.checks.names.case import Case
from recview.checks.names.normalization import STEP_WORDS, STEPS, Step
from recview.checks.names.ways import Way
from recview.checks.rule import Rule

RULE = Rule(
    id="N102",
    name="older-normalization",
    severity="error",
    summary="A name by an older recorder, which made requests comparable in fewer steps.",
    why="The recorder of today changes the request before it hashes it, and looks for another name.",
    remedy="Rename the file to the expected name (`recview check --fix-plan`), or record its test again.",
)


def message(case: Case) -> str:
    """Why no replay finds the recording; empty if that is not why."""
    way = case.fact.way
    if way is None:
        return ""
    missing = missing_steps(way, case)
    if not missing:
        return ""
    return f"the name was computed without a step of today: {'; '.join(STEP_WORDS[step] for step in missing)}"


def missing_steps(way: Way, case: Case) -> tuple[Step, ...]:
    """The steps that change the request by the recorder of today, and had not when the name was computed."""
    return tuple(
        step for step in STEPS if step in case.fact.steps and step in case.generation.steps and step not in way.steps
    )
