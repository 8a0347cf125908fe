"""The key that compares any two recordings: it marks one, and on another shows both as before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.chosen_pair import ChosenPair
from recview.model import Source
from recview.tui.commands.comparing import become_paired
from recview.tui.commands.panes import open_recording

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen


def mark(main: MainScreen) -> None:
    """Mark a recording; with one marked, show that before this one; on one of the two, end it."""
    source = _meant(main)
    if source is None:
        main.notify("There is no recording here to be compared")
        return
    pair = main.session.pair
    if pair is None:
        become_paired(main, ChosenPair(source))
        return
    pair = pair.with_choice(source)
    become_paired(main, pair)
    if pair:
        open_recording(main, source, at_once=True)


def _meant(main: MainScreen) -> Source | None:
    """The recording under the cursor of the list; from another pane the one that is open."""
    if main.panes.focused != "tree":
        return main.session.shown
    leaf = main.test_tree.announcer.leaf()
    return leaf.entry.source if leaf else None
