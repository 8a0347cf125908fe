"""From an empty main screen to its first frame, and on to everything that the frame does not show."""

from __future__ import annotations

from asyncio import Lock
from typing import TYPE_CHECKING

from textual import events
from textual.css.query import NoMatches
from textual.widget import MountError

from recview.tui.call_later import call_later

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen
    from recview.tui.review.review_screen import ReviewScreen

_STEPS = frozenset({"up", "k", "down", "j"})

MOUNT_AFTER_S = 0.04
"""Seconds from the first frame until the views that it does not show are made."""


def show_first_frame(main: MainScreen) -> None:
    """Show what was read by now; go on once that is painted."""
    main.clock.start()
    main.chat.show_words("", "Reading …")
    main.transport.show_player(main.session.player, "no recording is open")
    main.titles.show_top()
    main.panes.lay_out()
    main.beginning.take_first_frame(main)
    main.live.show_first()
    main.call_after_refresh(_go_on, main)


async def _go_on(main: MainScreen) -> None:
    main.live.painted()
    if main.ticking:
        # What the first frame does not show can wait for it, and for the first keys.
        call_later(MOUNT_AFTER_S, lambda: main.call_later(_mount_rest, main))
    else:
        await _mount_rest(main)


async def _mount_rest(main: MainScreen) -> None:
    await main.later_parts.mount()
    if not main.is_leaving:
        main.loader.start()


class LaterParts:
    """The widgets of the main screen that its first frame does not show.

    Attributes:
        are_mounted: Whether they are there.
    """

    def __init__(self, main: MainScreen) -> None:
        self._main = main
        self._lock = Lock()
        self.are_mounted = False

    def are_needed_for(self, event: events.InputEvent) -> bool:
        """Whether they must be there before an event is answered; they need not for a step in the list."""
        if self.are_mounted or isinstance(event, events.MouseMove):
            return False
        is_step = isinstance(event, events.Key) and event.key in _STEPS and not self._main.keymap.keys
        return not is_step or self._main.focused is not self._main.test_tree

    async def mount(self) -> None:
        """Mount them, if nobody did."""
        main = self._main
        async with self._lock:
            if self.are_mounted or main.is_leaving:
                return
            try:
                with main.app.batch_update():
                    await main.query_one("#panes").mount(main.facets, after=main.test_tree)
                    await main.mount(main.search_line, before=main.hints)
                    await main.side.mount_rest()
            except (MountError, NoMatches):
                # The app may end between any two of them: then there is nothing left to mount them in.
                if not main.is_leaving:
                    raise
            self.are_mounted = not main.is_leaving


def repaint(main: MainScreen | ReviewScreen) -> None:
    """Draw everything again after the shell had the terminal; no time has passed for the replay."""
    main.clock.skip()
    main.app.screen.refresh(layout=True)
    for widget in main.app.screen.query("*"):
        widget.refresh()
