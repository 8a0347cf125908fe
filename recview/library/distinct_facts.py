"""Facts of a table, many of which differ only in what a term does not ask for: each that differs is asked once."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from operator import attrgetter

from recview.query.facts import Facts
from recview.query.fields import FIELDS
from recview.query.syntax import Field, Leaf


class DistinctFacts:
    """The facts by code; the table only grows.

    Attributes:
        facts: The facts.
    """

    def __init__(self) -> None:
        self.facts: list[Facts] = []
        self._kept: dict[tuple[str, ...], _Differing] = {}

    def truths(self, leaf: Leaf, matches: Callable[[Facts], bool | None]) -> tuple[bytes, bytes]:
        """For each code whether a term matches its facts, and whether it may once more is read: 0 or 1.

        Args:
            leaf: The term.
            matches: Whether it matches some facts; None if that is not known.
        """
        members = FIELDS[leaf.name].members if isinstance(leaf, Field) else ("labels", "path", "model", "tool")
        kept = self._kept.get(members)
        if kept is None:
            kept = self._kept[members] = _Differing(members)
        kept.extend(self.facts)
        truths = [matches(facts) for facts in kept.examples]
        holds = [truth is True for truth in truths]
        may_hold = [truth is not False for truth in truths]
        return bytes(map(holds.__getitem__, kept.codes)), bytes(map(may_hold.__getitem__, kept.codes))


class _Differing:
    """Facts that differ in some members.

    Attributes:
        examples: One of each.
        codes: For each of all facts the index of its like in `examples`.
    """

    def __init__(self, members: tuple[str, ...]) -> None:
        self._values = attrgetter(*members, "unread")
        self._numbers: dict[object, int] = {}
        self.examples: list[Facts] = []
        self.codes = array("I")

    def extend(self, all_facts: Sequence[Facts]) -> None:
        """Take the facts that came since."""
        for facts in all_facts[len(self.codes) :]:
            number = self._numbers.setdefault(self._values(facts), len(self.examples))
            if number == len(self.examples):
                self.examples.append(facts)
            self.codes.append(number)
