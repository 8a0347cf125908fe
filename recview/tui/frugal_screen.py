"""The toolkit's screen without the work that this one's panes do not need."""

from __future__ import annotations

from textual.dom import DOMNode
from textual.events import Idle, ScreenResume
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from recview.tui.frames import Frames
from recview.tui.frugal_compositor import FrugalCompositor
from recview.tui.styles import NamedStyles


class FrugalScreen(Screen[None]):
    """A screen of panes, of which only the borders depend on the focus.

    Attributes:
        named_styles: What all widgets draw themselves in.
        frames: When it paints.
    """

    # The two views that lose and get the focus draw themselves again: the screen, which would draw all, need not.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._compositor, self.named_styles = FrugalCompositor(), NamedStyles(self)
        self.frames = Frames(self)

    def notify_style_update(self) -> None:
        """Forget the named styles, as the theme changed."""
        super().notify_style_update()
        self.named_styles.clear()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Keep the styles that widgets were given as they were made, once they are first shown."""
        event.refresh_styles = self.stack_updates > 0

    async def _on_idle(self, event: Idle) -> None:
        self.frames.paint_answer()

    def _screen_resized(self, size: Size) -> None:
        """Lay out at a size, which the toolkit announces three times at the start."""
        if size != self._compositor.size:
            super()._screen_resized(size)

    def _update_focus_styles(self, focused: Widget | None = None, blurred: Widget | None = None) -> None:
        """Restyle the panes that the focus leaves and comes to; the toolkit would restyle all that is in them, too."""
        nodes: dict[DOMNode, None] = {}
        for view in (focused, blurred):
            if view is not None:
                nodes.update(dict.fromkeys(node for node in view.ancestors_with_self if node._has_focus_within))
        self.app.stylesheet.update_nodes(nodes, animate=True)
