"""For every row of a store whether something holds, may hold once more is read, or does not: a byte for each row.

The bytes of all rows are one integer, so that a hundred thousand truths are combined as fast as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress

from recview.named_tuple import NamedTuple


class Truths(NamedTuple):
    """The truths of rows.

    Attributes:
        size: How many rows there are.
        holds: A 1 in the byte of each row for which it holds.
        may_hold: A 1 in the byte of each row for which it holds, or may once more is read.
    """

    size: int
    holds: int
    may_hold: int

    def both(self, other: Truths) -> Truths:
        """Whether both hold."""
        return Truths(self.size, self.holds & other.holds, self.may_hold & other.may_hold)

    def either(self, other: Truths) -> Truths:
        """Whether any of both holds."""
        return Truths(self.size, self.holds | other.holds, self.may_hold | other.may_hold)

    @property
    def opposite(self) -> Truths:
        """Whether it does not hold."""
        every = all_rows(self.size)
        return Truths(self.size, every ^ self.may_hold, every ^ self.holds)

    def rows(self, members: Sequence[int]) -> list[int]:
        """Those of some rows, each named once, for which it holds."""
        if not self.holds:
            return []
        holding = self.holds.to_bytes(self.size, "little")
        if len(members) == self.size:
            return list(compress(range(self.size), holding))
        return list(compress(members, map(holding.__getitem__, members)))

    def undecided(self, members: Sequence[int]) -> int:
        """For how many of some rows more must be read."""
        if self.holds == self.may_hold:
            return 0
        undecided = (self.holds ^ self.may_hold).to_bytes(self.size, "little")
        return sum(map(undecided.__getitem__, members))


def all_rows(count: int) -> int:
    """The integer in which every row's byte is 1."""
    return int.from_bytes(b"\1" * count, "little")


def decided(count: int, holds: int) -> Truths:
    """Truths that nothing more that is read will change."""
    return Truths(count, holds, holds)


def of_bytes(each: Iterable[int]) -> int:
    """The integer of a 0 or 1 for each row."""
    return int.from_bytes(bytes(each), "little")


def of_codes(codes: Sequence[int], table: bytes | bytearray) -> int:
    """The integer of a 0 or 1 for each row, by the code that the row has in a table of zeros and ones."""
    if 1 not in table:
        return 0
    if 0 not in table:
        return all_rows(len(codes))
    return of_bytes(map(table.__getitem__, codes))


def of_rows(count: int, rows: Iterable[int]) -> int:
    """The integer of some rows' numbers."""
    each = bytearray(count)
    for row in rows:
        if row < count:
            each[row] = 1
    return int.from_bytes(each, "little")
