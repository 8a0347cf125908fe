"""The findings of a recording as rows: of each its rule, where it is and what; of one also why, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from recview.display.lines import Line
from recview.display.severity_marks import MARKS
from recview.display.wrap import rows

if TYPE_CHECKING:
    from recview.findings import Finding, RuleText

_INDENT = 3
"""Cells before all but the first row of a finding: its mark and a blank on each side of it."""

_LEAST = 12
"""Cells of text that a row has, however narrow the panel is."""


def finding_rows(
    findings: Sequence[Finding], rules: Mapping[str, RuleText], chosen: int, width: int
) -> list[tuple[Line, int]]:
    """The rows of findings, each with the index of the finding that it is of.

    Args:
        findings: The findings.
        rules: What is to be said of their rules.
        chosen: The index of the one that is explained.
        width: Cells of a row.
    """
    if not findings:
        return [(Line(""), 0), (Line(" The checks find nothing here.", "dim"), 0)]
    lines = []
    for index, finding in enumerate(findings):
        lines += [(line, index) for line in _rows_of(finding, width)]
        if index == chosen and (text := rules.get(finding.rule)):
            lines += [(line, index) for line in _explained(text, width)]
        lines.append((Line(""), index))
    return lines[:-1]


def _rows_of(finding: Finding, width: int) -> Iterator[Line]:
    mark, style = MARKS[finding.severity]
    at = f"  {finding.at}" if finding.at else ""
    head = f" {mark} {finding.rule}{at}"
    for number, text in enumerate(_wrapped(head, width, 1 + len(finding.rule))):
        spans = [(0, 2, style), (3, 3 + len(finding.rule), "title")] if number == 0 else []
        yield Line(text, "dim", spans)
    for text in _wrapped(" " * _INDENT + finding.message, width, _INDENT):
        yield Line(text)


def _explained(text: RuleText, width: int) -> Iterator[Line]:
    for label, words in (("Why", text.why), ("What to do", text.remedy)):
        yield Line("")
        yield Line(f"{' ' * _INDENT}{label}", "title")
        yield from (Line(row, "dim") for row in _wrapped(" " * _INDENT + words, width, _INDENT))


def _wrapped(text: str, width: int, indent: int) -> Iterator[str]:
    """A text in rows of a width, all but the first indented."""
    laid = rows(text, max(_LEAST, width - indent))
    for number, (start, end) in enumerate(zip(laid.starts, laid.ends, strict=True)):
        yield text[start:end] if number == 0 else f"{' ' * indent}{text[start:end].lstrip()}"
