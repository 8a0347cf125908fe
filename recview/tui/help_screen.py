"""What the marks mean and every key, on one page that can be searched."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import ModalScreen

from recview.display.sanitize import sanitize
from recview.humanize import plural
from recview.tui.commands import GROUPS, Where
from recview.tui.help_lines import help_lines, help_parts, matching
from recview.tui.keymap import Keymap
from recview.tui.line_view import Line, LineView
from recview.tui.query_help import FIELDS_TITLE, query_parts


class HelpLines(LineView):
    """The help as lines; what is typed filters them."""

    has_cursor = False
    BINDINGS: ClassVar = [
        Binding("up", "go('up')", show=False),
        Binding("down", "go('down')", show=False),
        Binding("pageup,ctrl+u,ctrl+b", "go('page up')", show=False),
        Binding("pagedown,ctrl+d,ctrl+f", "go('page down')", show=False),
        Binding("home", "go('first')", show=False),
        Binding("end", "go('last')", show=False),
    ]

    def __init__(
        self, where: Where, keymap: Keymap, *, id: str, screen: Where = "app", is_on_queries: bool = False
    ) -> None:
        """Create it.

        Args:
            where: The view that had the focus: its keys come first.
            keymap: The user's keys.
            screen: The screen whose keys are shown; see `recview.tui.commands.SCREENS`.
            id: The widget's id.
            is_on_queries: Whether the page on queries is shown first; tab shows the other one.
        """
        super().__init__(id=id)
        self._where: Where = where
        self._keymap = keymap
        self._keys: Where = screen
        self._is_on_queries = is_on_queries
        self._typed = ""
        self._is_typing = False
        self._lines: list[Line] = []

    def on_mount(self) -> None:
        """Show the page."""
        self._show_page()

    def _show_page(self) -> None:
        self._parts = query_parts() if self._is_on_queries else help_parts(self._where, self._keymap, self._keys)
        self.border_title = Content("Queries" if self._is_on_queries else "Marks and keys")
        self._lay_out()

    def on_resize(self) -> None:
        """Lay out at the new width."""
        self._lay_out()

    def _lay_out(self) -> None:
        parts = matching(self._parts, self._typed)
        right = FIELDS_TITLE if self._is_on_queries else GROUPS[self._keys]
        self._lines = (
            help_lines(parts, self.room - 1, right) if parts else [Line(""), Line("  Nothing matches.", "dim")]
        )
        count = sum(len(part.rows) for part in parts)
        typed = f"/ {sanitize(self._typed)}▏ {plural(count, 'row')} · esc clears"
        other = "marks and keys" if self._is_on_queries else "queries"
        closes = f"type to search · tab: {other} · esc closes"
        self.border_subtitle = Content(typed if self._is_typing else closes)
        self.scroll_to(y=0, animate=False, force=True)
        self.resized()

    def on_key(self, event: events.Key) -> None:
        """Type into the search; with nothing typed, the keys that opened the page or quit close it."""
        if event.key in ("escape", "ctrl+c") and self._is_typing:
            self._type("", is_typing=False)
        elif event.key == "backspace":
            self._type(self._typed[:-1], is_typing=len(self._typed) > 1)
        elif event.key in ("escape", "f1", "ctrl+c") or (event.key in ("q", "question_mark") and not self._is_typing):
            self.screen.dismiss()
        elif event.key in ("tab", "shift+tab"):
            self._is_on_queries = not self._is_on_queries
            self._show_page()
        elif event.key == "slash" and not self._is_typing:
            self._type("", is_typing=True)
        elif event.key in ("space", "G", "upper_g") and not self._is_typing:
            self.action_go("page down" if event.key == "space" else "last")
        elif event.is_printable and event.character:
            self._type(self._typed + event.character, is_typing=True)
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Search for the first line of what was pasted."""
        event.stop()
        if pasted := event.text.strip():
            self._type(self._typed + pasted.splitlines()[0], is_typing=True)

    def _type(self, text: str, *, is_typing: bool) -> None:
        self._typed, self._is_typing = text, is_typing
        self._lay_out()

    def line_count(self) -> int:
        """All lines that match."""
        return len(self._lines)

    def line(self, row: int) -> Line:
        """A line of the help."""
        return self._lines[row]


class HelpScreen(ModalScreen[None]):
    """The help over the screen."""

    AUTO_FOCUS = "#help"
    # With the screen, and not in the style sheet, which every start parses before its first frame.
    DEFAULT_CSS = """
    HelpScreen {
        #help {
            width: 124;
            max-width: 96%;
            height: 90%;
            border: round $primary;
            border-title-color: $primary;
            border-title-style: bold;
            border-subtitle-color: $text-muted;
            border-subtitle-align: right;
        }
    }
    """

    def __init__(self, where: Where, keymap: Keymap, *, screen: Where = "app", is_on_queries: bool = False) -> None:
        super().__init__()
        self._keys: Where = screen
        self._is_on_queries = is_on_queries
        self._where: Where = where
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """Just the lines."""
        yield HelpLines(self._where, self._keymap, id="help", screen=self._keys, is_on_queries=self._is_on_queries)

    def on_key(self, event: events.Key) -> None:
        """A mouse event from outside of the terminal takes the focus from the lines: they get the keys all the same."""
        self.query_one(HelpLines).on_key(event)
