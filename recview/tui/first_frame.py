"""From an empty main screen to its first frame, and on to everything that the frame does not show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.tui.call_later import call_later

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen

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
    if not main.is_leaving:
        await main.side.mount_rest()
        main.loader.start()


def repaint(main: MainScreen) -> None:
    """Draw everything again after the shell had the terminal; no time has passed for the replay."""
    main.clock.skip()
    main.app.screen.refresh(layout=True)
    for widget in main.app.screen.query("*"):
        widget.refresh()
