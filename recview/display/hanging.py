"""Rows of a text whose lines begin with a column: the facts of a card, a name and its value on each line."""

from __future__ import annotations

from recview.display.wrap import Rows, rows


def indent_of(hang: int, width: int) -> int:
    """The indent of further rows; none where it would leave no room."""
    return hang if width - hang >= LEAST_COLUMN else 0


LEAST_COLUMN = 12
"""Cells that a column needs to be wrapped on its own."""


def hanging_rows(text: str, width: int, hang: int) -> Rows:
    """The rows of a text whose lines begin with a column of `hang` cells: the rest of a line is wrapped beside it."""
    if not (hang := indent_of(hang, width)):
        return rows(text, width)
    starts: list[int] = []
    ends: list[int] = []
    start = 0
    for line in text.split("\n"):
        column = rows(line[hang:], width - hang)
        starts += [start, *(start + hang + offset for offset in column.starts[1:])]
        ends += [start + min(hang, len(line)) + offset for offset in column.ends]
        start += len(line) + 1
    return Rows(starts, ends)
