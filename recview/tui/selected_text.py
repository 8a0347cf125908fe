"""The text that the mouse selected in a view of lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual.selection import Selection

from recview.display.clusters import whole_clusters


def selected_rows(selection: Selection, count: int) -> Iterator[tuple[int, int, int]]:
    """(row, start, end) of every row of `count` that a selection touches; an end of -1 is the end of the row."""
    first = selection.start.y if selection.start else 0
    last = min(selection.end.y if selection.end else count - 1, count - 1)
    for row in range(max(0, first), last + 1):
        if (span := selection.get_span(row)) is not None:
            yield row, *span


def selected_text(
    selection: Selection, count: int, text_of: Callable[[int], str], separator: Callable[[int], str] = lambda _: "\n"
) -> str:
    """The selected text as recorded, with what separates its last row from the next.

    Args:
        selection: What is selected.
        count: How many rows there are.
        text_of: The text of a row.
        separator: What the recorded text has between a row and the next: nothing where a line was cut.
    """
    pieces = []
    for row, start, end in selected_rows(selection, count):
        text = text_of(row)
        start, end = whole_clusters(text, start, len(text) if end == -1 else end)
        pieces.append(text[start:end] + separator(row))
    return "".join(pieces)
