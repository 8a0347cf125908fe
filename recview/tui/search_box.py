"""The line that takes a filter or a search."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from recview.display.parts import Part
from recview.display.sanitize import sanitize
from recview.tui.bars import Bar
from recview.tui.call_later import call_later


class SearchBox(Input):
    """One line at the bottom. Enter and escape are the main screen's, see its `action_end_search`."""

    # Here, not among the screen's: a user's keymap takes keys from other bindings of the same widget.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down,tab,shift+tab", "screen.end_search(True)", show=False, priority=True),
        Binding("escape", "screen.end_search(False)", show=False, priority=True),
    ]

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
        self._show_line(True)
        # At once, not by a message: the next keys may be there already.
        self.screen.set_focus(self)

    @property
    def _value(self) -> Text:
        """What the toolkit draws: neutralised, while `value` keeps pasted characters and so finds recorded ones."""
        return Text(sanitize(self.value), no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        """The cell where a character of the value begins, as it is drawn."""
        return cell_len(sanitize(self.value)[:position])

    @property
    def is_open(self) -> bool:
        """Whether it takes what is typed."""
        return self.parent is not None and self.parent.has_class("-open")

    def close(self) -> None:
        """Give the keyboard back."""
        self._show_line(False)

    def _show_line(self, is_open: bool) -> None:
        if isinstance(self.parent, SearchLine):
            self.parent.set_class(is_open, "-open")

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
        call_later(self._delay, lambda: self.value == text and self.post_message(self.Typed(text)))

    def on_blur(self, event: events.Blur) -> None:
        """A click elsewhere keeps what was typed; when the terminal itself loses the focus, typing goes on later."""
        if self.app.app_focus:
            self.close()


class SearchLine(Horizontal):
    """The box with a `/` before it and, behind it, how many places match and where they are looked for."""

    def __init__(self, *, id: str, delay: float) -> None:
        super().__init__(id=id)
        self.box = SearchBox(id="search", delay=delay)

    def compose(self) -> ComposeResult:
        """Mark, box, count."""
        mark = Bar(id="search-mark")
        mark.show([Part(" / ", "accent")])
        yield mark
        yield self.box
        yield Bar(id="search-count")

    def show_count(self, count: str, where: str) -> None:
        """Say how many, and of what, as far as there is room."""
        bar = self.query_one("#search-count", Bar)
        parts = [Part(f"{count}  ", "text"), Part(f"{where} ", "dim")]
        bar.show([], parts if len(count) + len(where) + 3 <= bar.size.width else parts[:1])
