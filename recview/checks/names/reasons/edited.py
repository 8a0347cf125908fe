"""N105: the request, or its test, was edited after it was recorded."""

from __future__ import annotations

from recview.checks.names.case import Case
from recview.checks.rule import Rule

RULE = Rule(
    id="N105",
    name="edited-after-recording",
    severity="error",
    summary="The request, or its test, was edited after it was recorded.",
    why="The name is the hash of what was sent: a replay sends the old request and gets an answer to it, or none.",
    remedy="Record the test again; if the test sends what stands in the file now, rename it to the expected name.",
)


def message(case: Case) -> str:
    """Why no replay finds the recording; empty if that is not why."""
    way = case.fact.way
    if way and way.replaced:
        words = ", ".join(f"{old} by {new}" for new, old in way.replaced.items())
        return f"edited after it was recorded: the name is the hash with {words} replaced back"
    if case.earlier:
        return f"edited after it was recorded: the name is the hash of git's object {case.earlier.revision}"
    if case.fact.holds_itself:
        return "edited after it was recorded: its request holds the hash of itself, which no recorder can compute"
    return ""
