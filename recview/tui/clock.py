"""The clock that moves the replay, and how long the screen waits for the user."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from textual.timer import Timer

from recview.tui.commands.replay import move_replay

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen
    from recview.tui.review.review_screen import ReviewScreen

FRAME_S = 1 / 30
"""Seconds between two frames of the replay."""

OPEN_AFTER_S = 0.15
"""Seconds for which the cursor rests on a recording before it opens."""

TYPING_PAUSE_S = 0.04
"""Seconds without a key after which what was typed is looked for."""


class ReplayClock:
    """Ticks while the replay plays; without `ticking`, tests hand time in by `advance`."""

    def __init__(self, main: MainScreen | ReviewScreen, *, ticking: bool) -> None:
        self._main = main
        self._ticking = ticking
        self._timer: Timer | None = None
        self.ticked_at = 0.0

    def start(self) -> None:
        """Make the timer, which rests until something plays."""
        self._timer = self._main.set_interval(FRAME_S, self.tick, pause=True) if self._ticking else None

    def follow(self, *, playing: bool) -> None:
        """Run while something plays, and rest otherwise."""
        if self._timer is None:
            return
        if playing and self.ticked_at == 0:
            self.ticked_at = monotonic()
            self._timer.resume()
        elif not playing:
            self.ticked_at = 0.0
            self._timer.pause()

    def skip(self) -> None:
        """Let the time since the last tick count for nothing."""
        self.ticked_at = monotonic() if self.ticked_at else 0.0

    def tick(self) -> None:
        """Move the replay by the time since the last tick."""
        now = monotonic()
        if self.ticked_at:
            self.advance(now - self.ticked_at)
            self.ticked_at = now if self._main.session.player.playing else 0.0

    def advance(self, seconds: float) -> None:
        """Move the replay by some seconds."""
        move_replay(self._main, self._main.session.player.tick(seconds))
