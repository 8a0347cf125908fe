"""What changed between two trees as text: the verdict first, then each difference, the gravest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from recview.humanize import one_line, plural
from recview.named_tuple import NamedTuple
from recview.pages.difference_lines import Line, difference_lines
from recview.verdicts.changes import Change
from recview.verdicts.comparison import Difference
from recview.verdicts.kinds import CLASSES, Class

FOLDED: frozenset[Class] = frozenset({"usage", "noise", "identical"})
"""The classes that are a counting line each, unless all is asked for."""

ALONE: frozenset[Class] = frozenset({"new", "gone"})
"""The classes of recordings that have nothing to be compared with."""


MOST_SHOWN = 40
"""Differences of one recording that are shown, unless all is asked for."""


class Detail(NamedTuple):
    """How much is shown.

    Attributes:
        cover: Covers the credentials of a text.
        whole: Whether noise is listed and texts are shown to their end.
        only: The kinds and classes that are shown; empty for all.
    """

    cover: Callable[[str], str]
    whole: bool = False
    only: frozenset[str] = frozenset()

    def chosen(self, changes: Iterable[Change]) -> list[Change]:
        """The changes of these classes, or with one of these kinds."""
        return [change for change in changes if not self.only or change.has(self.only)]

    def shown(self, change: Change) -> tuple[list[Difference], list[Difference]]:
        """The differences of a change that are shown, and those that are just named."""
        comparison = change.comparison
        every = [*comparison.differences, *comparison.noise]
        if self.whole and not self.only:
            return every, []
        if self.only and change.class_ not in self.only:
            return [difference for difference in every if difference.kind in self.only], []
        if change.class_ in FOLDED:
            return every, []
        return (every, []) if self.whole else (list(comparison.differences), list(comparison.noise))


def diff_lines(changes: Sequence[Change], detail: Detail) -> Iterator[Line]:
    """The lines below the verdict.

    Args:
        changes: What is shown, in order.
        detail: How much of it.
    """
    for name, of_class in groupby(changes, key=lambda change: change.class_):
        group = list(of_class)
        yield []
        if name in FOLDED and not detail.whole and not detail.only:
            yield [(counted(name, group), "dim")]
        elif name in ALONE:
            yield [(name, "bold")]
            for change in group:
                yield _alone(change)
        else:
            yield [(name, "bold")]
            yield from _by_test(group, detail)


def counted(name: str, changes: Sequence[Change]) -> str:
    """`412 noise: 300 ids, 12 sdk`: how many recordings, and how many of them have each kind."""
    kinds = Counter(kind for change in changes for kind in change.comparison.kinds)
    return f"{len(changes):,} {name}: {', '.join(f'{count:,} {kind}' for kind, count in kinds.most_common())}"


def _alone(change: Change) -> Line:
    """A recording that is new or gone."""
    facts = [one_line(fact) for fact in (change.test_id, change.provider, change.ambiguity) if fact]
    line: Line = [(f"  {one_line(change.path)}", "text")]
    return [*line, (f"  {' · '.join(facts)}", "dim")] if facts else line


def _by_test(changes: Sequence[Change], detail: Detail) -> Iterator[Line]:
    for (test_id, provider), of_test in groupby(changes, key=lambda change: (change.test_id, change.provider)):
        if test_id or provider:
            line: Line = [(f"  {one_line(test_id) or 'no test named'}", "accent")]
            yield [*line, (f" · {provider}", "dim")] if provider else line
        for change in of_test:
            yield from _change(change, detail)


def _change(change: Change, detail: Detail) -> Iterator[Line]:
    yield [(f"    {moved_words(change)}", "text")]
    if change.ambiguity:
        yield [(f"      ambiguous: {change.ambiguity}", "warning")]
    shown, named = detail.shown(change)
    most = len(shown) if detail.whole else MOST_SHOWN
    for difference in shown[:most]:
        for line in difference_lines(difference, detail.cover, whole=detail.whole):
            yield [("      ", "text"), *line]
    if len(shown) > most:
        yield [(f"      … {plural(len(shown) - most, 'more difference')} (--all shows them)", "dim")]
    if named:
        kinds = ", ".join(dict.fromkeys(difference.kind for difference in named))
        yield [(f"      besides: {kinds}", "dim")]


def moved_words(change: Change) -> str:
    """The path of a change; of two paths both."""
    if change.before and change.after and change.before != change.after:
        return one_line(f"{change.before} → {change.after}")
    return one_line(change.path)


def stat_lines(changes: Sequence[Change]) -> Iterator[Line]:
    """A line for each test and provider with how many of its recordings are of each class, the gravest first."""
    groups: dict[tuple[str, str], Counter[Class]] = {}
    for change in changes:
        groups.setdefault((change.test_id or change.path, change.provider), Counter())[change.class_] += 1
    for (name, provider), counts in groups.items():
        words = ", ".join(f"{counts[class_]:,} {class_}" for class_ in CLASSES if counts[class_])
        yield [(f"  {words}  ", "text"), (one_line(name), "accent"), (f" · {provider}" if provider else "", "dim")]


def kept_back(count: int) -> str:
    """What is said of changes that were not chosen."""
    return f"{plural(count, 'other change')} not shown"
