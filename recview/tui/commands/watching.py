"""The key that follows a re-record."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen


def follow(main: MainScreen) -> None:
    """Open every recording as it lands, or stop doing so."""
    if main.session.following:
        main.become(main.session.unfollow())
        main.notify("Not following any more")
        return
    main.become(main.session.follow())
    if not main.session.journal.newest:
        main.notify("Following: what is written next opens here; moving the cursor lets go")
