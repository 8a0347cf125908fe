"""The transport bar: the answer's shape over its chunks, the playhead in it, and where and how fast it goes."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.reactive import Reactive
from textual.strip import Strip

from recview.humanize import speed
from recview.replay.player import BASE_PACE, Player
from recview.replay.timeline import Cell, Timeline, peak
from recview.replay.transcript import EMPTY, Transcript
from recview.tui.messages import PositionChosen
from recview.tui.styles import StyledWidget

_HEIGHTS = "▁▂▃▄▅▆▇█"
_CELL_STYLES = {"reasoning": "dim", "tool_call": "tool", "error": "error"}
_GLYPHS = {"tool call": "▲", "finish": "■", "error": "✗"}


class Transport(StyledWidget):
    """Two rows: the timeline with its marks, and the status. A click seeks."""

    # It does not scroll: the toolkit would lay out the screen a second time whenever its size is another.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._timeline = Timeline(0, {})
        self._transcript: Transcript = EMPTY
        self._player = Player()
        self._state = ""
        self._cells: list[Cell] = []
        self._marks: dict[int, str] = {}
        self._peak = 1.0

    def show(self, timeline: Timeline, transcript: Transcript) -> None:
        """Show another answer's timeline."""
        self._timeline, self._transcript = timeline, transcript
        self._measure()

    def show_player(self, player: Player, state: str = "") -> None:
        """Move the playhead; `state` says, instead of the pace, why there is no answer to play."""
        if (player, state) != (self._player, self._state):
            self._player, self._state = player, state
            self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Cut the timeline into other cells."""
        self._measure()

    def _measure(self) -> None:
        self._cells = self._timeline.cells(max(1, self.size.width - 2))
        self._peak = peak(self._cells)
        self._marks = {}
        for marker in self._transcript.markers:
            if marker.kind in _GLYPHS and (index := self._cell_of(marker.step)) is not None:
                self._marks[index] = self._marks.get(index, "") + _GLYPHS[marker.kind]
        self.refresh()

    def _cell_of(self, step: int) -> int | None:
        """The index of the cell that a step is in; None if there is no such step."""
        count = len(self._cells)
        if not count or not 0 <= step < self._timeline.total:
            return None
        index = step * count // self._timeline.total
        while index + 1 < count and self._cells[index].end <= step:
            index += 1
        return index

    def render_line(self, y: int) -> Strip:
        """The timeline, or the status below it."""
        width = self.size.width
        segments = self._timeline_segments() if y == 0 and self.size.height > 1 else self._status_segments(width)
        return Strip(segments).crop_extend(0, width, self.style("text"))

    def _timeline_segments(self) -> list[Segment]:
        segments = [Segment(" ", self.style("text"))]
        head = self._cell_of(self._player.position - 1)
        count = len(self._cells)
        room = max(1, self.size.width - 2)
        for index, cell in enumerate(self._cells):
            # An answer of fewer chunks than cells still takes the whole bar: a chunk is then several cells wide.
            wide = room * (index + 1) // count - room * index // count
            played = cell.start < self._player.position
            name = _CELL_STYLES.get(cell.kind, "text")
            symbol = _HEIGHTS[min(7, int(cell.weight / self._peak * 7.99))] if cell.kind != "empty" else "·"
            # Where there is no room for all marks of a cell, the last ones count.
            marks = self._marks.get(index, "")[-wide:] if wide else ""
            drawn = marks + symbol * (wide - len(marks))
            style = self.style(name) if played else self.style("ghost")
            if index == head:
                style = self.style("accent")
            segments.append(Segment(drawn, style))
        return segments

    def _status_segments(self, width: int) -> list[Segment]:
        player = self._player
        if self._state:
            return [Segment(f" {self._state}", self.style("dim"))]
        if not player.total:
            return [Segment(" nothing to replay", self.style("dim"))]
        unit = "chunk" if self._transcript.streaming else "word"
        glyph = "▶" if player.playing else "■" if player.at_end else "⏸"
        word = "playing" if player.playing else "end" if player.at_end else "paused"
        where = f"{unit} {player.position:,}/{player.count_words}"
        pace = f"{BASE_PACE * player.speed:g} {unit}s/s"
        note = "no recorded time: even pace" if self._transcript.streaming else "one piece: by words, even pace"
        left = [
            Segment(f" {glyph} ", self.style("accent" if player.playing else "text")),
            Segment(f"{word:<8}", self.style("dim")),
            Segment(f"{where}  ", self.style("text")),
            Segment(f"{speed(player.speed)}", self.style("text")),
        ]
        taken = sum(cell_len(segment.text) for segment in left)
        for right in (f"{pace} · {note} ", f"{pace} · {note.partition(':')[0]} ", f"{pace} ", ""):
            if taken + 2 + len(right) <= width:
                gap = " " * (width - taken - len(right))
                return [*left, Segment(gap + right, self.style("dim"))]
        return left

    def _seek(self, x: int) -> None:
        count = len(self._cells)
        cell = min(max(0, x - 1) * count // max(1, self.size.width - 2), count - 1)
        if self._cells:
            self.post_message(PositionChosen(self._cells[cell].end))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Seek, and go on seeking while the button is held."""
        if event.y == 0 and self.size.height > 1:
            self.capture_mouse()
            self._seek(event.x)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Scrub."""
        if self.app.mouse_captured is self:
            self._seek(event.x)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go."""
        self.release_mouse()
