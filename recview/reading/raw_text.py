"""A file's own bytes as lines of text, a window at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from recview.display.mask import masked_text
from recview.reading.recording_view import RAW_WINDOW, ROW, RawText

MARGIN = 16_384
"""Bytes on either side of a window by which it is told what in it is a credential."""


def raw_text(
    data: bytes, offset: int, size: int, *, packed: bool = False, number: int = 0, before: bytes = b""
) -> RawText:
    """The window that begins at `offset`.

    Args:
        data: Bytes from `offset` on; only the first `RAW_WINDOW` of them are shown.
        offset: Where `data` begins in the file.
        size: The file's size, or -1 if `data` is all of it.
        packed: Whether the file was unpacked.
        number: Which of the file's exchanges is shown beside it.
        before: The bytes before `offset`, up to `MARGIN` of them: a credential may have begun there.
    """
    window = data[:RAW_WINDOW]
    begun, shown, rest = (
        part.decode("utf-8", "backslashreplace") for part in (before, window, data[RAW_WINDOW : RAW_WINDOW + MARGIN])
    )
    covered = masked_text(f"{begun}{shown}{rest}")[len(begun) : len(begun) + len(shown)]
    whole = len(data) if size < 0 else size
    lines = _lines(shown)
    covered_lines = lines if covered == shown else _lines(covered)
    return RawText(offset, whole, offset + len(window), lines, covered_lines, packed, _begins(lines, number))


_LISTS = ("interactions:", "http_interactions:", "requests:")


def _begins(lines: Sequence[str], number: int) -> int:
    """Where a member of a YAML cassette's list begins: nothing inside of one is indented as little as its dash."""
    head = (
        next((row for row, line in enumerate(lines) if line.rstrip() in _LISTS), len(lines)) if number else len(lines)
    )
    dash = re.match(r" *- ", lines[head + 1]) if head + 1 < len(lines) else None
    if dash is None:
        return 0
    begun = (row for row in range(head + 1, len(lines)) if lines[row].startswith(dash[0]) and len(lines[row - 1]) < ROW)
    return next(islice(begun, number, None), 0)


def _lines(shown: str) -> tuple[str, ...]:
    lines: list[str] = []
    for line in shown.split("\n"):
        lines.extend(line[at : at + ROW] for at in range(0, max(len(line), 1), ROW))
    if len(lines) > 1 and not lines[-1]:
        lines.pop()
    return tuple(lines)
