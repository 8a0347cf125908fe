"""The keys that compare a recording with what its file held before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.chosen_pair import ChosenPair
from recview.session import Session

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen


def toggle(main: MainScreen) -> None:
    """Show before and after together, or the recording alone."""
    _become_once_laid_out(main, main.session.toggle_view())


def swap(main: MainScreen) -> None:
    """Replay the other side of before and after."""
    _become_once_laid_out(main, main.session.swap_sides())


def become_paired(main: MainScreen, pair: ChosenPair | None) -> None:
    """Have other recordings marked to be compared; with None, compare no longer what was marked."""
    main.become(main.session._replace(pair=pair, view_toggled=False, replayed_side="after"))


def _become_once_laid_out(main: MainScreen, wanted: Session) -> None:
    recording = main.session.opened
    if recording is None or recording.earlier is None:
        main.notify(_why_incomparable(main.session))
        return
    main.loader.lay_out(wanted)


def _why_incomparable(session: Session) -> str:
    """Why there is nothing to compare the open recording with."""
    source = session.shown
    review = session.journal.review(source) if source else None
    if review is None:
        return "It was not written in this session: there is nothing to compare it with"
    if review.unseen:
        return f"There is nothing to compare it with: {review.unseen}"
    return {
        "new": "It is new: there was nothing before it",
        "same": "It was rewritten byte for byte: nothing is different",
    }.get(review.verdict, "There is nothing to compare it with")
