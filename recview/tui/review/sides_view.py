"""Before and after of a change: side by side where there is room, else as one page; or one of them alone."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from recview.display.page_differences import difference_rows
from recview.live.review_requests import ChangeOptions
from recview.reading.recording_view import RecordingView
from recview.review_session import ReviewSession, sides
from recview.tui.chat_view import ChatView
from recview.tui.review.side_pane import SidePane

TWO_SIDES = 110
"""Columns from which both sides stand beside each other."""

_CONTEXT = 3
"""Rows above a difference that is gone to."""


class SidesView(Horizontal):
    """The two panes.

    Attributes:
        before, after: The panes; the one of after also has the page of both.
        are_beside: Whether both stand beside each other now.
    """

    class Moved(Message):
        """Another difference is shown."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.before, self.after = SidePane(id="before"), SidePane(id="after")
        self._session = ReviewSession()
        self._index = 0
        self.are_beside = False

    def compose(self) -> ComposeResult:
        """Both."""
        yield self.before
        yield self.after

    def on_mount(self) -> None:
        """Scroll both pages in step."""
        for pane, other in ((self.before, self.after), (self.after, self.before)):
            self.watch(pane.chat, "scroll_y", _scrolling(self, other.chat), init=False)

    @property
    def has_room_for_two(self) -> bool:
        """Whether the terminal is wide enough for both beside each other."""
        return self.app.size.width >= TWO_SIDES

    def _shows_two(self, session: ReviewSession) -> bool:
        return session.shown == "both" and self.has_room_for_two and not session.is_one_page

    def options(self, session: ReviewSession) -> ChangeOptions:
        """How the pages are to be laid out."""
        width = self.size.width or self.app.size.width
        if self._shows_two(session):
            return ChangeOptions(side_width=_text_width(width // 2), secrets=session.secrets)
        if session.shown == "both":
            return ChangeOptions(width=_text_width(width), secrets=session.secrets)
        return ChangeOptions(side_width=_text_width(width), secrets=session.secrets)

    def show(self, session: ReviewSession, *, keep: bool) -> None:
        """Show the change that is open, once it is laid out as the session says.

        Args:
            session: What is to be shown.
            keep: Whether the change is the same: then it stays at the difference that is shown.
        """
        opened, layouts = session.opened, session.layouts
        if opened is None or layouts is None or session.laid_out != self.options(session):
            return
        is_other_look = self._show_panes(session)
        before, after = sides(opened)
        position = session.player.position
        if session.shown == "both" and not self.are_beside:
            self.after.show(layouts.both, after or before, position, keep=keep)
        else:
            for pane, layout, recording in ((self.before, layouts.before, before), (self.after, layouts.after, after)):
                shown = layout.alone(layout.width) if layout and not self.are_beside else layout
                pane.show(shown, recording, position, keep=keep)
        self._show_players(session)
        if not keep:
            self._index = 0
        if is_other_look and len({pane.chat.size.height for pane in (self.before, self.after)}) > 1:
            # It was never seen at this height.
            self.call_after_refresh(self._show_difference)
        elif is_other_look or not keep:
            self._show_difference()

    def _show_panes(self, session: ReviewSession) -> bool:
        """Show one pane or both; returns whether it was otherwise before."""
        before = self.are_beside, self.before.display, self.after.display
        self._session, self.are_beside = session, self._shows_two(session)
        # Classes would have the toolkit restyle all that is in the panes.
        self.before.display = session.shown == "before" or self.are_beside
        self.after.display = session.shown != "before"
        return before != (self.are_beside, self.before.display, self.after.display)

    def show_player(self, session: ReviewSession) -> None:
        """Show where the replay of what is shown stands; while it plays, the page of the longer answer leads."""
        if session.opened is self._session.opened:
            self._session = self._session._replace(player=session.player)
            self._show_players(session)

    def _show_players(self, session: ReviewSession) -> None:
        before, after = sides(session.opened) if session.opened else (None, None)
        if session.shown == "both" and not self.are_beside:
            before, after = None, after or before
        leader = self.before if _total(before) > _total(after) else self.after
        for pane, recording in ((self.before, before), (self.after, after)):
            pane.chat.following = session.player.playing and pane is leader
            pane.show_player(session.player, recording)

    @property
    def chats(self) -> tuple[ChatView, ...]:
        """The pages that are shown."""
        if self.are_beside:
            return self.before.chat, self.after.chat
        return (self.before.chat,) if self._session.shown == "before" else (self.after.chat,)

    def differences(self) -> list[int]:
        """The rows on which differences begin."""
        return difference_rows([chat.page_view for chat in self.chats if chat.page_view])

    @property
    def difference(self) -> tuple[int, int]:
        """(number of the difference that was gone to, from 1 on, how many there are)."""
        count = len(self.differences())
        return min(self._index + 1, count), count

    def go_to_difference(self, by: int) -> bool:
        """Go to the next difference (1) or the previous one (-1); returns whether there is one."""
        count = len(self.differences())
        if not 0 <= self._index + by < count:
            return False
        self._index += by
        self._show_difference()
        return True

    def _show_difference(self) -> None:
        rows = self.differences()
        if rows:
            chat = self.chats[-1]
            chat.scroll_to(y=max(0, rows[min(self._index, len(rows) - 1)] - _CONTEXT), animate=False, force=True)
        self.post_message(self.Moved())


def _scrolling(view: SidesView, chat: ChatView) -> Callable[[float], None]:
    """Scrolls a page to where the one beside it is."""

    def scroll(y: float) -> None:
        if view.are_beside and chat.scroll_y != y:
            chat.scroll_to(y=y, animate=False, force=True)

    return scroll


def _text_width(width: int) -> int:
    """The cells of text in a pane of so many columns: without its border and its scrollbar."""
    from recview.display.page_lines import text_width

    return text_width(width - 3)


def _total(recording: RecordingView | None) -> int:
    return recording.transcript.total if recording else 0
