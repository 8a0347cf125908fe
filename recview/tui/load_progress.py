"""The progress of the load under way, shown once that takes long."""

from __future__ import annotations

from asyncio import TimerHandle
from typing import TYPE_CHECKING

from recview.progress import Progress
from recview.tui.call_later import call_later

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen

PROGRESS_AFTER_S = 0.5
"""Seconds after which it is shown how far a load has come."""


class LoadProgress:
    """Shows on the main screen how far the latest load has come."""

    def __init__(self, main: MainScreen) -> None:
        self._main = main
        self._latest: Progress | None = None
        self._timer: TimerHandle | None = None

    def begin(self) -> None:
        """Begin with a load, which replaces one that is under way."""
        self.end()
        self._timer = call_later(PROGRESS_AFTER_S, self._show)

    def take(self, progress: Progress) -> None:
        """Note how far the load of a file has come, and show it if that file is wanted."""
        wanted = self._main.session.wanted
        if wanted and wanted.path == progress.path:
            self._latest = progress
            if self._timer is None:
                self._show()

    def end(self) -> None:
        """Show no progress any more, as the load ended."""
        self._latest = None
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if not self._main.is_leaving:
            self._main.become(self._main.session.with_progress(Progress("opening", 1, 1)))

    def _show(self) -> None:
        self._timer = None
        if self._latest and not self._main.is_leaving:
            self._main.become(self._main.session.with_progress(self._latest))

    @property
    def is_shown(self) -> bool:
        """Whether the load is shown."""
        return any(progress.work == "opening" for progress in self._main.session.progress)
