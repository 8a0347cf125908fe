"""Loads recordings and lays out pages in threads, and shows them once they are ready."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recview.display.page_rows import PageLayout
from recview.model import Source
from recview.reading.listing import own_mistake
from recview.reading.opening import page_of, unopened
from recview.reading.recording import RawText, RecordingView, Unopened
from recview.session import Session, Side, is_comparing
from recview.sources.loading import load, window
from recview.tui.session_slices import show_player

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen


class Loaded(NamedTuple):
    """The end of a load.

    Attributes:
        source: What was to be loaded.
        result: The recording, why it could not be opened, or None if its file is gone.
        reload: The session's `reloads` when the load began.
        layout: The recording's page.
        secrets: Whether credentials are shown in it.
    """

    source: Source
    result: RecordingView | Unopened | None
    reload: int
    layout: PageLayout | None = None
    secrets: bool = False


class LaidOut(NamedTuple):
    """Another page of the open recording, and the state of the session that it was made for."""

    opened: RecordingView
    layout: PageLayout
    view_toggled: bool
    replayed_side: Side
    secrets: bool


class Loader:
    """Works for the main screen: threads read and lay out, and the screen's own task shows the results."""

    def __init__(self, main: MainScreen) -> None:
        self._main = main
        self._is_ready = False

    def start(self) -> None:
        """Load what is wanted: from now on every view is there to show it."""
        self._is_ready = True
        if self._main.session.wanted:
            self.load(self._main.session.wanted)

    def load(self, source: Source) -> None:
        """Load a recording in a thread; a load that is under way is dropped."""
        if not self._is_ready or self._main.is_leaving:
            return
        width, session = self._main.chat.layout_width, self._main.session
        self._main.live.parsed_files.set_open(source.path)

        def work() -> None:
            self._main.call_later(self.show_loaded, self._loaded(source, session, width))

        # Textual writes out the arguments of a partial to describe the work: all of the session, here.
        self._main.run_worker(work, thread=True, group="load", exclusive=True)

    def _loaded(self, source: Source, session: Session, width: int) -> Loaded:
        layout = None
        try:
            result = load(self._main.root, source, self._main.live.baseline, self._main.live.parsed_files)
            if isinstance(result, RecordingView):
                comparing = is_comparing(result, session.view_toggled)
                page = page_of(
                    result, comparing=comparing, swapped=session.replayed_side == "before", secrets=session.secrets
                )
                layout = PageLayout(page, width)
        except Exception as error:
            # Whatever goes wrong in a thread must be seen: else the recording before would stay on the screen.
            result = unopened(source, own_mistake(error), b"")
        self._main.live.parsed_files.release(source.path)
        return Loaded(source, result, session.reloads, layout, session.secrets)

    def show_loaded(self, loaded: Loaded) -> None:
        """Show a recording, or why it cannot be shown."""
        before = self._main.session
        after = before.end_load(loaded.result, loaded.source, loaded.reload)
        self._main.become(after)
        if loaded.layout and after.opened is loaded.result and after.opened is not before.opened:
            keep = before.shown == after.shown and before.opened is not None
            self._show_page(loaded.layout, keep=keep)
            if after.secrets != loaded.secrets:
                self.show_secrets()

    def _show_page(self, layout: PageLayout, *, keep: bool) -> None:
        main, session, recording = self._main, self._main.session, self._main.session.replayed
        if recording is None or main.is_leaving:
            return
        main.chat.show_page(layout, session.player.position, keep=keep)
        main.side.show_recording(recording, secrets=session.secrets, keep=keep)
        main.transport.show(recording.timeline, recording.transcript)
        show_player(main)
        main.titles.show()

    def lay_out(self, opened: RecordingView, wanted: Session) -> None:
        """Lay out, in a thread, the page that a session shows of the open recording; then the screen becomes it."""
        width = self._main.chat.layout_width
        side, secrets = wanted.replayed_side, wanted.secrets

        def work() -> None:
            page = page_of(opened, comparing=wanted.comparing, swapped=side == "before", secrets=secrets)
            laid_out = LaidOut(opened, PageLayout(page, width), wanted.view_toggled, side, secrets)
            self._main.call_later(self._show_laid_out, laid_out)

        self._main.run_worker(work, thread=True, group="lay out", exclusive=True)

    def _show_laid_out(self, laid_out: LaidOut) -> None:
        session = self._main.session
        if session.opened is not laid_out.opened:
            return
        if session.view_toggled != laid_out.view_toggled:
            session = session.toggle_view()
        if session.replayed_side != laid_out.replayed_side:
            session = session.swap_sides()
        if session.secrets != laid_out.secrets:
            # Credentials were covered or shown meanwhile.
            self.lay_out(laid_out.opened, session)
            return
        self._main.become(session)
        self._show_page(laid_out.layout, keep=True)

    def show_secrets(self) -> None:
        """Show or cover credentials in the panels, and in the page if it holds any."""
        if not self._is_ready or self._main.is_leaving:
            return
        session, opened = self._main.session, self._main.session.opened
        self._main.side.show_secrets(session.replayed, secrets=session.secrets)
        if opened and (opened.page is not opened.covered_page or opened.earlier):
            self.lay_out(opened, session)

    def read_window(self, offset: int | None) -> None:
        """Read another part of the open file, from an offset in bytes on; None if there is none in that direction."""
        source = self._main.session.shown
        if source is None:
            return
        if offset is None:
            self._main.notify("There is no more of the file in that direction")
            return

        def work() -> None:
            if raw := window(self._main.root, source.path, offset):
                self._main.call_later(self._show_window, source, raw)

        self._main.run_worker(work, thread=True, group="window", exclusive=True)

    def _show_window(self, source: Source, raw: RawText) -> None:
        if source == self._main.session.shown:
            self._main.side.show_raw(raw, secrets=self._main.session.secrets)
            self._main.titles.show()
