"""The text that a selection in a JSON document copies."""

from __future__ import annotations

from recview.display.clusters import whole_clusters
from recview.display.json_rows import JsonRows


def text_between(rows: JsonRows, first: tuple[int, int] | None, last: tuple[int, int] | None) -> str:
    """The document's text between two positions: without the view's margins, folds in full, wraps undone.

    Args:
        rows: The document as it is laid out.
        first: (row, cell) of the first character; None for the document's.
        last: (row, cell) behind the last one; None for the document's end.
    """
    last_row = len(rows) - 1
    if first is not None and first[0] > last_row:
        return ""
    line, start = _offset_at(rows, *first) if first else (0, 0)
    stop_line, stop = _offset_at(rows, *(last if last and last[0] <= last_row else (last_row, 1 << 60)))
    lines, closes = rows.document.lines, rows.document.closes
    if stop_line in rows.folded and closes[stop_line] > stop_line:
        stop_line = closes[stop_line]
        stop = len(lines[stop_line])
    start = whole_clusters(lines[line], start, len(lines[line]))[0]
    stop = whole_clusters(lines[stop_line], 0, stop)[1]
    if line == stop_line:
        return lines[line][start:stop]
    return "\n".join([lines[line][start:], *lines[line + 1 : stop_line], lines[stop_line][:stop]])


def _offset_at(rows: JsonRows, row: int, cell: int) -> tuple[int, int]:
    """(line, offset in it) of the character in a cell of a row; the row's margin is not part of the line."""
    line, start, end = rows.at(row)
    margin = rows.hanging(line) if start else 0
    return line, min(end, start + max(0, cell - margin))
