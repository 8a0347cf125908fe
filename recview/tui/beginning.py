"""What the arguments ask the screen to begin with: a query, a recording, a chunk; each until it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.model import Source
from recview.tui.commands import panes, search

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen

NOTICE_S = 8
"""Seconds for which a notice stays that answers no key."""


class Beginning:
    """What is still to be done of it."""

    def __init__(
        self, chosen: Source | None = None, chunk: int | None = None, query: str = "", notice: str = ""
    ) -> None:
        """Nothing is done yet.

        Args:
            chosen: The recording to open; None for the first.
            chunk: The chunk to open it at, counted from 1; None for the usual.
            query: What is typed into `/`; empty for nothing.
            notice: What the user is told; empty for nothing.
        """
        self.chosen = chosen
        self._chunk, self._query, self._notice = chunk, query, notice

    def take_first_frame(self, main: MainScreen) -> None:
        """Type the query and tell the notice, now that there is a screen."""
        if self._query:
            search.look_for(main, self._query)
        if self._notice:
            main.notify(self._notice, severity="warning", timeout=NOTICE_S)

    def allows(self, source: Source) -> bool:
        """Whether a recording is opened as the cursor rests on it: no other one before the chosen one has its row."""
        return self.chosen in (None, source)

    def take_cursor(self) -> None:
        """The cursor was moved: what was chosen before no longer counts."""
        self.chosen = None

    def take_list(self, main: MainScreen) -> None:
        """Put the cursor on the chosen recording once it has its row; give it up if all are read and it has none."""
        session, source = main.session, self.chosen
        if source is None:
            if self._query and not session.indexing and session.wanted is None:
                # Nothing matches, so that nothing is opened.
                main.chat.show_words()
            return
        key = session.library.key(source)
        if key:
            self.chosen = None
            main.test_tree.jump_to(key)
            # It may be the first row now, and not once more is read.
            main.test_tree.cursor.hold()
            panes.open_recording(main, source, at_once=False)
        elif not session.indexing:
            self.chosen = None

    def take_opened(self, main: MainScreen) -> None:
        """Go to the chunk once its recording is open, all of it."""
        session = main.session
        if self._chunk is None or session.replayed is None or session.replayed.transcript.goes_on:
            return
        if self.chosen not in (None, session.shown):
            return
        chunk, self._chunk = self._chunk, None
        transcript = session.replayed.transcript
        if not transcript.streaming:
            main.notify("This answer did not come in chunks", severity="warning", timeout=NOTICE_S)
        elif chunk > transcript.total:
            words = f"This answer has {transcript.total:,} chunks, and none with the number {chunk:,}"
            main.notify(words, severity="warning", timeout=NOTICE_S)
        main.become(session.with_player(session.player.seek(chunk)))
