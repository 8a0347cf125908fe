"""Opens the change that the cursor is on: after the frame of the key that moved it, and once it rests."""

from __future__ import annotations

from asyncio import TimerHandle
from time import monotonic
from typing import TYPE_CHECKING

from recview.review_session import paths_of
from recview.tui.call_later import call_later

if TYPE_CHECKING:
    from recview.tui.review.review_screen import ReviewScreen


class ChangeOpening:
    """Waits for the cursor: what it only passes by is not opened.

    A cursor that rested before it moved shows its change without waiting: that is a single key. One that moves on
    within `rest` is a held key, whose last change counts.
    """

    def __init__(self, main: ReviewScreen, rest: float) -> None:
        """Open nothing yet.

        Args:
            main: The screen.
            rest: Seconds for which the cursor must rest behind another move; 0 opens at once.
        """
        self._main = main
        self._rest = rest
        self._moved_at = 0.0
        self._timer: TimerHandle | None = None

    def cursor_moved(self) -> None:
        """Open the change under the cursor, or wait for whether it moves on."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        before, self._moved_at = self._moved_at, monotonic()
        if not self._rest:
            self._open()
        elif self._moved_at - before >= self._rest:
            # The key's own frame comes first.
            self._main.call_after_refresh(self._open)
        else:
            self._timer = call_later(self._rest, self._open)

    @property
    def is_under_way(self) -> bool:
        """Whether another change than the one under the cursor is on the screen still."""
        change, opened = self._main.list.change, self._main.session.opened
        return change is not None and (
            opened is None or (opened.request.before, opened.request.after) != paths_of(change)
        )

    def _open(self) -> None:
        main = self._main
        change, wanted = main.list.change, main.session.wanted
        if change is not None and not main.is_leaving and (wanted is None or paths_of(change) != paths_of(wanted)):
            main.become(main.session.choose(change))
