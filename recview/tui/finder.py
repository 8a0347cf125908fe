"""Finding a text in a view: its hits, the current one, and the way back to where the search began."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from itertools import islice
from typing import TYPE_CHECKING

from recview.display.hits import END, MOST_HITS, Hit, Searchable, SearchableRows, hits_between
from recview.display.line_part import MOST_CELLS

if TYPE_CHECKING:
    from recview.tui.line_view import LineView

_UNSEARCHED = SearchableRows()


class Finder:
    """The search of one view.

    Args:
        view: The view that scrolls to the hits and marks them.
        content: Returns what is searched now; without it there is nothing to search.

    Attributes:
        needle: The text that is looked for, in lower case; empty if there is no search.
        hits: Where it occurs, in order.
        current: The index of the hit that the reader is on; -1 before the first step.
        scope: What a reader should know of how much is searched; empty if it is all of it.
        is_waiting: Whether the hits are still looked for.
    """

    def __init__(self, view: LineView, content: Callable[[], Searchable] = lambda: _UNSEARCHED) -> None:
        self._view = view
        self._content = content
        self.needle = ""
        self.hits: list[Hit] = []
        self.current = -1
        self.scope = ""
        self.is_waiting = False
        self._is_typed = False
        self._steps = 0
        self._origin = (0, 0)
        self._go_back: Callable[[], None] = lambda: None

    @property
    def note(self) -> str:
        """What a reader should know beside the number of hits; begins with a blank, or is empty."""
        return self.scope or (" (no more are counted)" if len(self.hits) == MOST_HITS else "")

    def begin(self) -> None:
        """Remember where the reader is: from there on each typed letter looks, and there `cancel` goes back to."""
        self._origin = self._position()
        self._go_back = self._view.way_back()

    def find(self, text: str) -> None:
        """Mark every occurrence of a text and go to the first one from where the search began."""
        if text.lower() == self.needle:
            return
        self.needle, self._is_typed = text.lower(), True
        self.search_again(keep=False)
        self._view.refresh()

    def find_one(self, text: str, index_of: Callable[[list[Hit]], int]) -> None:
        """Mark every occurrence of a text and go to the one of which a function gives the index."""
        self.needle, self._is_typed = text.lower(), False
        self.search_again(keep=False)
        if self.hits:
            self._go_to(index_of(self.hits))
        self._view.refresh()

    def is_outermost(self, by: int) -> bool:
        """Whether there is no hit behind the current one (1), or before it (-1)."""
        return not self.is_waiting and not 0 <= self.current + by < len(self.hits)

    def search_again(self, *, keep: bool) -> None:
        """Search in content that changed; with `keep`, the current hit keeps its index."""
        hits = self._content().search(self.needle) if self.needle else ()
        self.is_waiting, self._steps = hits is None, 0
        if not keep:
            self.hits, self.current = [], -1
        if hits is not None:
            self.take(hits)

    def take(self, hits: Iterable[Hit]) -> None:
        """Take the hits of the search, also where they come later; go to the first one of what was typed just now."""
        self.hits = list(islice(hits, MOST_HITS))
        self.current = min(self.current, len(self.hits) - 1)
        if self.hits and self._is_typed:
            self._go_to(bisect_left(self.hits, self._origin))
        self.is_waiting = self._is_typed = False
        if self._steps:
            self.step(self._steps)
        self._view.refresh()

    def forget(self) -> None:
        """End the search where the reader is."""
        self.needle = ""
        self.search_again(keep=False)
        self._view.refresh()

    def cancel(self) -> None:
        """End the search and go back to where it began."""
        self.forget()
        self._go_back()

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) hit, around the end."""
        if self.is_waiting:
            self._steps += by
        if self.is_waiting or not self.hits:
            return
        # Before the first step: the first hit from where the reader is, or the one before that.
        is_first = self.current < 0
        self._go_to(bisect_left(self.hits, self._position()) + min(by, 0) if is_first else self.current + by)

    def spans_on(self, row: int, start: int = 0, end: int = END) -> list[tuple[int, int, bool]]:
        """(start, end, whether it is the current one) of the hits on a row.

        Args:
            row: The row.
            start: The first character of the row that matters; hits that end before it are left out.
            end: The one behind the last.
        """
        if not self.hits:
            return []
        anchor, first, last, shift = self._content().stretch(row)
        # A hit that begins before the stretch reaches into it by less than its own length.
        bounds = max(first, start - shift), min(last, end - shift)
        return [
            (max(hit.start, first) + shift, min(hit.end, last) + shift, index == self.current)
            for index, hit in hits_between(self.hits, anchor, *bounds, longest=len(self.needle))
        ]

    def _position(self) -> tuple[int, int]:
        """(anchor, offset) of where the reader is: the cursor's row, or without a cursor the first visible one."""
        view = self._view
        anchor, start, *_ = self._content().stretch(view.cursor_row if view.has_cursor else view.scroll_offset.y)
        return anchor, start

    def _go_to(self, index: int) -> None:
        self.current = index % len(self.hits)
        hit, view = self.hits[self.current], self._view
        view.reveal(hit)
        row = self._content().row_of(hit)
        if view.has_cursor:
            view.move_to(row)
        view.scroll_row_into_view(row, margin=2)
        if view.virtual_size.width > view.room:
            self._scroll_sideways(row)
        view.refresh()

    def _scroll_sideways(self, row: int) -> None:
        """Scroll to the side, where a row is wider than the view, until the current hit is seen."""
        view = self._view
        index = view.painter.cell_indexes.of(view.line(row).text)
        for start, end, is_current in self.spans_on(row):
            if is_current and start < MOST_CELLS:
                left, right = index.cells_before(start), index.cells_before(end)
                if not view.scroll_offset.x <= left <= right <= view.scroll_offset.x + view.room:
                    x = max(0, left - view.room // 2) if right > view.room else 0
                    view.scroll_to(x=x, animate=False, force=True)
