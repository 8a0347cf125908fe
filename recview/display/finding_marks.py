"""The marks of findings on the rows of the list, and the words for what landed with one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from recview.display.sanitize import sanitize
from recview.display.tree_columns import ROOMY, StyledText
from recview.humanize import bounded, one_line, short, shorten
from recview.library.finding_table import FindingCount

if TYPE_CHECKING:
    from recview.findings import Finding

ERROR, WARNING = "◆", "◇"
"""The marks of a recording in which the checks find an error, and of one in which they find a warning."""

MARK = 2
"""Cells of the column of marks, with the blank before it."""

MARKS = {"error": (ERROR, "error"), "warning": (WARNING, "warning"), "info": ("·", "dim")}
"""By severity the mark and its style."""

_NAME = 40


def row_mark(count: FindingCount) -> StyledText:
    """The column of marks on the row of a recording."""
    if count.errors:
        return f" {ERROR}", "error"
    return (f" {WARNING}", "warning") if count.warnings else (" " * MARK, "text")


def branch_marks(count: FindingCount, width: int) -> list[StyledText]:
    """The marks of the recordings below a branch, each with its number; where there is little room, of errors alone."""
    marks = [(f"{ERROR}{short(count.errors)} ", "error")] if count.errors else []
    if count.warnings and width >= ROOMY:
        marks.append((f"{WARNING}{short(count.warnings)} ", "warning"))
    return marks


def landed_words(name: str, findings: Iterable[Finding]) -> str:
    """What a notice says of a recording that landed with findings that do not wait; empty if it has none.

    Args:
        name: What it is called.
        findings: What was found in it.
    """
    findings = [finding for finding in findings if finding.severity == "error" and finding.rule[0] in "SN"]
    secrets = [finding for finding in findings if finding.rule[0] == "S"]
    name = sanitize(shorten(one_line(bounded(name)), _NAME))
    if secrets:
        more = f" and {len(secrets) - 1:,} more" if len(secrets) > 1 else ""
        at = f": {sanitize(one_line(secrets[0].at))}" if secrets[0].at else ""
        return f"✗ a secret in {name}{at}{more}"
    if findings:
        return f"✗ no replay finds {name}: {sanitize(one_line(findings[0].message))}"
    return ""
