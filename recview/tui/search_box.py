"""The line that takes a filter or a search."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input

from recview.display.parts import Part
from recview.display.sanitize import sanitize
from recview.tui.bars import Bar
from recview.tui.call_later import call_later

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen


class SearchBox(Input):
    """One line at the bottom. What its keys do is the main screen's, see its `action_search_key`."""

    # Here, not among the screen's: a user's keymap takes keys from other bindings of the same widget.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(keys, f"screen.search_key('{does}')", show=False, priority=True)
        for keys, does in (
            ("enter,shift+tab", "keep"),
            ("escape", "drop"),
            ("tab", "complete"),
            ("up", "older"),
            ("down", "newer"),
            ("ctrl+t", "as_text"),
            ("f1", "help"),
        )
    ]

    # The toolkit's lays the screen out with every letter; the line is as wide as the screen leaves it.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))

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
        self._pause = delay
        self._wrong = (0, 0)

    def open(self, prompt: str, text: str, *, waits: bool) -> None:
        """Take the keyboard; with `waits`, what is typed takes effect after a pause."""
        self._pause = self._delay if waits else 0
        self.show_wrong(0, 0)
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
        text = Text(sanitize(self.value), no_wrap=True, overflow="ignore", end="")
        start, end = self._wrong
        if start < end:
            style = cast("MainScreen", self.app.screen_stack[0]).named_styles.overlay("error")
            text.stylize(style + Style(underline=True), start, end)
        return text

    def show_wrong(self, start: int, end: int) -> None:
        """Mark the characters that are wrong; none where both are the same."""
        if (start, end) != self._wrong:
            self._wrong = start, end
            self.refresh()

    def show_rest(self, text: str) -> None:
        """Show, dim, how what was typed would go on as another text; that it does not with an empty one."""
        is_longer = self.cursor_position == len(self.value) and text.lower().startswith(self.value.lower())
        self._suggestion = f"{self.value}{sanitize(text[len(self.value) :])}" if is_longer else ""

    def write(self, text: str) -> None:
        """Put a text in the place of what was typed, the cursor behind it."""
        self.value = text
        self.cursor_position = len(text)

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
        """Have what was typed take effect, after a pause in typing if it is to be waited for."""
        event.stop()
        text = event.value
        if not self._pause:
            # At once, not by a message: the letter would be painted first, and what it filters a frame later.
            main = cast("MainScreen", self.screen)
            main.on_search_box_typed(self.Typed(text))
            main.frames.paint_together()
            return
        call_later(self._pause, lambda: self.value == text and self.post_message(self.Typed(text)))

    def on_blur(self, event: events.Blur) -> None:
        """A click elsewhere keeps what was typed; when the terminal itself loses the focus, typing goes on later."""
        if self.app.app_focus:
            self.close()


class SearchLine(Horizontal):
    """The box with a mark before it and, behind it, how many places match and where they are looked for."""

    DEFAULT_CSS = """
    SearchLine {
        display: none;
        height: 1;
        &.-open { display: block; layout: horizontal; }
        #search-mark { width: 3; }
        #search { height: 1; width: 3fr; border: none; padding: 0; background: $background; }
        #search-count { width: 2fr; }
    }
    """

    def __init__(self, *, id: str, delay: float) -> None:
        super().__init__(id=id)
        self.box = SearchBox(id="search", delay=delay)

    def compose(self) -> ComposeResult:
        """Mark, box, count."""
        yield Bar(id="search-mark")
        yield self.box
        yield Bar(id="search-count")

    def on_mount(self) -> None:
        """Show that a text is looked for, unless a signal ended the app before there was a mark."""
        if self.is_attached:
            self.show_mark("/")

    def show_mark(self, mark: str) -> None:
        """Show in a character what is typed."""
        self.query_one("#search-mark", Bar).show([Part(f" {mark} ", "accent")])

    def show_count(self, count: str, where: str, offer: Sequence[Part] = ()) -> None:
        """Say how many, and of what, and what else was probably meant, as far as there is room.

        Args:
            count: How many places match.
            where: Where they are looked for.
            offer: What was probably meant, and the key that takes it.
        """
        bar = self.query_one("#search-count", Bar)
        parts = [Part(f"{count} ", "text"), *(offer or [Part(f" {where} ", "dim")])]
        is_fitting = sum(cell_len(part.text) for part in parts) <= bar.size.width
        bar.show([], parts if is_fitting else parts[:1])
