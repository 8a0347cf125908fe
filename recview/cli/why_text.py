"""What `recview why` writes for people: for each miss what it is, why, the nearest recordings, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from recview.checks.misses.causes import words_of
from recview.checks.misses.explaining import Candidate, Explanation
from recview.cli.diff_writing import write_line
from recview.cli.output import Out
from recview.cli.why_record import covered_value
from recview.display.mask import covered
from recview.humanize import one_line, plural
from recview.model import Json
from recview.pages.difference_lines import Line, difference_lines
from recview.verdicts.comparison import Difference

_WORDS = {"ogx": "OGX", "vcr-ruby": "Ruby's VCR", "polly": "Polly.js"}


def write_text(out: Out, explanations: Sequence[Explanation]) -> None:
    """Write why each miss was not found."""
    for index, explanation in enumerate(explanations):
        if index:
            write_line(out, [])
        for line in _lines(explanation, secrets=out.secrets):
            write_line(out, line)


def _lines(explanation: Explanation, *, secrets: bool) -> Iterator[Line]:
    miss, words = explanation.miss, words_of(explanation)
    yield [(miss.test or "a test that the text does not name", "bold"), (f"  {_recorder(explanation)}", "dim")]
    asked = (miss.hash, miss.method, miss.url, miss.model, miss.cassette)
    if any(asked):
        yield [(f"  {one_line('  '.join(filter(None, asked)))}", "dim")]
    yield [(f"  {words.summary}", "warning")]
    for detail in miss.details:
        yield [(f"    {one_line(detail)}", "text")]
    for candidate in explanation.candidates:
        yield from _candidate_lines(candidate, secrets=secrets)
    yield [(f"  {words.remedy}", "text")]


def _recorder(explanation: Explanation) -> str:
    return _WORDS.get(explanation.miss.recorder, explanation.miss.recorder)


def _candidate_lines(candidate: Candidate, *, secrets: bool) -> Iterator[Line]:
    call = candidate.call
    number = f" #{call.index + 1}" if call.index else ""
    line: Line = [(f"  {one_line(call.path)}{number}", "accent")]
    if candidate.likeness is not None:
        line.append((f"  {candidate.likeness:.0%} the same", "dim"))
    yield line
    if call.test_id:
        yield [(f"    {one_line(call.test_id)}", "dim")]
    difference = candidate.difference
    if difference is None or not difference.at:
        return
    values = (difference.recorded, difference.sent)
    old, new = values if secrets else (cast("Json", covered_value(difference.at, value)) for value in values)
    shown = Difference("differs first at", difference.at, old, new)
    for piece in difference_lines(shown, (lambda text: text) if secrets else covered, whole=False):
        yield [("    ", "text"), *piece]
    if difference.paths > 1:
        yield [(f"    and at {plural(difference.paths - 1, 'other path')}", "dim")]
