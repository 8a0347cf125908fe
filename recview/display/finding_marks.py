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

_MOST = 60
"""Characters of a name or of a message in a notice."""


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


def is_urgent(finding: Finding) -> bool:
    """Whether a finding is said at once when its recording lands: a secret, or a name that no replay finds."""
    return finding.severity == "error" and finding.rule[0] in "SN"


def landed_words(name: str, findings: Iterable[Finding]) -> str:
    """What a notice says of a recording that landed with urgent findings.

    Args:
        name: What the recording is called.
        findings: All that was found in it.
    """
    urgent = list(filter(is_urgent, findings))
    secrets = [finding for finding in urgent if finding.rule[0] == "S"]
    name = _shown(name)
    if not secrets:
        return f"✗ no replay finds {name}: {_shown(urgent[0].message)}" if urgent else ""
    more = f" and {len(secrets) - 1:,} more" if len(secrets) > 1 else ""
    at = f": {_shown(secrets[0].at)}" if secrets[0].at else ""
    return f"✗ a secret in {name}{at}{more}{' · no replay finds it' if len(urgent) > len(secrets) else ''}"


def _shown(text: str) -> str:
    return sanitize(shorten(one_line(bounded(text)), _MOST))
