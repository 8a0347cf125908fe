"""Wrapping lines that hold test ids and paths, for a terminal that would break them in the middle of a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len

_BREAKS = (r"(?<=/)|(?<=::)|(?=\[)", r"(?<=[-,.=:+ ])", r"(?<=_)")
"""Where an id that is wider than the terminal is broken: the first that does."""

_INDENT = 4
"""Blanks that the rows after the first have more than it."""


def wrapped(line: str, width: int) -> Iterator[str]:
    """The rows of one line, none wider than a number of cells unless a single word is.

    A row ends at a blank; inside an id only where that alone is too wide, behind one of its separators.
    """
    if cell_len(line) <= width:
        yield line
        return
    first = line[: len(line) - len(line.lstrip())]
    later = f"{first}{' ' * _INDENT}"
    row = first
    for gap, piece in _pieces(line[len(first) :], width - len(later)):
        if row.strip() and cell_len(row) + len(gap) + cell_len(piece) > width:
            yield row
            row = f"{later}{piece}"
        else:
            row += gap * bool(row.strip()) + piece
    yield row


def _pieces(text: str, width: int) -> Iterator[tuple[str, str]]:
    """What need not be broken, each with the blanks before it."""
    for gap, word in re.findall(r"(\s*)(\S+)", text):
        for index, piece in enumerate(_fitting(word, width)):
            yield ("" if index else gap), piece


def _fitting(word: str, width: int, breaks: tuple[str, ...] = _BREAKS) -> list[str]:
    """A word in pieces that fit, broken as little as may be."""
    if cell_len(word) <= width or not breaks:
        return [word]
    return [part for piece in re.split(breaks[0], word) for part in _fitting(piece, width, breaks[1:]) if part]
