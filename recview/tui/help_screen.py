"""All keys on one page, from the table of commands."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import ModalScreen

from recview.tui.commands import table
from recview.tui.line_view import Line, LineView

_KEYS = 12


class HelpLines(LineView):
    """The table as lines."""

    has_cursor = False
    BINDINGS: ClassVar = [
        Binding("up,k", "go('up')", show=False),
        Binding("down,j", "go('down')", show=False),
        Binding("pageup,ctrl+u", "go('page up')", show=False),
        Binding("pagedown,ctrl+d,space", "go('page down')", show=False),
        Binding("home,g", "go('first')", show=False),
        Binding("end,G,upper_g", "go('last')", show=False),
    ]

    def on_mount(self) -> None:
        """Lay the table out."""
        self._lines: list[Line] = [Line("")]
        for group, rows in table().items():
            self._lines.append(Line(f"  {group}", "title"))
            self._lines += [Line(f"  {keys:>{_KEYS}}  {does}", "text", [(2, 2 + _KEYS, "key")]) for keys, does in rows]
            self._lines.append(Line(""))
        self.border_title = Content("Keys")
        self.border_subtitle = Content("esc closes")
        self.resized()

    def line_count(self) -> int:
        """All lines of the table."""
        return len(self._lines)

    def line(self, row: int) -> Line:
        """A line of the table."""
        return self._lines[row]


class HelpScreen(ModalScreen[None]):
    """The table over the screen."""

    AUTO_FOCUS = "#help"
    BINDINGS: ClassVar = [Binding("escape,q,question_mark,f1", "dismiss", "Close", show=False)]

    def compose(self) -> ComposeResult:
        """Just the lines."""
        yield HelpLines(id="help")
