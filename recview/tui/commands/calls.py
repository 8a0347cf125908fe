"""The next and the previous call of the test, and folding what a call repeats from another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.library import calls_of
from recview.tui.commands.panes import open_recording

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen
    from recview.tui.review.review_screen import ReviewScreen


def go_to_call(main: MainScreen, by: int) -> None:
    """Open the next (1) or previous (-1) call of the test that the open recording is of, and of no other test."""
    library, source = main.session.library, main.session.wanted
    calls = calls_of(library, source) if source else None
    if calls is None:
        main.notify("No recording is open")
        return
    beside = calls.beside(by)
    if beside is None:
        which = "last" if by > 0 else "first"
        main.notify(
            f"The {which} of {calls.total} calls of this test" if calls.total > 1 else "The only call of this test"
        )
        return
    key, tree = library.key(beside), main.test_tree
    if tree.filtering.rows.node(key) is None:
        main.become(main.session.unfollow())
        main.notify(f"Call {calls.number + by} of {calls.total}: the filter hides it in the list")
    else:
        tree.jump_to(key)
    open_recording(main, beside, at_once=False)


def fold_repeated(main: MainScreen | ReviewScreen) -> None:
    """Fold what the call before sent, too, or show it again; on pages side by side, what both begin with."""
    if not [chat for chat in main.chats if chat.repeated_part.fold()]:
        main.notify("Nothing here is known to repeat an earlier call of this test")
