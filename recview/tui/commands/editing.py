"""The key that opens an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.chosen_pair import before_of
from recview.locating.target import Target

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen


def edit(main: MainScreen) -> None:
    """Open the file of what is shown in the user's editor."""
    source = main.session.shown
    if source is None:
        main.notify("There is no file to edit yet")
    else:
        is_before = main.session.replayed is not main.session.opened
        chosen = before_of(main.session.pair, source) if is_before else None
        main.editor.open(chosen or source, target_of(main), is_before=is_before and chosen is None)


def target_of(main: MainScreen) -> Target:
    """What the focused pane is at: the value under the cursor, the chunk at the playhead, or the whole call."""
    from recview.tui.json_view import JsonView
    from recview.tui.raw_view import RawView

    session, focused = main.session, main.focused
    recording = session.replayed
    if isinstance(focused, RawView):
        return focused.target
    chunk = recording.transcript.chunk(session.player.position) if recording else None
    if isinstance(focused, JsonView):
        keys = focused.cursor.keys if focused.cursor else ()
        if focused.id == "chunk":
            return Target("chunk", chunk or 0, keys)
        return Target("request" if focused.id == "request" else "response", keys=keys)
    if main.panes.focused == "tree" or recording is None or chunk is None or recording.is_card:
        return Target("exchange")
    return Target("chunk", chunk)
