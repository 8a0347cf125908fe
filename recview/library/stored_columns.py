"""Columns as bytes to keep in a file, and columns from such bytes; foreign bytes make sound columns, or none."""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any

from recview.library.coded import Coded, Table
from recview.library.file_columns import FileColumns
from recview.library.row_columns import NONE, NUMBERS, RowColumns
from recview.library.stored_values import as_integer, as_problem, as_shape, as_text, require

_MAGIC = f"recview columns 2 {sys.byteorder}\n".encode()
"""What the bytes begin with; arrays in them have this machine's byte order."""

_LENGTHS, _SECTIONS, _USAGE = "Q", 13 + len(NUMBERS), NUMBERS.index("input")
"""The type of a section's length, the number of sections, and the first column of integers that may hold None."""


def to_bytes(columns: FileColumns) -> bytes:
    """Columns as bytes.

    Raises:
        ValueError: If a number among them has more digits than Python writes.
    """
    rows = columns.rows
    test_ids = rows.test_ids.table
    head = [
        rows.shapes.table.values,
        columns.problems.table.values,
        rows.unusual,
        test_ids.values.index(None) if None in test_ids.values else None,
    ]
    codes = [coded.codes for coded in (columns.problems, rows.shapes, rows.test_ids, rows.openings, rows.questions)]
    sections = [
        json.dumps(head).encode(),
        _joined(columns.paths),
        _joined([test_id or "" for test_id in test_ids.values]),
        _joined(rows.openings.table.values),
        _joined(rows.questions.table.values),
        *[column.tobytes() for column in (columns.starts, columns.written, columns.marks, *codes, *rows.numbers)],
    ]
    return b"".join((_MAGIC, array(_LENGTHS, map(len, sections)).tobytes(), *sections))


def from_bytes(data: bytes) -> FileColumns:
    """The columns that `to_bytes` made bytes of.

    Raises:
        ValueError: If the bytes are none of these.
    """
    head, paths, test_ids, openings, questions, *arrays = _sections(data)
    try:
        shapes, problems, unusual, no_test = json.loads(head)
        columns = FileColumns()
        columns.paths = _parted(paths)
        columns.starts, columns.written, columns.marks = map(_array, "IqB", arrays)
        columns.problems = Coded(_array("I", arrays[3]), Table([as_problem(value) for value in problems]))
        rows = columns.rows
        rows.unusual = [as_integer(number) for number in unusual]
        rows.shapes = Coded(_array("I", arrays[4]), Table([as_shape(value) for value in shapes]))
        rows.test_ids = Coded(_array("I", arrays[5]), Table(_with_none(_parted(test_ids), no_test)))
        rows.openings = Coded(_array("I", arrays[6]), Table(_parted(openings)))
        rows.questions = Coded(_array("I", arrays[7]), Table(_parted(questions)))
        rows.numbers = tuple(_array("i", numbers) for numbers in arrays[8:])
    except (TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"no columns: {error!r}") from None
    _check_files(columns)
    _check_rows(columns.rows)
    return columns


def _sections(data: bytes) -> list[bytes]:
    lengths = array(_LENGTHS)
    begin = len(_MAGIC)
    end = begin + _SECTIONS * lengths.itemsize
    require(data.startswith(_MAGIC) and len(data) >= end)
    lengths.frombytes(data[begin:end])
    require(len(data) == end + sum(lengths))
    return [data[end + start : end + stop] for start, stop in pairwise(accumulate(lengths, initial=0))]


def _array(code: str, data: bytes) -> array[int]:
    column = array(code)
    column.frombytes(data)
    return column


def _joined(texts: Sequence[str]) -> bytes:
    """Texts with a zero between them, which paths and test ids do not hold; as JSON where one does."""
    joined = "\0".join(texts)
    if not texts or joined.count("\0") >= len(texts):
        return b"J" + json.dumps(texts).encode()
    return b"T" + joined.encode("utf-8", "surrogatepass")


def _parted(data: bytes) -> list[str]:
    if data.startswith(b"T"):
        return data[1:].decode("utf-8", "surrogatepass").split("\0")
    texts = json.loads(data[1:])
    require(isinstance(texts, list))
    return [as_text(value) for value in texts]


def _with_none(texts: list[str], index: int | None) -> list[str | None]:
    """Texts, of which the one at `index` means None."""
    values: list[str | None] = [*texts]
    if index is not None:
        require(0 <= index < len(values))
        values[index] = None
    return values


def _check_files(columns: FileColumns) -> None:
    starts, count = columns.starts, len(columns.paths)
    require(len(starts) == count + 1 and starts[0] == 0 and starts[-1] == len(columns.rows))
    require(sorted(starts) == list(starts))
    require(len(columns.written) == len(columns.marks) == count)
    _check_codes(columns.problems, count)


def _check_rows(rows: RowColumns) -> None:
    for coded in (rows.shapes, rows.test_ids, rows.openings, rows.questions):
        _check_codes(coded, len(rows))
    for index, column in enumerate(rows.numbers):
        require(len(column) == len(rows))
        if column and min(column) < 0:
            require(min(column) >= NONE - len(rows.unusual))
            require(index >= _USAGE or NONE not in column)


def _check_codes(coded: Coded[Any], count: int) -> None:
    values = coded.table.values
    require(len(coded.codes) == count and len(set(values)) == len(values))
    require(not count or max(coded.codes) < len(values))
