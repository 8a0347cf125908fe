"""Asks for recordings and pages, and shows on the main screen what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.chosen_pair import before_of
from recview.live.events import (
    ChunkHits,
    ChunkRowsRead,
    ChunksRead,
    LaidOut,
    Opened,
    OpenedEvent,
    RequestFailed,
    WindowRead,
)
from recview.live.requests import CancelOpening, ChunksKey, Forget, LayOut, Open, PageOptions, ReadWindow
from recview.model import Source
from recview.progress import Progress
from recview.reading.recording_view import LARGE_BYTES
from recview.session import Session
from recview.tui.load_progress import LoadProgress
from recview.tui.session_slices import show_player

if TYPE_CHECKING:
    from recview.display.page_rows import PageLayout
    from recview.tui.main_screen import MainScreen


class Loader:
    """Works for the main screen, on what is open or is to be opened.

    Attributes:
        opening: The number of the request that the open recording came by; 0 if none is open.
    """

    def __init__(self, main: MainScreen) -> None:
        self._main = main
        self._is_ready = False
        self._requests = 0
        self.opening = 0
        self._progress = LoadProgress(main)

    def start(self) -> None:
        """Load what is wanted: from now on every view is there to show it.

        A large file that is opened alone takes long to be listed: its first recording does not wait for its row.
        """
        self._is_ready = True
        main = self._main
        if main.session.wanted:
            self.load(main.session.wanted)
        elif main.session.indexing and main.root.size_of_sole_file() > LARGE_BYTES:
            main.become(main.session.choose(Source(main.root.tops[0])))

    def load(self, source: Source) -> None:
        """Load a recording; of a load that is under way nothing will be shown."""
        if self._is_ready and not self._main.is_leaving:
            self._requests += 1
            self._progress.begin()
            session = self._main.session
            is_new, before = session.shown != source, before_of(session.pair, source)
            self._main.live.send(Open(self._requests, source, session.reloads, self._options(session), is_new, before))

    def _options(self, session: Session) -> PageOptions:
        width, swapped = self._main.chat.layout_width, session.replayed_side == "before"
        return PageOptions(width, session.view_toggled, swapped, session.secrets)

    def cancel(self) -> bool:
        """Cancel a load whose progress is shown; returns whether there is one."""
        main, session = self._main, self._main.session
        if not self._progress.is_shown:
            return False
        self._progress.end()
        main.live.send(CancelOpening())
        main.become(session.cancel_load())
        main.notify("Opening was cancelled")
        if main.session.shown is None:
            main.chat.show_words("", "Opening was cancelled", "", "enter on its row opens it.")
        return True

    def show(self, event: OpenedEvent | Progress) -> None:
        """Show what was read."""
        match event:
            case Progress():
                self._progress.take(event)
            case Opened():
                self.show_opened(event)
            case LaidOut():
                self._show_laid_out(event)
            case _ if self._main.is_leaving:
                pass
            case WindowRead(source, raw):
                if source == self._main.session.shown:
                    self._main.side.show_raw(raw, secrets=self._main.session.secrets)
                    self._main.titles.show()
            case ChunkRowsRead() | ChunksRead() | ChunkHits():
                self._main.side.take(event)
                if isinstance(event, ChunkHits):
                    self._main.titles.show()
            case RequestFailed(problem):
                self._main.notify(problem, severity="error")

    def show_opened(self, event: Opened) -> None:
        """Show a recording, or why it cannot be shown."""
        if event.opening == self._requests:
            self._progress.end()
        before = self._main.session
        after = before.end_load(event.result, event.source, event.reload)
        is_taken = after.opened is event.result and after.opened is not before.opened
        if is_taken or after.opened is None:
            self._main.live.send(Forget(self.opening))
            self.opening = event.opening if is_taken else 0
        if not is_taken:
            self._main.live.send(Forget(event.opening))
        self._main.become(after)
        if event.problem and is_taken:
            self._main.notify(f"Shown alone: {event.problem}", severity="warning")
        if event.layout and is_taken:
            keep = before.shown == after.shown and before.opened is not None
            self._show_page(event.layout, keep=keep)
            self._main.hit_opening.show()
            self._main.copier.measure()
            if after.secrets != event.options.secrets:
                self.show_secrets()

    def _show_page(self, layout: PageLayout, *, keep: bool) -> None:
        main, session, recording = self._main, self._main.session, self._main.session.replayed
        if recording is None or main.is_leaving:
            return
        main.chat.show_page(layout, session.player.position, keep=keep)
        main.hit_opening.sections = layout.page.sections
        main.side.show_recording(recording, self.chunks_key(), keep=keep)
        main.transport.show(recording.timeline, recording.transcript)
        show_player(main)
        main.titles.show()

    def chunks_key(self) -> ChunksKey:
        """What names the recording that replays in requests about it."""
        session = self._main.session
        is_before = session.replayed is not session.opened
        return ChunksKey(self.opening, is_before, session.secrets)

    def lay_out(self, wanted: Session) -> None:
        """Have the page laid out that a session shows of the open recording; then the screen becomes it."""
        self._main.live.send(LayOut(self.opening, self._options(wanted)))

    def _show_laid_out(self, event: LaidOut) -> None:
        session, options = self._main.session, event.options
        if event.opening != self.opening:
            return
        if session.view_toggled != options.view_toggled:
            session = session.toggle_view()
        if (session.replayed_side == "before") != options.swapped:
            session = session.swap_sides()
        if session.secrets != options.secrets:
            # Credentials were covered or shown meanwhile.
            self.lay_out(session)
            return
        self._main.become(session)
        self._show_page(event.layout, keep=True)

    def show_secrets(self) -> None:
        """Show or cover credentials in the panels, and in the page if it holds any."""
        if not self._is_ready or self._main.is_leaving:
            return
        session, opened = self._main.session, self._main.session.opened
        self._main.side.show_secrets(session.replayed, self.chunks_key())
        if opened and (opened.has_credentials or opened.earlier):
            self.lay_out(session)

    def read_window(self, offset: int | None) -> None:
        """Read another part of the open file, from an offset in bytes on; None if there is none in that direction."""
        source = self._main.session.shown
        if source is None:
            return
        if offset is None:
            self._main.notify("There is no more of the file in that direction")
        else:
            self._main.live.send(ReadWindow(source, offset))
