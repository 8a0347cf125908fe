"""The rows of a file, and what becomes of them as the file is read again or compared.

No row is made for it: what changes is in the shapes of rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

from recview.indexed_file import GONE, WRITING
from recview.library.coded import Coded
from recview.library.file_columns import FileColumns
from recview.library.row_columns import RowColumns
from recview.library.row_shape import Shape
from recview.model import Entry, Verdict
from recview.named_tuple import NamedTuple

Rows: TypeAlias = tuple[Entry, ...]
"""The rows of a file, each made."""


class RowVerdict(NamedTuple):
    """What a row says of what became of its file."""

    verdict: Verdict
    flags: tuple[str, ...] = ()
    token_change: str = ""
    each: tuple[RowVerdict, ...] = ()

    def on(self, shape: Shape, number: int) -> Shape:
        """The shape of a row with what became of its file, or where that is known of its exchange.

        Args:
            shape: The shape so far.
            number: The index of the exchange in its file.
        """
        row = self.each[number] if number < len(self.each) else self
        return reshaped(shape, shape.stale, row.verdict, row.flags, row.token_change)


class FileRows(NamedTuple):
    """The rows of a file: a part of some columns, but for the shapes.

    Attributes:
        rows: The columns.
        span: The indexes of its rows in them.
        shapes: The shape of each of its rows.
    """

    rows: RowColumns
    span: range
    shapes: tuple[Shape, ...]

    @classmethod
    def of(cls, rows: RowColumns, span: range) -> FileRows:
        """Rows as they are in some columns."""
        values, codes = rows.shapes.table.values, rows.shapes.codes
        if len(span) == 1:
            return cls(rows, span, (values[codes[span.start]],))
        return cls(rows, span, tuple([values[code] for code in codes[span.start : span.stop]]))

    def with_shapes(self, shapes: Iterable[Shape]) -> FileRows:
        """The same rows with other shapes."""
        return FileRows(self.rows, self.span, tuple(shapes))

    def with_verdict(self, verdict: RowVerdict) -> FileRows:
        """The same rows with another verdict."""
        return self.with_shapes(map(verdict.on, self.shapes, map(self.rows.exchange_number, self.span)))

    @property
    def are_gone(self) -> bool:
        """Whether they are those of a deleted file, which are gone all together."""
        return any(shape.verdict == "gone" and shape.stale == GONE for shape in self.shapes)

    @property
    def is_broken(self) -> bool:
        """Whether one of them could not be read."""
        return any(shape.problem and shape.problem[1] for shape in self.shapes)

    def is_same(self, other: FileRows) -> bool:
        """Whether the rows of the same file look the same."""
        if self.shapes != other.shapes:
            return False
        if self.rows is other.rows and self.span == other.span:
            return True
        return all(map(self.rows.is_same, self.span, [other.rows] * len(other.span), other.span))


NO_ROWS = FileRows(RowColumns(), range(0), ())


def rows_once_read(before: FileRows, after: FileRows, *, is_half_written: bool, stays: bool) -> FileRows:
    """The rows of a file that was read again; none if the file leaves the list.

    Args:
        before: The rows that it had.
        after: The rows that were read.
        is_half_written: Whether the file looks half-written.
        stays: Whether a deleted file stays in the list, marked so.
    """
    if not after.span and stays:
        return _as_gone(before)
    if before.span and after.is_broken and not before.is_broken:
        broken = next(shape.problem[1] for shape in after.shapes if shape.problem and shape.problem[1])
        stale = WRITING if is_half_written else broken
        return before.with_shapes([shape._replace(stale=stale) for shape in before.shapes])
    verdict = before.shapes[0].verdict if before.span else ""
    if verdict and verdict not in ("gone", "broken"):
        # Until it is compared again.
        each = [RowVerdict(shape.verdict or verdict, shape.flags, shape.token_change) for shape in before.shapes]  # type: ignore[arg-type]
        return after.with_verdict(RowVerdict(verdict, each=tuple(each)))  # type: ignore[arg-type]
    return after


def _as_gone(rows: FileRows) -> FileRows:
    return rows.with_shapes([reshaped(shape, GONE, "gone", (), "") for shape in rows.shapes])


def rows_with_verdict(before: FileRows, verdict: RowVerdict | None) -> FileRows:
    """The rows of a file with another verdict; None removes those of a deleted file.

    Args:
        before: The rows so far.
        verdict: What became of the file.
    """
    if verdict is not None:
        return before.with_verdict(verdict)
    if before.are_gone:
        return NO_ROWS
    if all(shape.verdict != "gone" for shape in before.shapes):
        return before
    # A file that came back may be marked late that it was gone.
    return before.with_shapes(
        [shape._replace(verdict="") if shape.verdict == "gone" else shape for shape in before.shapes]
    )


@lru_cache(maxsize=4_096)
def reshaped(shape: Shape, stale: str, verdict: Verdict | str, flags: tuple[str, ...], token_change: str) -> Shape:
    """A shape with what became of the file; the same object for the same values: files by the thousand have it."""
    return shape._replace(stale=stale, verdict=verdict, flags=flags, token_change=token_change)


def columns_of(rows: Iterable[tuple[str, FileRows]]) -> FileColumns:
    """Columns of the rows of files, by their paths."""
    columns = FileColumns()
    by_columns: dict[int, list[tuple[str, FileRows]]] = {}
    for path, file in rows:
        by_columns.setdefault(id(file.rows), []).append((path, file))
    for files in by_columns.values():
        some = FileColumns.of_rows([path for path, _ in files], [file.span for _, file in files], files[0][1].rows)
        some.rows.shapes = Coded()
        some.rows.shapes.append([shape for _, file in files for shape in file.shapes])
        columns = some if not len(columns) else columns
        if columns is not some:
            columns.extend(some)
    return columns
