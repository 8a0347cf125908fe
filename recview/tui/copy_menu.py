"""What can be copied, each by a key of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import ModalScreen

from recview.humanize import plural
from recview.tui.copyables import Copyable
from recview.tui.line_view import Line, LineView


class CopyLines(LineView):
    """A line for each."""

    BINDINGS: ClassVar = [
        Binding("up,k", "go('up')", show=False),
        Binding("down,j", "go('down')", show=False),
        Binding("enter", "take", show=False),
    ]

    def __init__(self, items: Sequence[Copyable], *, id: str) -> None:
        super().__init__(id=id)
        self.items = items
        self._sizes: dict[str, int] = {}

    def on_mount(self) -> None:
        """Size to the content."""
        self.border_title = Content("Copy")
        self.border_subtitle = Content("y or enter: the first")
        self.styles.height = len(self.items) + 2
        self.resized()

    def line_count(self) -> int:
        """One each."""
        return len(self.items)

    def line(self, row: int) -> Line:
        """`a  the answer                57 characters`; what is still to be made has no size yet."""
        item = self.items[row]
        size = self._sizes.get(item.kind) if item.kind else len(item.text)
        count = "made when chosen" if size is None else plural(size, "character") if size else "not recorded"
        gap = max(1, self.room - 6 - len(item.name) - len(count))
        text = f"  {item.key}  {item.name}{' ' * gap}{count}"
        return Line(text, "text", [(2, 3, "key"), (len(text) - len(count), len(text), "dim")])

    def show_size(self, kind: str, characters: int) -> None:
        """Show how large a text is that the reader made; 0 if there is none."""
        self._sizes[kind] = characters
        if self.is_mounted:
            self.refresh()

    def action_take(self) -> None:
        """Copy what the cursor is on."""
        self.screen.dismiss(self.items[self.cursor_row])

    def on_click(self, event: events.Click) -> None:
        """Copy what was clicked."""
        row = self.row_at(event.y - self.gutter.top)
        if row is not None:
            self.screen.dismiss(self.items[row])


class CopyMenu(ModalScreen[Copyable | None]):
    """The menu over the screen.

    Attributes:
        items: What can be copied.
    """

    AUTO_FOCUS = "#copy"
    DEFAULT_CSS = """
    CopyMenu {
        #copy {
            width: 60;
            max-width: 96%;
            height: 6;
            border: round $primary;
            border-title-color: $primary;
            border-title-style: bold;
            border-subtitle-color: $text-muted;
            border-subtitle-align: right;
        }
    }
    """
    BINDINGS: ClassVar = [Binding("escape,q", "dismiss", "Close", show=False)]

    def __init__(self, items: Sequence[Copyable]) -> None:
        super().__init__()
        self.items = items
        # Made here: the reader may tell sizes before the menu is on the screen.
        self._lines = CopyLines(items, id="copy")

    def compose(self) -> ComposeResult:
        """Just the lines."""
        yield self._lines

    def show_size(self, kind: str, characters: int) -> None:
        """Show how large a text is that the reader made."""
        self._lines.show_size(kind, characters)

    def on_key(self, event: events.Key) -> None:
        """An item's own key, or `y` again for the first."""
        for item in self.items:
            if event.key == item.key:
                event.stop()
                self.dismiss(item)
                return
        if event.key == "y" and self.items:
            event.stop()
            self.dismiss(self.items[0])
