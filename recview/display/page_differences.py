"""Where on a page there is a difference to go to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recview.display.page_rows import PageView


def difference_rows(views: Sequence[PageView]) -> list[int]:
    """The rows on which differences begin, ascending; those on neighbouring rows are one.

    Args:
        views: A page, or two that stand level.
    """
    rows = sorted({row for view in views for row in _rows(view)})
    return [row for index, row in enumerate(rows) if not index or row > rows[index - 1] + 1]


def _rows(view: PageView) -> Iterator[int]:
    layout = view.layout
    for index, section in enumerate(layout.page.sections):
        if section.change and layout.height(index, view.position, view.ghost):
            yield view.first_row(index)
        for start, _, _ in layout.diff_spans(index, view.position):
            yield view.row_of(index, start)
