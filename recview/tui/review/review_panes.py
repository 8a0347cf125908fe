"""The panes of a review: where the list is, which pane has the focus, and whether the sides are shown alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.tui.commands import Where
from recview.tui.line_view import LineView

if TYPE_CHECKING:
    from recview.tui.review.review_screen import ReviewScreen

LIST_AT_LEFT = 170
"""Columns from which the list stands at the left; in a narrower terminal it is above the sides."""


LIST_SHARE = 0.4
"""The part of the screen that the list may take above the sides."""

_BARS = 2
"""Rows of the bars at the top and at the bottom."""


class ReviewPanes:
    """Shows the list and the sides, by the terminal's width.

    Attributes:
        zoomed: Whether the sides are shown without the list.
    """

    has_room_for_two = True

    def __init__(self, main: ReviewScreen) -> None:
        self._main = main
        self.zoomed = False

    def lay_out(self, width: int | None = None) -> None:
        """Show the panes in a terminal of `width` columns, by default the screen's."""
        width = width or self._main.size.width
        is_wide = width >= LIST_AT_LEFT
        self._main.update_classes({"-wide": is_wide, "-zoomed": self.zoomed})
        self._limit_list(0 if is_wide else int((self._main.size.height - _BARS) * LIST_SHARE))
        if self.zoomed and self._main.focused is self._main.list:
            self.go_to_next(1)

    def _limit_list(self, most_height: int) -> None:
        """Let the list be so high at most; at the left of the sides (0) it is as high as they are."""
        if most_height != self._main.list.most_height:
            self._main.list.most_height = most_height
            self._main.list.styles.clear_rule("height")
            self._main.list.grow()

    @property
    def _views(self) -> tuple[LineView, ...]:
        chats = self._main.sides.chats
        return chats if self.zoomed else (self._main.list, *chats)

    def go_to_list(self) -> None:
        """Focus the list."""
        self._main.set_focus(self._main.list)

    def go_to_next(self, by: int) -> None:
        """Focus the next pane (1) or the previous one (-1)."""
        views, focused = self._views, self._main.focused
        index = next((index for index, view in enumerate(views) if view is focused), -1 if by > 0 else 0)
        self._main.set_focus(views[(index + by) % len(views)])

    @property
    def focused_keys(self) -> Where:
        """Which keys the view has that has the focus."""
        return "changes" if self._main.focused is self._main.list else "chat"
