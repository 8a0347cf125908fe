"""The line that takes a filter or a search."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.widgets import Input

from recview.tui.after import after


class SearchBox(Input):
    """One line at the bottom; enter keeps what was typed, escape drops it."""

    BINDINGS: ClassVar = [
        Binding("escape", "drop", "Drop the search", show=False),
        Binding("down,tab", "submit", "Keep the search", show=False, priority=True),
    ]

    class Typed(Message):
        """What was typed so far."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Kept(Message):
        """Enter: go on with what was found."""

    class Dropped(Message):
        """Escape: forget it."""

    def __init__(self, *, id: str, delay: float) -> None:
        """Create the line.

        Args:
            id: The widget's id.
            delay: Seconds of quiet before what was typed takes effect; 0 is at once.
        """
        super().__init__(id=id, compact=True, select_on_focus=False)
        self._delay = delay

    def open(self, prompt: str, text: str) -> None:
        """Take the keyboard."""
        self.placeholder = prompt
        with self.prevent(Input.Changed):
            self.value = text
        self.cursor_position = len(text)
        if text:
            self.select_all()
        self.add_class("-open")
        # At once, not by a message: the next keys may be there already.
        self.screen.set_focus(self)

    def close(self) -> None:
        """Give it back."""
        self.remove_class("-open")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Wait for a pause in typing."""
        event.stop()
        text = event.value
        if not self._delay:
            self.post_message(self.Typed(text))
            return
        after(self._delay, lambda: self.value == text and self.post_message(self.Typed(text)))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        self.post_message(self.Typed(self.value))
        self.post_message(self.Kept())

    def action_drop(self) -> None:
        """Escape."""
        self.post_message(self.Dropped())

    def on_blur(self, event: events.Blur) -> None:
        """A click elsewhere keeps what was typed."""
        self.close()
