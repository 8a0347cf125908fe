"""The screen of a review: the list of what differs above, before and after of the change under the cursor below."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from recview.humanize import shorten
from recview.live.client import Reader
from recview.live.review_events import Restored
from recview.review_session import ReviewSession
from recview.tui.bars import Bar, HintBar
from recview.tui.chat_view import ChatView
from recview.tui.clock import OPEN_AFTER_S, ReplayClock
from recview.tui.commands import Where, command_of
from recview.tui.commands.replay import move_replay
from recview.tui.commands.reviewing import end_typing
from recview.tui.frugal_screen import FrugalScreen
from recview.tui.keymap import Keymap
from recview.tui.messages import PositionChosen
from recview.tui.review.asking import AskScreen
from recview.tui.review.change_list import ChangeList
from recview.tui.review.change_opening import ChangeOpening
from recview.tui.review.review_feed import ReviewFeed
from recview.tui.review.review_panes import ReviewPanes
from recview.tui.review.review_slices import show_changes
from recview.tui.review.review_titles import ReviewTitles
from recview.tui.review.sides_view import SidesView
from recview.tui.search_box import SearchBox, SearchLine
from recview.tui.textual_bindings import bindings
from recview.verdicts.decisions import Decisions
from recview.verdicts.listed_changes import ListedChange

Save = Callable[[Decisions], str]
"""Keeps the decisions; returns why they could not be kept, as a clause, or nothing."""


class ReviewScreen(FrugalScreen):
    """The list and the two sides, composed: the session says what they show, and `become` shows another one.

    Attributes:
        session: The state of everything on the screen.
        labels: What the two sides are called.
        keys: Where its own keys are in the table of commands.
        keymap: The user's keys.
        typed: What is typed in the line: a `note` or a `query`.
    """

    AUTO_FOCUS = "#changes"
    BINDINGS: ClassVar[list[BindingType]] = bindings("review")
    keys: Where = "review"

    def __init__(
        self, labels: tuple[str, str], session: ReviewSession, reader: Reader, save: Save, *, ticking: bool
    ) -> None:
        super().__init__(id="_default")
        self.labels, self.session, self.ticking, self._save = labels, session, ticking, save
        self.keymap = Keymap()
        self.list, self.sides = ChangeList(id="changes"), SidesView(id="sides")
        self.search_line, self.hints = SearchLine(id="search-line", delay=0), HintBar(id="hints")
        self.search_box, self.typed = self.search_line.box, "query"
        self.panes, self.titles = ReviewPanes(self), ReviewTitles(self)
        self.feed, self.clock = ReviewFeed(self, reader), ReplayClock(self, ticking=ticking)
        self.opening = ChangeOpening(self, OPEN_AFTER_S if ticking else 0)

    def compose(self) -> ComposeResult:
        """The list, the sides, the line for a note, and the bars."""
        yield Bar(id="top")
        with Container(id="review"):
            yield self.list
            yield Bar(id="change")
            yield self.sides
        yield self.search_line
        yield self.hints

    def on_mount(self) -> None:
        """Show what there is, and whatever comes."""
        if self.is_leaving:
            return
        self.clock.start()
        show_changes(self, None)
        self.call_after_refresh(self.feed.painted)

    def become(self, session: ReviewSession) -> None:
        """Take another session and show what is different in it."""
        before, self.session = self.session, session
        if session is not before and not self.is_leaving:
            show_changes(self, before)

    def save(self, session: ReviewSession) -> None:
        """Take a session with other decisions, and keep them."""
        self.become(session)
        if problem := self._save(session.decisions):
            self.notify(f"The decision is not kept: {problem}", severity="error")

    @property
    def chats(self) -> tuple[ChatView, ...]:
        """The pages that are shown."""
        return self.sides.chats

    @property
    def chat(self) -> ChatView:
        """The page that has the focus, else the last one."""
        return self.focused if isinstance(self.focused, ChatView) else self.sides.chats[-1]

    @property
    def is_leaving(self) -> bool:
        """Whether the panes are gone already."""
        return not self.sides.is_attached

    def action_command(self, id: str) -> None:
        """Run a command by its id."""
        command = command_of(id)
        command.run(self, *command.arguments)

    def action_search_key(self, does: str) -> None:
        """End typing: keep the note or the query that was typed, or drop it; other keys of the line do nothing here."""
        if does in ("keep", "drop"):
            end_typing(self, is_kept=does == "keep")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action may run: keys are no commands while something is typed."""
        is_typing = isinstance(self.focused, SearchBox)
        return is_typing if action == "search_key" else not (is_typing and action == "command")

    def ask_to_restore(self, change: ListedChange) -> None:
        """Ask, and with a yes restore."""

        def answered(is_wanted: bool | None) -> None:
            if is_wanted:
                self.feed.restore(change)

        words = ("Restore this file as it was before?", shorten(change.path, 72), "What it holds now is overwritten.")
        self.app.push_screen(AskScreen(words, "enter restores it · esc leaves it as it is"), answered)

    def show_restored(self, event: Restored) -> None:
        """Say how restoring ended."""
        request = event.request
        if event.problem:
            self.notify(f"It is not restored: {event.problem}", severity="error")
            return
        self.become(self.session.restore((request.before, request.after)))
        self.notify(f"{request.after or request.before} is as it was before")

    def on_change_list_chosen(self) -> None:
        """Open the change that the cursor is on."""
        self.titles.show()
        self.opening.cursor_moved()

    def on_change_list_entered(self) -> None:
        """Go to the text of the change that was clicked again."""
        self.panes.go_to_next(1)

    def on_sides_view_moved(self) -> None:
        """Show which difference is shown."""
        self.titles.show()

    def on_position_chosen(self, message: PositionChosen) -> None:
        """Move the replay to where a view asks for."""
        move_replay(self, self.session.player.seek(message.position))

    def on_search_box_typed(self, message: SearchBox.Typed) -> None:
        """Filter as it is typed; a note is taken once it is whole."""
        if self.typed == "query":
            self.become(self.session._replace(query=message.text))

    def on_resize(self, event: events.Resize) -> None:
        """Show the panes that there is room for."""
        self.panes.lay_out(event.size.width)
        self.call_after_refresh(self._lay_out_again)

    def _lay_out_again(self) -> None:
        self.titles.show()
        self.feed.lay_out()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show the keys of the view that has the focus."""
        self.show_hints()

    def show_hints(self) -> None:
        """Show the keys that do something where the focus is."""
        self.titles.show_hints()
