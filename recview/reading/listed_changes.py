"""A change as a list shows it: its differences as words, each of what was recorded in it of bounded length."""

from __future__ import annotations

from recview.humanize import shorten
from recview.pages.finding_lines import finding_words
from recview.review.brief import brief, noise_words
from recview.verdicts.changes import Change, new_findings
from recview.verdicts.comparison import Comparison
from recview.verdicts.listed_changes import NO_FINDINGS, ListedChange, ListedFindings

MOST_WORDS = 3
"""Differences that a row of a list can name."""

MOST_FINDINGS = 20
"""Findings that a row names."""

_LONGEST = 300
"""Characters of anything recorded: a row shows fewer, and a name of a field may have a million."""


def listed_change(change: Change) -> ListedChange:
    """The change without the values that differ."""
    return ListedChange(
        change.before,
        change.after,
        change.before_id,
        change.after_id,
        change.class_,
        change.comparison.kinds,
        difference_words(change.comparison, MOST_WORDS),
        shorten(change.test_id, _LONGEST),
        shorten(change.provider, _LONGEST),
        change.ambiguity,
        _listed_findings(change),
    )


def _listed_findings(change: Change) -> ListedFindings:
    if not change.findings:
        return NO_FINDINGS
    new = new_findings([change])
    words = tuple(shorten(finding_words(each), _LONGEST) for each in new[:MOST_FINDINGS])
    rules = tuple(sorted({each.finding.rule for each in new}))
    severities = tuple(sorted({each.finding.severity for each in new}))
    return ListedFindings(len(new), words, new[0].finding.severity, rules, severities)


def difference_words(comparison: Comparison, most: int) -> tuple[str, ...]:
    """The differences in a few words each, those that count first; after so many, how many more there are.

    Args:
        comparison: What is different.
        most: How many are named.
    """
    counting = brief(comparison.differences, most, lengths=True)
    words = counting or noise_words(comparison.noise, most)
    return tuple(shorten(each, _LONGEST) for each in words)
