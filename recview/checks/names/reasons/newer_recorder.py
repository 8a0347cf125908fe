"""N112: a name by a newer recorder than the one that is asked about."""

from __future__ import annotations

from recview.checks.names.case import Case
from recview.checks.names.normalization import STEP_WORDS
from recview.checks.rule import Rule

RULE = Rule(
    id="N112",
    name="newer-recorder",
    severity="error",
    summary="A name by a newer recorder than the one that is asked about.",
    why="The recorder that was chosen with --generation does not know a step that this name was computed with.",
    remedy="Choose the generation that recorded it, or let recview find it out.",
)


def message(case: Case) -> str:
    """Why no replay finds the recording; empty if that is not why."""
    way = case.fact.way
    if way is None or not way.steps:
        return ""
    steps = [step for step in way.steps if step not in case.generation.steps]
    words = "; ".join(STEP_WORDS[step] for step in steps)
    return f"the name was computed with a step that the recorder does not know: {words}" if steps else ""
