"""What became of each recording between two trees, as values: for `recview diff` and the review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from recview.findings import SEVERITIES, NewFinding
from recview.named_tuple import NamedTuple
from recview.verdicts.comparison import Comparison
from recview.verdicts.kinds import CLASSES, Class

SERIOUS: frozenset[Class] = frozenset({"unreadable", "behaviour", "request", "reworded", "new", "gone"})
"""The classes that are graver than counts of tokens, and what is there on one side only."""


class Change(NamedTuple):
    """Two files that are recordings of one call and differ, or one that is new or gone.

    Attributes:
        before: The path in the first tree; None for a new file.
        after: The path in the second tree; None for one that is gone.
        comparison: What is different.
        test_id: The test that it was recorded for; empty where the file names none.
        provider: Who served the call; empty if that is not known.
        ambiguity: Why another pair would do as well; empty if none would.
        before_id: The id of the content before, equal for equal contents; empty if there is none.
        after_id: The id of the content after.
        findings: What the checks find after and do not find before.
        gone_findings: How many findings there were before that are not there after.
    """

    before: str | None
    after: str | None
    comparison: Comparison
    test_id: str = ""
    provider: str = ""
    ambiguity: str = ""
    before_id: str = ""
    after_id: str = ""
    findings: tuple[NewFinding, ...] = ()
    gone_findings: int = 0

    @property
    def path(self) -> str:
        """The path now; of what is gone, the path before."""
        return self.after or self.before or ""

    @property
    def class_(self) -> Class:
        """How grave it is."""
        return self.comparison.class_ or "unreadable"

    def has(self, words: frozenset[str]) -> bool:
        """Whether its class or one of its kinds is among some words."""
        return self.class_ in words or not words.isdisjoint(self.comparison.kinds)


class Changes(NamedTuple):
    """All that differs between two trees.

    Attributes:
        each: The gravest first, those of a test and provider together.
        identical: How many files have the same bytes on both sides.
    """

    each: tuple[Change, ...]
    identical: int = 0

    def counts(self) -> Mapping[Class, int]:
        """How many recordings are of each class."""
        counts = Counter[str](change.class_ for change in self.each)
        return {name: counts[name] + (self.identical if name == "identical" else 0) for name in CLASSES}


def new_findings(changes: Iterable[Change]) -> Sequence[NewFinding]:
    """What the checks find after some changes and do not find before, the gravest first."""
    return sorted((new for change in changes for new in change.findings), key=_gravity)


def gone_findings(changes: Iterable[Change]) -> int:
    """How many findings there were before some changes that are not there after."""
    return sum(change.gone_findings for change in changes)


def _gravity(new: NewFinding) -> tuple[int, str, str, int]:
    finding = new.finding
    return SEVERITIES.index(finding.severity), finding.rule, finding.path, finding.index


def in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Changes with the gravest first, those of a test and provider together."""
    ranks = {name: rank for rank, name in enumerate(CLASSES)}
    return tuple(
        sorted(changes, key=lambda change: (ranks[change.class_], change.test_id, change.provider, change.path))
    )


def verdict_words(changes: Changes) -> str:
    """All changes in a line: `3 behaviour changes in 2 tests; 9 reworded; 412 noise; 1 new`."""
    return verdict_words_of(changes.each, changes.identical)


class Classed(Protocol):
    """A change, in whatever form."""

    @property
    def class_(self) -> Class:
        """How grave it is."""

    @property
    def test_id(self) -> str:
        """The test that it was recorded for; empty where the file names none."""


def verdict_words_of(changes: Sequence[Classed], identical: int) -> str:
    """The same of changes in any form.

    Args:
        changes: All changes.
        identical: How many files have the same bytes on both sides.
    """
    if not changes:
        return f"no differences; {identical:,} identical" if identical else "no differences"
    counts = Counter[str](change.class_ for change in changes)
    parts = []
    if count := counts["unreadable"]:
        parts.append(f"{count:,} unreadable")
    parts.append(_behaviour_words(changes, counts["behaviour"]))
    if count := counts["request"]:
        parts.append(f"{count:,} request change{'' if count == 1 else 's'}")
    for name in ("reworded", "usage", "noise", "new", "gone"):
        if count := counts[name]:
            parts.append(f"{count:,} {name}")
    return "; ".join(parts)


def _behaviour_words(changes: Sequence[Classed], count: int) -> str:
    if not count:
        return "no behaviour changes"
    tests = {change.test_id for change in changes if change.class_ == "behaviour" and change.test_id}
    words = f"{count:,} behaviour change{'' if count == 1 else 's'}"
    return f"{words} in {len(tests):,} test{'' if len(tests) == 1 else 's'}" if tests else words
