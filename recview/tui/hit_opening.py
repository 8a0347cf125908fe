"""Opens a recording where a text of the list's query stands in it: at the chunk that completes the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from recview.tui.commands.search import Search

if TYPE_CHECKING:
    from recview.display.hits import Hit
    from recview.display.section import Section
    from recview.model import Source
    from recview.text_terms import TextHit
    from recview.tui.main_screen import MainScreen


class HitOpening:
    """Goes to the text that was searched once the recording that has it is on the screen.

    Attributes:
        sections: Those of the page that is on the screen.
    """

    def __init__(self, main: MainScreen) -> None:
        self._main = main
        self._expected: Source | None = None
        self.sections: Sequence[Section] = ()
        self._is_marking = False

    def expect(self, source: Source) -> None:
        """Go to the text in a recording that was chosen, at once if it is open, else once it is."""
        main = self._main
        is_searched = bool(main.test_tree.filtering.query.texts) and main.test_tree.filtering.is_active
        self._expected = source if is_searched else None
        if main.session.is_loaded and main.session.shown == source:
            self.show()

    def end(self) -> None:
        """Mark no text any more: the query looks for none."""
        if self._is_marking:
            self._is_marking = False
            self._main.chat.finder.forget()
            self._main.search.view = None

    def show(self) -> None:
        """Go to the text, if the recording that is on the screen is the one that was chosen for it."""
        main, source = self._main, self._expected
        if source is None or main.session.shown != source or main.session.opened is None:
            return
        hit = main.test_tree.filtering.text_hit(source)
        if hit is None:
            return
        self._expected = None
        position = self._position(hit)
        if position:
            main.become(main.session.with_player(main.session.player.seek(position)))
        if main.search_box.is_open:
            # The line goes on taking the query, and no text in a pane.
            self._expected = source
            return
        self._is_marking = True
        main.search = Search(main.chat, main.session.player)
        main.chat.finder.begin()
        main.chat.finder.find_one(hit.text, lambda hits: self._index(hits, position))
        main.titles.show()

    def _position(self, hit: TextHit) -> int:
        """How much must be played for the text to be complete; 0 for one of the request."""
        from recview.replay.text_steps import step_of_field

        recording = self._main.session.opened
        if recording is None or hit.field == "request":
            return 0
        step = step_of_field(recording.transcript, hit.field, hit.offset + max(0, hit.length - 1))  # type: ignore[arg-type]
        return 0 if step is None else step + 1

    def _index(self, hits: list[Hit], position: int) -> int:
        """The first place in the conversation that is complete at a position and not before."""
        from recview.display.page_lines import position_behind

        sections = self.sections
        positions = (position_behind(sections[hit.anchor], hit) for hit in hits)
        return next((index for index, behind in enumerate(positions) if behind >= position), 0)
