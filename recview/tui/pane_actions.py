"""The panes: which there is room for and which has the focus, as a part of the app class."""

from __future__ import annotations

from typing import Literal, TypeAlias

from textual.widget import Widget

from recview.tui.chat_view import ChatView
from recview.tui.commands import Where
from recview.tui.line_view import LineView
from recview.tui.replay_actions import ReplayActions
from recview.tui.side_panel import Side, SidePanel
from recview.tui.tree_view import TreeView

THREE_PANES = 118
TWO_PANES = 92
"""Columns from which there is room for so many."""

Pane: TypeAlias = Literal["tree", "chat", "side"]
PANES: tuple[Pane, ...] = ("tree", "chat", "side")


class PaneActions(ReplayActions):
    """Which panes there is room for, which has the focus, side views, zoom."""

    pane: Pane = "tree"
    zoomed = False

    def show_tabs(self) -> None:
        """Say which pane is shown, where there is one at a time."""
        raise NotImplementedError

    def lay_out_panes(self, width: int | None = None) -> None:
        """One pane, two or three, by the terminal's width."""
        width = width or self.size.width
        screen = self.screen_stack[0]
        self.call_after_refresh(self.retitle)
        # All at once: each change of a class looks through every style.
        screen.update_classes(self.pane_classes(width))
        if width < TWO_PANES:
            self.show_tabs()

    def pane_classes(self, width: int) -> dict[str, bool]:
        """The classes of the screen by which its style sheet shows panes."""
        narrow = width < TWO_PANES
        classes = {
            "-narrow": narrow,
            "-medium": not narrow and width < THREE_PANES and not self.zoomed,
            "-single": narrow or self.zoomed,
            **{f"-pane-{pane}": self.pane == pane for pane in PANES},
        }
        if self.pane != "tree":
            classes["-show-side"] = self.pane == "side"
        return classes

    def retitle(self) -> None:
        """Say in the borders what is shown."""
        raise NotImplementedError

    def pane_view(self, pane: Pane) -> LineView:
        """The view of a pane that takes the keys."""
        if pane == "side":
            return self.query_one(SidePanel).view
        return self.query_one(TreeView) if pane == "tree" else self.query_one(ChatView)

    def go_to_pane(self, pane: Pane) -> None:
        """Show and focus a pane."""
        self.pane = pane
        self.lay_out_panes()
        self.screen_stack[0].set_focus(self.pane_view(pane))

    def focused_where(self) -> Where:
        """Which keys the focused view has."""
        names: dict[str, Where] = {"tree": "tree", "chat": "chat", "chunks": "chunks", "raw": "raw"}
        return names.get(str(self.pane_view(self.pane).id), "json")

    def action_pane(self, by: int) -> None:
        """The next or previous pane."""
        self.go_to_pane(PANES[(PANES.index(self.pane) + by) % len(PANES)])

    def action_show_pane(self, pane: Pane) -> None:
        """A pane by name."""
        self.go_to_pane(pane)

    def action_side(self, side: Side) -> None:
        """Bring a side view to the front, and the focus to it where it could not be seen otherwise."""
        panel = self.query_one(SidePanel)
        panel.show_side(side)
        if self.pane != "tree" or not panel.display or self.is_crowded:
            self.go_to_pane("side")
        self.lay_out_panes()

    @property
    def is_crowded(self) -> bool:
        """Whether not all panes are on the screen."""
        return self.zoomed or self.size.width < THREE_PANES

    def action_zoom(self) -> None:
        """The focused pane alone, or all again."""
        if not self.zoomed and self.size.width < TWO_PANES:
            self.say("This terminal has room for one pane at a time: tab goes to the next")
            return
        self.zoomed = not self.zoomed
        self.lay_out_panes()


def focused_pane(widget: Widget) -> Pane | None:
    """The pane that a widget is in."""
    for ancestor in widget.ancestors_with_self:
        if ancestor.id in {"tree", "middle", "side"}:
            return {"tree": "tree", "middle": "chat", "side": "side"}[str(ancestor.id)]  # type: ignore[return-value]
    return None
