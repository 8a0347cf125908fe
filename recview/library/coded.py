"""Columns of values that many rows have in common: a table of the distinct ones, and for each row a code."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, TypeVar

Value = TypeVar("Value", bound=Hashable)


class Table(Generic[Value]):
    """Distinct values, each with a code: its index among them.

    Attributes:
        values: The values, by code.
    """

    __slots__ = ("_codes", "values")

    def __init__(self, values: Iterable[Value] = ()) -> None:
        self.values = list(values)
        self._codes: dict[Value, int] = {}

    def __reduce__(self) -> tuple[type[Table[Value]], tuple[tuple[Value, ...]]]:
        return Table, (tuple(self.values),)

    def codes(self) -> dict[Value, int]:
        """The code of each value; made at first use, since reading rows needs none."""
        if len(self._codes) < len(self.values):
            self._codes = {value: code for code, value in enumerate(self.values)}
        return self._codes

    def add(self, values: Iterable[Value]) -> list[int]:
        """The codes of some values; those that are not in the table are added to it."""
        codes, numbers = self.codes(), []
        for value in values:
            code = codes.get(value)
            if code is None:
                code = codes[value] = len(self.values)
                self.values.append(value)
            numbers.append(code)
        return numbers


class Coded(Generic[Value]):
    """A column of values of which many rows have the same one.

    Attributes:
        codes: The code of the value of each row.
        table: The values.
    """

    __slots__ = ("codes", "table")

    def __init__(self, codes: Iterable[int] = (), table: Table[Value] | None = None) -> None:
        self.codes = array("I", codes)
        self.table: Table[Value] = table or Table()

    def __reduce__(self) -> tuple[type[Coded[Value]], tuple[array[int], Table[Value]]]:
        return Coded, (self.codes, self.table)

    def __getitem__(self, row: int) -> Value:
        return self.table.values[self.codes[row]]

    def append(self, values: Iterable[Value]) -> None:
        """Append the values of further rows."""
        self.codes.extend(self.table.add(values))

    def extend(self, other: Coded[Value]) -> None:
        """Append another column."""
        codes = self.table.add(other.table.values)
        self.codes.extend(map(codes.__getitem__, other.codes))

    def take(self, rows: Sequence[int]) -> Coded[Value]:
        """The column of some rows, with a table of what they need."""
        codes = picked(self.codes, rows)
        kept = {code: number for number, code in enumerate(dict.fromkeys(codes))}
        return Coded(map(kept.__getitem__, codes), Table(self.table.values[code] for code in kept))


def picked(column: array[int], rows: Sequence[int]) -> array[int]:
    """The numbers of some rows of a column."""
    if isinstance(rows, range) and rows.step == 1:
        return column[rows.start : rows.stop]
    return array(column.typecode, [column[row] for row in rows])
