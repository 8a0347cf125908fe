"""T102: a choice that reached its limit of tokens."""

from __future__ import annotations

from collections.abc import Iterator

from recview.checks.rule import Fault, Rule
from recview.checks.streams.answers import Answer

RULE = Rule(
    id="T102",
    name="cut-by-length",
    severity="info",
    summary="A choice ends because it reached its limit of tokens.",
    why="The answer goes no further than the limit: a sentence, or the arguments of a call, may end in the middle. "
    "Tests record this on purpose, to spend few tokens.",
    remedy="If it is not on purpose, raise max_tokens in the test and record it again.",
)


def faults(answer: Answer) -> Iterator[Fault]:
    """A fault for each choice that reached its limit."""
    for choice, finished in sorted(answer.finishes.items()):
        if finished.form == "length" and answer.kind == "conversation":
            yield Fault(RULE, answer.at(choice), f"it ends with {finished.reason}")
