"""Where on a page there is a difference to go to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recview.display.page_rows import PageView


def difference_rows(views: Sequence[PageView]) -> list[int]:
    """The rows on which differences begin, ascending.

    Those on neighbouring rows are one, as are a text that went and the one below it that came in its place.

    Args:
        views: A page, or two that stand level.
    """
    rows = sorted({row for view in views for row in _rows(view)})
    return [row for index, row in enumerate(rows) if not index or row > rows[index - 1] + 1]


def _rows(view: PageView) -> Iterator[int]:
    layout = view.layout
    is_behind_removed = False
    for index, section in enumerate(layout.page.sections):
        if section.change and layout.height(index, view.position, view.ghost):
            if not (is_behind_removed and section.change == "added"):
                yield view.first_row(index)
            is_behind_removed = section.change == "removed"
        elif section.text:
            is_behind_removed = False
        for start, _, _ in layout.diff_spans(index, view.position):
            yield view.row_of(index, start)
