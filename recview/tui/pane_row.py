"""The panes beside each other, whose borders can be dragged."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from textual import events
from textual.containers import Horizontal
from textual.widget import Widget

from recview.tui.pane_widths import SidePane


class PaneRow(Horizontal):
    """The panes from left to right."""

    def __init__(self, resize: Callable[[SidePane, int], None], *, id: str) -> None:
        """Create it.

        Args:
            resize: Makes a pane so many columns wide.
            id: The widget's id.
        """
        super().__init__(id=id)
        self._resize = resize
        self._pane: SidePane | None = None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of a border."""
        self._pane = self._pane_at(event.screen_x)
        if self._pane and event.button == 1:
            # The toolkit would begin to select text.
            self.screen._selecting = False
            self.capture_mouse()
            event.stop()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Move the border that is held to where the mouse is."""
        if self._pane is None or self.app.mouse_captured is not self:
            return
        edge = event.screen_x - self.region.x
        width = edge + 1 if self._pane == "tree" else self.region.width - edge
        self._resize(self._pane, width)
        event.stop()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go."""
        if self._pane is not None:
            self._pane = None
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """By a second click on a border, leave the width of its pane to the terminal's."""
        if event.chain == 2 and (pane := self._pane_at(event.screen_x)):
            self._resize(pane, 0)

    def _pane_at(self, column: int) -> SidePane | None:
        """The pane whose inner border is at a column of the screen; the border of its neighbour counts as well."""
        panes = [pane for pane in self.children if pane.display]
        for left, right in pairwise(panes):
            if column in (left.region.right - 1, right.region.x):
                return "tree" if left is panes[0] else _side(right)
        return None


def _side(pane: Widget) -> SidePane | None:
    return "side" if pane.id == "side" else None
