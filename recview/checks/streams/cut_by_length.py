"""T102: a choice that reached its limit of tokens."""

from __future__ import annotations

from collections.abc import Iterator

from recview.checks.checked_file import CheckedRecording
from recview.checks.rule import Check, Fault, Rule
from recview.checks.streams.answers import answer_kind, finishes, form_of, place

RULE = Rule(
    id="T102",
    name="cut-by-length",
    severity="info",
    summary="A choice ends because it reached its limit of tokens.",
    why="The answer goes no further than the limit: a sentence, or the arguments of a call, may end in the middle. "
    "Tests record this on purpose, to spend few tokens.",
    remedy="If it is not on purpose, raise max_tokens in the test and record it again.",
)


def _faults(checked: CheckedRecording) -> Iterator[Fault]:
    recording = checked.recording
    if answer_kind(recording) != "conversation":
        return
    for choice, finished in sorted(finishes(recording).items()):
        if form_of(finished) == "length":
            yield Fault(RULE, place(recording, choice), f"it ends with {finished.reason}")


CHECK = Check((RULE,), _faults)
