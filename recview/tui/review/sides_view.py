"""Before and after of a change: side by side where there is room, else as one page; or one of them alone."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from recview.display.page_differences import difference_rows
from recview.display.page_rows import PageLayout
from recview.display.section import Page
from recview.live.review_requests import ChangeOptions
from recview.reading.recording_view import RecordingView
from recview.review_session import ReviewSession, sides
from recview.tui.chat_view import ChatView
from recview.tui.review.side_pane import SidePane

TWO_SIDES = 110
"""Columns from which both sides stand beside each other."""

_NOTHING = Page((), 0)
"""What is on the side that has no recording."""

_CONTEXT = 3
"""Rows above a difference that is gone to."""


class SidesView(Horizontal):
    """The two panes.

    Attributes:
        before, after: The panes; the one of after also has the page of both.
    """

    class Moved(Message):
        """Another difference is shown."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.before, self.after = SidePane(id="before"), SidePane(id="after")
        self._session = ReviewSession()
        self._index = 0

    def compose(self) -> ComposeResult:
        """Both."""
        yield self.before
        yield self.after

    def on_mount(self) -> None:
        """Scroll both pages in step."""
        for pane, other in ((self.before, self.after), (self.after, self.before)):
            self.watch(pane.chat, "scroll_y", self._scrolling(other.chat), init=False)

    def _scrolling(self, chat: ChatView) -> Callable[[float], None]:
        def scroll(y: float) -> None:
            if self.are_beside and chat.scroll_y != y:
                chat.scroll_to(y=y, animate=False, force=True)

        return scroll

    @property
    def has_room_for_two(self) -> bool:
        """Whether the terminal is wide enough for both beside each other."""
        return self.app.size.width >= TWO_SIDES

    @property
    def are_beside(self) -> bool:
        """Whether both stand beside each other now."""
        return self._shows_two(self._session)

    def _shows_two(self, session: ReviewSession) -> bool:
        return session.shown == "both" and self.has_room_for_two and not session.is_one_page

    def options(self, session: ReviewSession) -> ChangeOptions:
        """How the pages are to be laid out."""
        width = self.app.size.width
        if self._shows_two(session):
            return ChangeOptions(side_width=_text_width(width // 2), secrets=session.secrets)
        if session.shown == "both":
            return ChangeOptions(width=_text_width(width), secrets=session.secrets)
        return ChangeOptions(side_width=_text_width(width), secrets=session.secrets)

    def show(self, session: ReviewSession, *, keep: bool) -> None:
        """Show the change that is open, from its first difference on; with `keep`, where it is."""
        self._session = session
        self.set_class(session.shown == "before", "-before")
        self.set_class(session.shown == "after" or (not self._shows_two(session) and session.shown == "both"), "-after")
        opened, layouts = session.opened, session.layouts
        if opened is None or layouts is None:
            return
        before, after = sides(opened)
        position = session.player.position
        if session.shown == "both" and not self.are_beside:
            if layouts.both:
                self.after.show(layouts.both, after or before, position, keep=keep)
        else:
            for pane, layout, recording in ((self.before, layouts.before, before), (self.after, layouts.after, after)):
                shown = layout or PageLayout(_NOTHING, pane.chat.layout_width)
                if not self.are_beside:
                    shown = shown.alone(pane.chat.layout_width)
                pane.show(shown, recording, position, keep=keep)
        self.show_player(session)
        if not keep:
            self._index = 0
            self.call_after_refresh(self._show_difference)

    def show_player(self, session: ReviewSession) -> None:
        """Show where the replay stands; while it plays, the page of the longer answer leads."""
        self._session = session
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


def _text_width(width: int) -> int:
    """The cells of text in a pane of so many columns: without its border and its scrollbar."""
    from recview.display.page_lines import text_width

    return text_width(width - 3)


def _total(recording: RecordingView | None) -> int:
    return recording.transcript.total if recording else 0
