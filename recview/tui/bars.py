"""The screen's one-line bars: what is open at the top, tabs, and the keys at the bottom. A part may be clicked."""

from __future__ import annotations

from asyncio import TimerHandle
from collections.abc import Collection, Mapping, Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.strip import Strip

from recview.display.parts import Part
from recview.display.sanitize import sanitize
from recview.tui.call_later import call_later
from recview.tui.commands import Command, Needs, Where, hints
from recview.tui.keymap import Keymap
from recview.tui.styles import StyledWidget


class Bar(StyledWidget):
    """One row of parts, those at the right pushed to the edge."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._left: Sequence[Part] = ()
        self._right: Sequence[Part] = ()
        self._cells: list[tuple[int, int, str]] = []

    def show(self, left: Sequence[Part], right: Sequence[Part] = ()) -> None:
        """Show other parts, their texts neutralised."""
        left, right = ([part._replace(text=sanitize(part.text)) for part in parts] for parts in (left, right))
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The row."""
        width = self.size.width
        base = self.style("text")
        self._cells = []
        right = self._right
        taken = sum(cell_len(part.text) for part in right)
        if taken > width:
            right, taken = [], 0
        room = width - taken
        segments: list[Segment] = []
        at = 0
        for index, part in enumerate(self._left):
            text = part.text
            size = cell_len(text)
            # A key without its word would be a riddle.
            wanted = size + (cell_len(self._left[index + 1].text) if part.style == "key" else 0)
            if at + wanted > room:
                if part.action:
                    break
                size = room - at
                text = f"{set_cell_size(text, size - 1)}…" if size > 0 else ""
            segments.append(Segment(text, self.style(part.style)))
            self._cells.append((at, at + size, part.action))
            at += size
            if at >= room:
                break
        segments.append(Segment(" " * (room - at), base))
        at = room
        for part in right:
            size = cell_len(part.text)
            segments.append(Segment(part.text, self.style(part.style)))
            self._cells.append((at, at + size, part.action))
            at += size
        return Strip(segments).crop_extend(0, width, base)

    async def on_click(self, event: events.Click) -> None:
        """Run the action of the part."""
        for start, end, action in self._cells:
            if action and start <= event.x - self.gutter.left < end:
                await self.app.run_action(action, self.screen)
                return


class HintBar(Bar):
    """The keys that matter where the focus is; for a while, a notice stands in their place.

    Attributes:
        keymap: The user's keys.
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.keymap = Keymap()
        self._notice: tuple[str, str] | None = None
        self._ending: TimerHandle | None = None

    def show_for(
        self, where: Where, available: Collection[Needs], words: Mapping[str, str], screen: Where = "app"
    ) -> None:
        """Show the keys of a view.

        Args:
            where: The view.
            available: What is there for keys to work on; see `recview.tui.commands.hints`.
            words: Other words than the table's, by the id of the command.
            screen: The screen that it is on.
        """
        shown = [keyed for command in hints(where, available, screen) if (keyed := self.keymap.of(command)).keys]
        always = [command for command in shown if command.id in ("app.help", "app.quit")]
        left = [part for command in shown if command not in always for part in _hint(command, words)]
        right = [part for command in always for part in _hint(command, words)]
        self.show([Part(" "), *left], right)

    def show_keys(self, keys: Sequence[tuple[str, str, str]]) -> None:
        """Show other keys than a view's: (how it is written, Textual's name, what it does)."""
        self.show([Part(" "), *(part for key in keys for part in _parts(*key))])

    def show_notice(self, words: str, style: str, seconds: float | None) -> None:
        """Show words in the place of the keys, for some seconds or, with None, until a key is pressed."""
        self._cancel_ending()
        self._notice = (words, style)
        self._ending = None if seconds is None else call_later(seconds, self.end_notice)
        self.refresh()

    def end_notice(self) -> None:
        """Show the keys again."""
        self._cancel_ending()
        if self._notice is not None:
            self._notice = None
            self.refresh()

    def key_pressed(self) -> None:
        """End a notice that stays until a key is pressed."""
        if self._ending is None:
            self.end_notice()

    def _cancel_ending(self) -> None:
        if self._ending is not None:
            self._ending.cancel()
            self._ending = None

    def render_line(self, y: int) -> Strip:
        """The keys, or the notice."""
        if self._notice is None:
            return super().render_line(y)
        words, style = self._notice
        text, width = f" {sanitize(words)}", self.size.width
        if cell_len(text) > width:
            text = f"{set_cell_size(text, width - 1)}…"
        self._cells = []
        return Strip([Segment(text, self.style(style))]).extend_cell_length(width, self.style("text"))


def _hint(command: Command, words: Mapping[str, str]) -> tuple[Part, Part]:
    word = words.get(command.id, command.hint)
    return _parts(command.shown.partition(" ")[0], command.keys.partition(",")[0], word)


def _parts(shown: str, key: str, word: str) -> tuple[Part, Part]:
    action = f"app.simulate_key('{key}')"
    return Part(shown, "key", action), Part(f" {word}   ", "dim", action)


class TabBar(Bar):
    """Names of which one is active."""

    def show_tabs(self, tabs: Sequence[tuple[str, str]], active: str, aside: str = "", reserved: int = 0) -> None:
        """Show tabs, as many as there is room for, and the active one always.

        Args:
            tabs: (name, action that a click runs) of each.
            active: The name of the active one.
            aside: Words at the right.
            reserved: Cells of a tab that may come: it must not move the others.
        """
        right = cell_len(aside) + 1 if aside else 0
        index = next((index for index, (name, _) in enumerate(tabs) if name == active), 0)
        # The last one may do without the blank behind it.
        spare = self.size.width - right + 1 - sum(cell_len(name) + 2 for name, _ in tabs)
        is_roomy = spare >= reserved
        parts = [
            Part(_tab_text(name, number - index, is_roomy=is_roomy), "dim" if number - index else "active", action)
            for number, (name, action) in enumerate(tabs)
        ]
        if not spare:
            parts[-1] = parts[-1]._replace(text=parts[-1].text.rstrip())
        while index and sum(cell_len(part.text) for part in parts[: index + 1]) > self.size.width - right:
            # From the left: the first names are reached by tab from wherever one is.
            del parts[0]
            index -= 1
        self.show(parts, [Part(f"{aside} ", "dim")] if aside else [])


def _tab_text(name: str, distance: int, *, is_roomy: bool) -> str:
    """A tab with the blanks around it; where there is little room, one blank parts two names.

    Args:
        name: Its name.
        distance: How far behind the active tab it is: that one has a blank on either side.
        is_roomy: Whether there is room for two blanks between names.
    """
    before = " " if is_roomy or distance != 1 else ""
    return f"{before}{name}{' ' if is_roomy or not distance else ''}"
