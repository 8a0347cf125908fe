"""T101: a choice that does not say how it ended."""

from __future__ import annotations

from collections.abc import Iterator

from recview.checks.rule import Fault, Rule
from recview.checks.streams.answers import Answer
from recview.checks.streams.endings import open_choices

RULE = Rule(
    id="T101",
    name="no-finish-reason",
    severity="warning",
    summary="A choice does not say how it ended, though its protocol promises a finish_reason.",
    why="A client that waits for a finish_reason gets none: whether it takes the answer for whole is up to the client.",
    remedy="Record it again if the server sends a finish_reason by now. Some servers never do: then ignore the rule.",
)


def faults(answer: Answer) -> Iterator[Fault]:
    """A fault for each choice that does not say how it ended, in an answer that is whole."""
    for choice in open_choices(answer):
        if not choice.is_cut:
            yield Fault(RULE, answer.at(choice.choice), "it has no finish_reason")
