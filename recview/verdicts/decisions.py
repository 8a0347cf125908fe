"""What a reviewer decided about changes, as values: accepted, skipped, notes; how far a review has come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

from recview.named_tuple import NamedTuple
from recview.value import Value
from recview.verdicts.kinds import Class
from recview.verdicts.listed_changes import ListedChange

Word: TypeAlias = Literal["", "accepted", "skipped"]
"""What was decided; empty for nothing, where there is just a note."""

REVIEWED: Sequence[Class] = ("behaviour", "unreadable", "request", "reworded", "new", "gone", "usage", "noise")
"""The classes in the order in which a review counts one of them: the first that has a change."""

NAMES: Mapping[Class, str] = {"behaviour": "behaviour changes", "request": "request changes"}
"""What the changes of a class are called; those of other classes, by the class."""


class Decision(NamedTuple):
    """What was decided about a pair of contents.

    Attributes:
        word: The decision; a change without one was not seen.
        note: What the reviewer wrote.
    """

    word: Word = ""
    note: str = ""


UNDECIDED = Decision()


class Decisions(Value):
    """All decisions; they belong to pairs of contents, so that another content opens a change again.

    Attributes:
        by_pair: Each by the digest of its pair; see `ListedChange.pair`.
    """

    by_pair: Mapping[str, Decision] = {}

    def of(self, change: ListedChange) -> Decision:
        """What was decided about a change."""
        return self.by_pair.get(change.pair, UNDECIDED)

    def with_word(self, changes: Iterable[ListedChange], word: Word) -> Decisions:
        """The decisions with the same word for some changes; their notes stay."""
        decided = {change.pair: self.of(change)._replace(word=word) for change in changes}
        return Decisions(self._without_empty({**self.by_pair, **decided}))

    def with_note(self, changes: Iterable[ListedChange], note: str) -> Decisions:
        """The decisions with the same note on some changes, which are decided as before."""
        noted = {change.pair: self.of(change)._replace(note=note) for change in changes}
        return Decisions(self._without_empty({**self.by_pair, **noted}))

    @staticmethod
    def _without_empty(by_pair: Mapping[str, Decision]) -> Mapping[str, Decision]:
        return {pair: decision for pair, decision in by_pair.items() if decision != UNDECIDED}


class Seen(NamedTuple):
    """How far a review has come.

    Attributes:
        class_: The class that is counted; see `REVIEWED`.
        seen: How many of its changes were accepted or skipped.
        total: How many there are.
    """

    class_: Class
    seen: int
    total: int

    @property
    def words(self) -> str:
        """`12 of 31 behaviour changes seen`; `nothing to review` if there is no change."""
        if not self.total:
            return "nothing to review"
        name = NAMES.get(self.class_, self.class_)
        return f"{self.seen:,} of {self.total:,} {name.removesuffix('s') if self.total == 1 else name} seen"


def progress(changes: Sequence[ListedChange], decisions: Decisions) -> Seen:
    """How many changes of the class that matters most were seen."""
    classes = {change.class_ for change in changes}
    counted: Class = next((class_ for class_ in REVIEWED if class_ in classes), "behaviour")
    of_class = [change for change in changes if change.class_ == counted]
    return Seen(counted, sum(bool(decisions.of(change).word) for change in of_class), len(of_class))


def next_undecided(
    changes: Sequence[ListedChange], decisions: Decisions, index: int, *, step: Literal[1, -1] = 1
) -> int | None:
    """The index of the nearest change without a decision behind one, then from the other end; None if there is none.

    Args:
        changes: In the order of the list.
        decisions: What was decided.
        index: Where to begin; -1 for before the first.
        step: Forwards or backwards.
    """
    count = len(changes)
    for distance in range(1, count + 1):
        candidate = (index + step * distance) % count
        if not decisions.of(changes[candidate]).word:
            return candidate
    return None


def rest_of_class(changes: Sequence[ListedChange], decisions: Decisions, change: ListedChange) -> list[ListedChange]:
    """The changes of a change's class that are not decided yet, itself among them."""
    return [other for other in changes if other.class_ == change.class_ and not decisions.of(other).word]
