"""The screen's one-line bars: what is open at the top, tabs, and the keys at the bottom. Each part can be clicked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.strip import Strip

from recview.display.sanitize import sanitize
from recview.tui.commands import Command, Needs, Where, hints
from recview.tui.styles import StyledWidget


class Part(NamedTuple):
    """A stretch of a bar: what it says, in which style, and the action that a click runs."""

    text: str
    style: str = "text"
    action: str = ""


def fitted(parts: Sequence[Part], room: int) -> list[Part]:
    """Parts in so many cells: as they are, else each by its figure or mark alone, else as many of those as fit."""
    if sum(cell_len(part.text) for part in parts) <= room:
        return list(parts)
    kept: list[Part] = []
    for part in parts:
        words = part.text.split()
        # `✗ 32 errors` has its figure behind its mark, `● live 12:30:01` has just a mark.
        count = 2 if len(words) > 1 and not words[0].isalnum() and words[1].replace(",", "").isdigit() else 1
        part = part._replace(text=f"{' '.join(words[:count])} ")
        if room < cell_len(part.text):
            break
        room -= cell_len(part.text)
        kept.append(part)
    return kept


class Bar(StyledWidget):
    """One row of parts, those at the right pushed to the edge."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._left: Sequence[Part] = ()
        self._right: Sequence[Part] = ()
        self._places: list[tuple[int, int, str]] = []

    def show(self, left: Sequence[Part], right: Sequence[Part] = ()) -> None:
        """Say other things, neutralised."""
        left, right = ([part._replace(text=sanitize(part.text)) for part in parts] for parts in (left, right))
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The row."""
        width = self.size.width
        base = self.style("text")
        self._places = []
        right = self._right
        taken = sum(cell_len(part.text) for part in right)
        if taken > width:
            right, taken = [], 0
        room = width - taken
        segments: list[Segment] = []
        at = 0
        for place, part in enumerate(self._left):
            text = part.text
            size = cell_len(text)
            # A key without its word would be a riddle.
            wanted = size + (cell_len(self._left[place + 1].text) if part.style == "key" else 0)
            if at + wanted > room:
                if part.action:
                    break
                text = set_cell_size(text, max(0, room - at))
                size = room - at
            segments.append(Segment(text, self.style(part.style)))
            self._places.append((at, at + size, part.action))
            at += size
            if at >= room:
                break
        segments.append(Segment(" " * (room - at), base))
        at = room
        for part in right:
            size = cell_len(part.text)
            segments.append(Segment(part.text, self.style(part.style)))
            self._places.append((at, at + size, part.action))
            at += size
        return Strip(segments).crop_extend(0, width, base)

    async def on_click(self, event: events.Click) -> None:
        """Run the action of the part."""
        for start, end, action in self._places:
            if action and start <= event.x - self.gutter.left < end:
                await self.app.run_action(action)
                return


class HintBar(Bar):
    """The keys that matter where the focus is; for a while, something that is to be said stands in their place."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._said: tuple[str, str] | None = None

    def show_for(self, where: Where, there: Collection[Needs], words: Mapping[str, str]) -> None:
        """Show the keys of a view.

        Args:
            where: The view.
            there: What is there for keys to work on; see `recview.tui.commands.hints`.
            words: What a key does just now, by its action, where that is more than its command says.
        """
        shown = hints(where, there)
        always = [command for command in shown if command.action in ("help", "leave_app")]
        left = [part for command in shown if command not in always for part in _hint(command, words)]
        right = [part for command in always for part in _hint(command, words)]
        self.show([Part(" "), *left], right)

    def show_keys(self, keys: Sequence[tuple[str, str, str]]) -> None:
        """Show other keys than a view's: (how it is written, the toolkit's name, what it does)."""
        self.show([Part(" "), *(part for key in keys for part in _parts(*key))])

    def say(self, words: str, style: str) -> None:
        """Say something in the place of the keys, until `end`."""
        self._said = (words, style)
        self.refresh()

    def end(self) -> None:
        """Show the keys again."""
        if self._said is not None:
            self._said = None
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The keys, or what is said."""
        if self._said is None:
            return super().render_line(y)
        words, style = self._said
        text, width = f" {sanitize(words)}", self.size.width
        if cell_len(text) > width:
            text = f"{set_cell_size(text, width - 1)}…"
        self._places = []
        return Strip([Segment(text, self.style(style))]).extend_cell_length(width, self.style("text"))


def _hint(command: Command, words: Mapping[str, str]) -> tuple[Part, Part]:
    word = words.get(command.action, command.hint)
    return _parts(command.shown.partition(" ")[0], command.keys.partition(",")[0], word)


def _parts(shown: str, key: str, word: str) -> tuple[Part, Part]:
    action = f"hinted('{key}')"
    return Part(shown, "key", action), Part(f" {word}   ", "dim", action)


class TabBar(Bar):
    """Names of which one is active."""

    def show_tabs(self, tabs: Sequence[tuple[str, str]], active: str, aside: str = "") -> None:
        """Show (name, action) pairs; those that have room, and the active one always.

        Args:
            tabs: What to call each and what a click runs.
            active: The name that is on.
            aside: What stands at the right.
        """
        parts: list[Part] = []
        for name, action in tabs:
            parts.append(Part(f" {name} ", "active" if name == active else "dim", action))
        right = cell_len(aside) + 1 if aside else 0
        place = next((place for place, (name, _) in enumerate(tabs) if name == active), 0)
        while place and sum(cell_len(part.text) for part in parts[: place + 1]) > self.size.width - right:
            # From the left: the first names are reached by tab from wherever one is.
            del parts[0]
            place -= 1
        self.show(parts, [Part(f"{aside} ", "dim")] if aside else [])
