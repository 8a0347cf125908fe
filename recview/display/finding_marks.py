"""The marks of findings on the rows of the list, and the words for what landed with one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from recview.display.sanitize import sanitize
from recview.display.severity_marks import MARKS
from recview.display.tree_columns import WIDE, StyledText
from recview.humanize import bounded, one_line, short, shorten
from recview.library.finding_table import FindingCount

if TYPE_CHECKING:
    from recview.findings import Finding

_NUMBER = 4
"""Cells of the number behind the mark of a branch, in a wide list; see `short`."""

_MOST = 60
"""Characters of a name or of a message in a notice."""


def finding_mark(count: FindingCount, width: int, *, counted: bool) -> StyledText:
    """The column of marks of a row, as wide on every row and before any check: nothing moves when a mark arrives.

    Args:
        count: How many of the row's recordings have findings; the mark is that of the gravest.
        width: Cells of the row.
        counted: Whether the row is of several recordings: a wide list says how many of them have the mark.
    """
    (mark, style), number = ("", "text"), 0
    if count.errors:
        (mark, style), number = MARKS["error"], count.errors
    elif count.warnings:
        (mark, style), number = MARKS["warning"], count.warnings
    if width < WIDE:
        return f"{mark:1} ", style
    return f"{mark:1}{short(number) if counted and number else '':{_NUMBER}} ", style


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
