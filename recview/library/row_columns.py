"""Rows of the list as columns: a hundred thousand of them in some ten megabytes, each made when it is asked for.

Columns of integers are arrays. What many rows have in common is kept once, in tables that the rows have codes into.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

from recview.library.coded import Coded, picked
from recview.library.row_shape import Shape, shape_of
from recview.model import Entry, Outline, Source, Usage

NONE = -1
"""None in a column of integers; each number below it means one that is not from 0 to `MOST`."""

MOST = 2**31 - 1


_NO_USAGE = Usage()

NUMBERS = ("number", "size", "chunks", "messages", "turns_digest", "earlier_digest", *Usage._fields)
"""The columns of integers: the index in the file, bytes, chunks, messages, the digests of turns, and the tokens."""


class RowColumns:
    """The rows of files, without the files' paths.

    Attributes:
        numbers: A column for each of `NUMBERS`.
        unusual: The numbers that do not fit; a column has -2 for the first of them, -3 for the second.
        shapes: The shape of each row.
        test_ids: Its test id.
        openings: The start of its conversation.
        questions: The start of the last user message, where that is another one.
    """

    __slots__ = ("numbers", "openings", "questions", "shapes", "test_ids", "unusual")

    def __init__(self) -> None:
        self.numbers = tuple(array("i") for _ in NUMBERS)
        self.unusual: list[int] = []
        self.shapes: Coded[Shape] = Coded()
        self.test_ids: Coded[str | None] = Coded()
        self.openings: Coded[str] = Coded()
        self.questions: Coded[str] = Coded()

    def __len__(self) -> int:
        return len(self.shapes.codes)

    def append(self, entries: Sequence[Entry]) -> None:
        """Append rows."""
        if not entries:
            return
        self.shapes.append(map(shape_of, entries))
        self.test_ids.append([entry.test_id for entry in entries])
        self.openings.append([entry.outline.opening for entry in entries])
        self.questions.append([entry.outline.question for entry in entries])
        values = [
            [entry.source.number for entry in entries],
            [entry.size for entry in entries],
            [entry.chunks for entry in entries],
            [entry.outline.messages for entry in entries],
            [entry.outline.turns_digest for entry in entries],
            [entry.outline.earlier_digest for entry in entries],
            *zip(*[entry.outline.usage or _NO_USAGE for entry in entries], strict=True),
        ]
        for column, numbers in zip(self.numbers, values, strict=True):
            column.extend(self._fitting(numbers))

    def _fitting(self, numbers: Sequence[Any]) -> array[int]:
        """Integers encoded for a column. Most columns are all numbers or all None, which is fast."""
        if numbers.count(None) == len(numbers):
            return array("i", [NONE]) * len(numbers)
        try:
            column = array("i", [NONE if number is None else number for number in numbers])
        except (OverflowError, TypeError):
            return array("i", map(self._fitted, numbers))
        least = min(column)
        fits = least > NONE or (least == NONE and NONE not in numbers)
        return column if fits else array("i", map(self._fitted, numbers))

    def _fitted(self, number: int | None) -> int:
        if number is None:
            return NONE
        if isinstance(number, int) and 0 <= number <= MOST:
            return number
        self.unusual.append(number)
        return NONE - len(self.unusual)

    def extend(self, other: RowColumns) -> None:
        """Append the rows of other columns."""
        self.shapes.extend(other.shapes)
        self.test_ids.extend(other.test_ids)
        self.openings.extend(other.openings)
        self.questions.extend(other.questions)
        shift = len(self.unusual) if other.unusual else 0
        self.unusual += other.unusual
        for column, numbers in zip(self.numbers, other.numbers, strict=True):
            column.extend(numbers if not shift else array("i", [n - shift if n < NONE else n for n in numbers]))

    def take(self, rows: Sequence[int]) -> RowColumns:
        """The columns of some rows."""
        some = RowColumns()
        some.numbers = tuple(picked(column, rows) for column in self.numbers)
        some.unusual = list(self.unusual)
        some.shapes, some.test_ids = self.shapes.take(rows), self.test_ids.take(rows)
        some.openings, some.questions = self.openings.take(rows), self.questions.take(rows)
        return some

    def number(self, column: int, row: int) -> Any:
        """A number of a row: an integer, or of a usage None."""
        return self.value(self.numbers[column][row])

    def value(self, number: int) -> Any:
        """The number, or None, that a number in a column means."""
        return number if number >= 0 else None if number == NONE else self.unusual[NONE - 1 - number]

    def exchange_number(self, row: int) -> int:
        """The index of a row's exchange in its file."""
        return int(self.value(self.numbers[0][row]))

    def is_same(self, row: int, other: RowColumns, other_row: int) -> bool:
        """Whether a row is the same as one of other columns, but for its shape."""
        return (
            self.test_ids[row] == other.test_ids[other_row]
            and self.openings[row] == other.openings[other_row]
            and self.questions[row] == other.questions[other_row]
            and [self.number(column, row) for column in range(len(NUMBERS))]
            == [other.number(column, other_row) for column in range(len(NUMBERS))]
        )

    def entry(self, row: int, path: str) -> Entry:
        """A row.

        Args:
            row: Its index.
            path: The path of its file.
        """
        shape = self.shapes[row]
        numbers: list[Any] = [column[row] for column in self.numbers]
        if min(numbers) < 0:
            numbers = list(map(self.value, numbers))
        number, size, chunks, *others = numbers
        return Entry(
            Source(path, number),
            size,
            shape.format,
            shape.protocol,
            self.test_ids[row],
            shape.endpoint,
            shape.model,
            shape.streaming,
            chunks,
            self._outline(row, shape, *others),
            shape.ordered,
            shape.readability,
            shape.answer_problem,
            shape.stale,
            shape.verdict,  # type: ignore[arg-type]
            shape.flags,
            shape.token_change,
        )

    def _outline(
        self, row: int, shape: Shape, messages: int, turns_digest: int, earlier_digest: int, *tokens: Any
    ) -> Outline:
        return Outline(
            shape.kind,
            shape.finish,
            Usage(*tokens) if shape.has_usage else None,
            shape.failure,
            shape.detail,
            messages,
            self.openings[row],
            shape.calls,
            shape.finish_form,
            self.questions[row],
            turns_digest,
            earlier_digest,
        )
