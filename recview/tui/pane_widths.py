"""How wide the panes are: as the user made them, as far as the terminal has room, else by the terminal's width."""

from __future__ import annotations

from typing import Literal, TypeAlias

from recview.value import Value

LEAST = 20
"""Columns that a pane at a side keeps, whatever the user does."""

MIDDLE_LEAST = 30
"""Columns that the conversation keeps."""

SidePane: TypeAlias = Literal["tree", "side"]


class PaneWidths(Value):
    """The columns of the panes beside the conversation, which has the rest; 0 is by the terminal's width."""

    tree: int = 0
    side: int = 0

    def with_width(self, pane: SidePane, width: int, room: int) -> PaneWidths:
        """The widths with one of them changed.

        Args:
            pane: Which.
            width: The columns that it is to have; 0 is by the terminal's width.
            room: The columns that there are for it and the conversation together.
        """
        width = _bounded(width, room) if width else 0
        return self._replace(tree=width) if pane == "tree" else self._replace(side=width)

    def fitting(self, room: int, panes: int) -> PaneWidths:
        """The widths in a terminal of `room` columns, which may be narrower than that where they were chosen.

        Args:
            room: The columns of the terminal.
            panes: How many panes are shown; in two, the tests stand beside either of the others.
        """
        if panes == 1:
            return PaneWidths()
        if panes == 2:
            return PaneWidths(_bounded(self.tree, room) if self.tree else 0)
        automatic = LEAST if not self.side else self.side
        tree = _bounded(self.tree, room - max(LEAST, min(automatic, room - MIDDLE_LEAST - LEAST))) if self.tree else 0
        side = _bounded(self.side, room - (tree or LEAST)) if self.side else 0
        return PaneWidths(tree, side)


def _bounded(width: int, room: int) -> int:
    return max(LEAST, min(width, room - MIDDLE_LEAST))
