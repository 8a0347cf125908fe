"""A question over the screen, answered with enter or esc."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import ModalScreen

from recview.display.sanitize import sanitize
from recview.tui.line_view import Line, LineView


class AskLines(LineView):
    """The question."""

    has_cursor = False

    def __init__(self, words: Sequence[str], keys: str) -> None:
        super().__init__(id="ask")
        self._words = words
        self.border_subtitle = Content(sanitize(keys))

    def on_mount(self) -> None:
        """Show it."""
        self.styles.height = len(self._words) + 2
        self.resized()

    def line_count(self) -> int:
        """One for each of the words."""
        return len(self._words)

    def line(self, row: int) -> Line:
        """A line of it."""
        return Line(f" {self._words[row]}", "dim" if row else "title")


class AskScreen(ModalScreen[bool]):
    """The question over the screen; its result is whether it was answered with yes."""

    AUTO_FOCUS = "#ask"
    DEFAULT_CSS = """
    AskScreen {
        #ask { width: 76; max-width: 96%; border: round $primary; border-title-color: $primary; }
    }
    """
    BINDINGS: ClassVar = [
        Binding("enter", "answer(True)", show=False, priority=True),
        Binding("escape,q,ctrl+c", "answer(False)", show=False, priority=True),
    ]

    def __init__(self, words: Sequence[str], keys: str) -> None:
        super().__init__()
        self._words, self._keys = words, keys

    def compose(self) -> ComposeResult:
        """Just the lines."""
        yield AskLines(self._words, self._keys)

    def action_answer(self, is_yes: bool) -> None:
        """End with an answer."""
        self.dismiss(is_yes)
