"""N111: a name by a recorder between two releases."""

from __future__ import annotations

from recview.checks.names.case import Case
from recview.checks.names.normalization import STEP_WORDS
from recview.checks.rule import Rule

RULE = Rule(
    id="N111",
    name="draft-recorder",
    severity="error",
    summary="A name by a recorder between two releases.",
    why="For days in October 2025 and April 2026 requests were made comparable in steps that no other recorder knows.",
    remedy="Rename the file to the expected name (`recview check --fix-plan`), or record its test again.",
)


def message(case: Case) -> str:
    """Why no replay finds the recording; empty if that is not why."""
    way = case.fact.way
    if way is None or not way.drafts:
        return ""
    return f"the name was computed by a draft of the recorder: {'; '.join(STEP_WORDS[step] for step in way.drafts)}"
