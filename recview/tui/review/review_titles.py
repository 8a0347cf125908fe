"""Shows in the bars and borders of a review what `recview.display.review_words` makes of the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.display.review_words import (
    ShownChange,
    Work,
    change_line,
    empty_words,
    filter_words,
    paths_words,
    side_title,
    top_line,
)
from recview.live.review_events import ChangeOpened
from recview.review_session import ReviewSession
from recview.tui.bars import Bar
from recview.tui.commands import Needs
from recview.tui.search_box import SearchBox
from recview.tui.styles import set_border_title
from recview.verdicts.decisions import progress

if TYPE_CHECKING:
    from recview.tui.review.review_screen import ReviewScreen

NOTE_KEYS = (("enter", "enter", "keep the note"), ("esc", "escape", "leave it as it was"))
"""The keys while a note is typed."""

NO_NOTE_KEYS = (("esc", "escape", "end: a heading has no note"),)
"""The same where there is nothing to note."""

FILTER_KEYS = (("enter", "enter", "keep"), ("esc", "escape", "end the filter"))
"""The keys while a query is typed."""


class ReviewTitles:
    """The words around the panes of a review."""

    is_query_typed = False

    def __init__(self, main: ReviewScreen) -> None:
        self._main = main
        self._counted: tuple[object, object] = (None, None)
        self._seen_words = ""

    def _seen(self) -> str:
        """How much was seen, counted once for the same changes and decisions."""
        session = self._main.session
        if self._counted[0] is not session.changes or self._counted[1] is not session.decisions:
            self._counted = session.changes, session.decisions
            self._seen_words = progress(session.changes, session.decisions).words
        return self._seen_words

    def show(self) -> None:
        """Show how far the review has come, what is different in the change that is shown, and where it is."""
        main, session = self._main, self._main.session
        if main.is_leaving:
            return
        main.query_one("#top", Bar).show(*top_line(main.labels, self._seen(), work_of(session), main.size.width))
        opened = session.opened
        main.query_one("#change", Bar).show(
            *(change_line(shown_change(opened, main.sides.difference)) if opened else ((), ()))
        )
        kept = main.list.problem or f"{main.list.kept_count:,} of {len(session.changes):,}"
        filtered = filter_words(session.query, kept)
        below = paths_words(main.list.change, main.list.size.width - 6)
        set_border_title(main.list, filtered or None, below or None)
        if main.search_box.is_open and main.typed == "query":
            main.search_line.show_count(
                main.list.problem or f"{main.list.kept_count:,} of {len(session.changes):,}", ""
            )
        self._show_sides()
        self.show_hints()

    def _show_sides(self) -> None:
        main, session = self._main, self._main.session
        if session.opened is None:
            return
        request = session.opened.request
        panes = ((main.sides.before, "before", request.before), (main.sides.after, "after", request.after))
        for (pane, name, path), label in zip(panes, main.labels, strict=True):
            title = side_title(name, label, pane.size.width, is_there=path is not None)
            set_border_title(pane, title, None)
        if session.shown == "both" and not main.sides.are_beside:
            is_pair = request.before is not None and request.after is not None
            title = "before | after" if is_pair else "new" if request.before is None else "gone"
            set_border_title(main.sides.after, title, None)

    def show_hints(self) -> None:
        """Show the keys that do something where the focus is."""
        main = self._main
        if main.app.screen is not main:
            return
        if isinstance(main.focused, SearchBox):
            note_keys = NOTE_KEYS if main.list.change else NO_NOTE_KEYS
            main.hints.show_keys(note_keys if main.typed == "note" else FILTER_KEYS)
            return
        available: set[Needs] = {"nothing"}
        if main.list.chosen:
            available.add("rows")
        if main.list.change is not None and main.session.opened is not None:
            available.add("recording")
            if main.session.player.total:
                available.add("answer")
        words = {} if main.list.change else {"changes.open": "fold" if self._is_unfolded() else "unfold"}
        main.hints.show_for(main.panes.focused_keys, available, words, main.keys)

    def _is_unfolded(self) -> bool:
        row = self._main.list.row
        return row is not None and not row.is_folded


def shown_change(opened: ChangeOpened, difference: tuple[int, int]) -> ShownChange:
    """What the line above the two sides is about."""
    exchanges = (opened.exchange + 1, len(opened.exchanges))
    return ShownChange(opened.change, opened.differences, difference, exchanges, opened.stale)


def work_of(session: ReviewSession) -> Work:
    """How far comparing has come."""
    return Work(session.done, session.total, session.is_complete, session.has_reader)


def empty_words_of(session: ReviewSession, labels: tuple[str, str]) -> list[str]:
    """The lines of a list without changes."""
    if session.query and session.changes:
        return ["", "No change matches the query", "", "esc ends the filter"]
    return empty_words(labels, work_of(session), session.identical, session.problems)
