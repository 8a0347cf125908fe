"""A row of the list as a line of its pane."""

from __future__ import annotations

from recview.display.call_words import call_words
from recview.display.lines import Line, Span
from recview.display.tree_labels import ListLabels
from recview.display.tree_line import tree_line
from recview.display.tree_rows import Row, TreeRows
from recview.display.tree_steps import is_open, leaf_of
from recview.model import Source


def list_line(
    row: Row,
    rows: TreeRows,
    labels: ListLabels,
    current: Source | None,
    top: int,
    room: int,
    *,
    has_cursor: bool = False,
) -> Line:
    """The line of a row.

    Args:
        row: The row.
        rows: All rows.
        labels: How folders are called, and which columns there are.
        current: The recording that is on the screen.
        top: The first visible row.
        room: Cells.
        has_cursor: Whether the cursor is on it: then what a call is about matters more than how it ended.
    """
    leaf = leaf_of(rows, row)
    # No figure stands against the scrollbar.
    margin = 0 if labels.has_verdicts else 1
    pieces = tree_line(
        row,
        room - margin,
        unfolded=is_open(rows, row),
        current=leaf is not None and leaf.entry.source == current,
        label=labels.label(row),
        continued=labels.continued(row, rows, top),
        marked=labels.has_verdicts,
        digits=labels.digits,
        quote=call_words(leaf.entry.outline) if leaf else None,
        is_keen=has_cursor,
    )
    spans: list[Span] = []
    text = ""
    for piece, style in (*pieces, (" " * margin, "text")):
        spans.append((len(text), len(text) + len(piece), style))
        text += piece
    return Line(text, "text", spans)
