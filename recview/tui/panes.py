"""The panes: which there is room for, and which has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from textual.widget import Widget

from recview.tui.commands import Where
from recview.tui.pane_widths import PaneWidths, SidePane

if TYPE_CHECKING:
    from recview.tui.line_view import LineView
    from recview.tui.main_screen import MainScreen

THREE_PANES = 118
TWO_PANES = 92
"""Columns from which there is room for so many."""

Pane: TypeAlias = Literal["tree", "chat", "side"]
PANES: tuple[Pane, ...] = ("tree", "chat", "side")

_PANE_OF_ID: dict[str | None, Pane] = {"tree": "tree", "middle": "chat", "side": "side", "facets": "tree"}
_KEYS_OF_ID: dict[str | None, Where] = {
    "tree": "tree",
    "chat": "chat",
    "chunks": "chunks",
    "raw": "raw",
    "findings": "findings",
    "facets": "tree",
}


class Panes:
    """Shows one pane, two or three, by the terminal's width.

    Attributes:
        focused: The pane that has the focus, or had it last.
        zoomed: Whether it is shown alone though there is room for more.
        widths: How wide the user made the panes.
    """

    def __init__(self, main: MainScreen) -> None:
        self._main = main
        self.focused: Pane = "tree"
        self.zoomed = False
        self.widths = PaneWidths()
        self._shows_side = False

    def lay_out(self, width: int | None = None) -> None:
        """Show the panes that there is room for in a terminal of `width` columns, by default the screen's."""
        width = width or self._main.size.width
        self._main.call_after_refresh(self._main.titles.show)
        # All at once: each change of a class looks through every style.
        self._main.update_classes(self.classes(width))
        self.apply_widths(width)
        if width < TWO_PANES:
            self._main.titles.show_tabs()

    def classes(self, width: int) -> dict[str, bool]:
        """The classes of the screen by which its style sheet shows panes, and whether each is on.

        Where all panes are shown, none of them depends on the focus: a change of one restyles the whole screen.
        """
        if self.focused != "tree":
            self._shows_side = self.focused == "side"
        is_narrow = width < TWO_PANES
        is_single = is_narrow or self.zoomed
        is_medium = not is_single and width < THREE_PANES
        return {
            "-narrow": is_narrow,
            "-medium": is_medium,
            "-single": is_single,
            "-show-side": is_medium and self._shows_side,
            **{f"-pane-{pane}": is_single and self.focused == pane for pane in PANES},
        }

    def apply_widths(self, width: int) -> None:
        """Give the panes the widths that the user made them, in a terminal of `width` columns."""
        fitting = self.widths.fitting(width, self._count(width))
        for pane, columns in ((self._main.test_tree, fitting.tree), (self._main.side, fitting.side)):
            # A style that is None is the style sheet's.
            pane.styles.width = columns or None
            pane.styles.min_width = pane.styles.max_width = columns or None

    def _count(self, width: int) -> int:
        """How many panes are shown."""
        if self.zoomed or width < TWO_PANES:
            return 1
        return 2 if width < THREE_PANES else 3

    def resize(self, pane: SidePane, width: int) -> None:
        """Make a pane so many columns wide, which its neighbour gains or loses; 0 is by the terminal's width."""
        total = self._main.size.width
        if (count := self._count(total)) == 1:
            return
        other: SidePane = "side" if pane == "tree" else "tree"
        room = total - (self._width(other) if count == 3 else 0)
        self.widths = self.widths.with_width(pane, width, room)
        self.apply_widths(total)

    def widen(self, by: int) -> bool:
        """Make the focused pane wider, or narrower by a negative number of columns; False if there is only one."""
        count = self._count(self._main.size.width)
        if count == 1:
            return False
        # The conversation has what the panes beside it leave.
        pane: SidePane = "tree" if count == 2 or self.focused == "tree" else "side"
        gains = self.focused == pane
        self.resize(pane, self._width(pane) + (by if gains else -by))
        return True

    def _width(self, pane: SidePane) -> int:
        """The columns that a pane has, or will have once it is laid out."""
        total = self._main.size.width
        fitting = self.widths.fitting(total, self._count(total))
        if pane == "tree":
            return fitting.tree or self._main.test_tree.outer_size.width
        return fitting.side or self._main.side.outer_size.width

    def view(self, pane: Pane) -> LineView:
        """The view of a pane that takes the keys."""
        if pane == "side":
            return self._main.side.view
        if pane == "tree":
            is_hidden = self._main.has_class("-facets") and self._main.has_class("-single")
            return self._main.facets if is_hidden else self._main.test_tree
        return self._main.chat

    def go_to(self, pane: Pane) -> None:
        """Show and focus a pane."""
        self.focused = pane
        self.lay_out()
        self._main.set_focus(self.view(pane))

    def go_to_next(self, by: int) -> None:
        """Show and focus the next pane (1) or the previous one (-1)."""
        self.go_to(PANES[(PANES.index(self.focused) + by) % len(PANES)])

    def focus_moved_to(self, widget: Widget) -> None:
        """Show the pane that a widget is in, which has the focus now."""
        pane = next((_PANE_OF_ID[each.id] for each in widget.ancestors_with_self if each.id in _PANE_OF_ID), None)
        if pane and pane != self.focused:
            self.focused = pane
            self.lay_out()

    @property
    def focused_keys(self) -> Where:
        """Which keys the view of the focused pane has."""
        return _KEYS_OF_ID.get(self.view(self.focused).id, "json")

    @property
    def has_room_for_two(self) -> bool:
        """Whether the terminal is wide enough for two panes."""
        return self._main.size.width >= TWO_PANES

    @property
    def is_crowded(self) -> bool:
        """Whether not all panes are on the screen."""
        return self.zoomed or self._main.size.width < THREE_PANES
