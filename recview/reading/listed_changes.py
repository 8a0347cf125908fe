"""A change as a list shows it: its differences as words, each of what was recorded in it of bounded length."""

from __future__ import annotations

from recview.humanize import shorten
from recview.review.brief import brief, noise_words
from recview.verdicts.changes import Change
from recview.verdicts.comparison import Comparison
from recview.verdicts.listed_changes import ListedChange

MOST_WORDS = 3
"""Differences that a row of a list can name."""

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
    )


def difference_words(comparison: Comparison, most: int) -> tuple[str, ...]:
    """The differences in a few words each, those that count first; after so many, how many more there are.

    Args:
        comparison: What is different.
        most: How many are named.
    """
    counting = brief(comparison.differences, most, lengths=True)
    words = counting or noise_words(comparison.noise, most)
    return tuple(shorten(each, _LONGEST) for each in words)
