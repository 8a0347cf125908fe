"""One side of a change: its page, and the bar of its replay below it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.geometry import Size
from textual.reactive import Reactive

from recview.display.page_rows import PageLayout
from recview.reading.recording_view import RecordingView
from recview.replay.player import Player
from recview.replay.timeline import Timeline
from recview.replay.transcript import EMPTY
from recview.tui.bordered_pane import BorderedPane
from recview.tui.chat_view import ChatView
from recview.tui.transport import Transport


class SidePane(BorderedPane):
    """A page, and the bar of its replay.

    Attributes:
        chat: The page.
        transport: The bar.
    """

    # It does not scroll: the toolkit would lay out the screen a second time whenever its size is another.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.chat, self.transport = ChatView(id=f"{id}-page"), Transport(id=f"{id}-transport")
        # What both sides begin with is folded at first.
        self.chat.look = self.chat.look._replace(is_folded=True)

    def compose(self) -> ComposeResult:
        """Both."""
        yield self.chat
        yield self.transport

    def show(self, layout: PageLayout | None, recording: RecordingView | None, position: int, *, keep: bool) -> None:
        """Show a page.

        Args:
            layout: The page; None if this side has none.
            recording: What replays on it; None if nothing does.
            position: The position of the replay.
            keep: Whether it is the page of the same change.
        """
        if layout is None:
            self.chat.show_words()
        else:
            # Both sides are laid out at one width, and once more only in the reader.
            self.chat.fixed_width = layout.width
            self.chat.show_page(layout, position, keep=keep)
        self.chat.following = False
        if recording is not None:
            self.transport.show(recording.timeline, recording.transcript)
        else:
            self.transport.show(Timeline(0, {}), EMPTY)

    def show_player(self, player: Player, recording: RecordingView | None) -> None:
        """Show where the replay stands: on the side that ends earlier, at its end."""
        total = recording.transcript.total if recording else 0
        own = player._replace(total=total, position=min(player.position, total))
        self.chat.show_position(player.position)
        self.transport.show_player(own)
