"""The line that takes a filter or a search."""

from __future__ import annotations

import asyncio

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import Input

from recview.display.literal import literal
from recview.tui.after import after


class SearchBox(Input):
    """One line at the bottom. The app keeps or drops what was typed: see its `keep_search` and `drop_search`."""

    class Typed(Message):
        """What was typed so far."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

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

    @property
    def _value(self) -> Text:
        """What the toolkit draws: neutralised, while `value` keeps pasted characters and so finds recorded ones."""
        return Text(literal(self.value), no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        """The cell where a character of the value begins, as it is drawn."""
        return cell_len(literal(self.value)[:position])

    @property
    def is_open(self) -> bool:
        """Whether it takes what is typed."""
        return self.has_class("-open")

    def close(self) -> None:
        """Give the keyboard back."""
        self.remove_class("-open")

    async def settled(self) -> None:
        """Wait until every key that was handed to the line so far is in its value."""
        done = asyncio.Event()
        if self.call_later(done.set):
            await done.wait()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Wait for a pause in typing."""
        event.stop()
        text = event.value
        if not self._delay:
            self.post_message(self.Typed(text))
            return
        after(self._delay, lambda: self.value == text and self.post_message(self.Typed(text)))

    def on_blur(self, event: events.Blur) -> None:
        """A click elsewhere keeps what was typed; when the terminal itself loses the focus, typing goes on later."""
        if self.app.app_focus:
            self.close()
