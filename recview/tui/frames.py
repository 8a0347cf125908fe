"""When a screen paints sooner than the toolkit would, which waits for a sixtieth of a second after each frame."""

from __future__ import annotations

import time

from textual.screen import Screen

ANSWER_S = 0.1
"""Seconds after a key in which what it changes is painted at once."""


class Frames:
    """The frames of a screen."""

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self._answer_until = 0.0

    def answer_key(self) -> None:
        """Paint what the view with the focus shows next at once, as a key was pressed."""
        self._answer_until = time.monotonic() + ANSWER_S

    def paint_answer(self) -> None:
        """Paint what has changed, if a key is to be answered; what lands just before would else let it wait."""
        screen = self._screen
        if screen._dirty_widgets and not screen.app._batch_count and time.monotonic() < self._answer_until:
            if screen.focused in screen._dirty_widgets:
                self._answer_until = 0.0
            screen._on_timer_update()

    def paint_together(self) -> None:
        """Paint all that has changed by now in one frame: widgets tell of it in their own turns, some a frame late."""
        for widget in self._screen._compositor.visible_widgets:
            widget._check_refresh()
