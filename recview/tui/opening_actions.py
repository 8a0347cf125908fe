"""Opening recordings, also as before and after, as a part of the app class: what is loaded in threads, and shown."""

from __future__ import annotations

from recview.display.page_rows import PageLayout
from recview.model import Source
from recview.reading.listing import own_mistake
from recview.reading.opening import page_of, unopened
from recview.reading.recording import RecordingView
from recview.session import Session, is_comparing
from recview.sources.baseline import Baseline
from recview.sources.loading import load, window
from recview.tui.chat_view import ChatView
from recview.tui.messages import LaidOut, Loaded, Windowed, WindowWanted
from recview.tui.side_panel import SidePanel
from recview.tui.titles import Titles
from recview.tui.transport import Transport


class OpeningActions(Titles):
    """Loads what the session wants, and shows what was loaded."""

    baseline: Baseline
    _complete = False

    def is_leaving(self) -> bool:
        """Whether the panes are gone already."""
        raise NotImplementedError

    def show_player(self) -> None:
        """Show where the replay stands."""
        raise NotImplementedError

    def load(self, source: Source) -> None:
        """Load a recording in a thread."""
        if not self._complete or self.is_leaving():
            return
        width = self.query_one(ChatView).layout_width
        session = self.session

        def load_in_thread() -> None:
            self._load_in_thread(source, session, width)

        # The toolkit writes out the arguments of a partial to describe the work: all of the session, here.
        self.run_worker(load_in_thread, thread=True, group="load", exclusive=True)

    def _load_in_thread(self, source: Source, session: Session, width: int) -> None:
        swapped, secrets = session.swapped, session.secrets
        layout = None
        try:
            result = load(self.place, source, self.baseline)
            if isinstance(result, RecordingView):
                comparing = is_comparing(result, session.flipped)
                page = page_of(result, comparing=comparing, swapped=swapped, secrets=secrets)
                layout = PageLayout(page, width)
        except Exception as error:
            # Whatever goes wrong in a thread must be seen: else the recording before would stay on the screen.
            result = unopened(source, own_mistake(error), b"")
        self.post_message(Loaded(source, result, session.changes, layout, secrets))

    def on_loaded(self, message: Loaded) -> None:
        """A recording is ready to be shown, or cannot be."""
        before = self.session
        after = before.loaded(message.result, message.source, message.change)
        self.become(after)
        if message.layout and after.opened is message.result and after.opened is not before.opened:
            keep = before.shown == after.shown and before.opened is not None
            self._show_page(message.layout, keep=keep)
            if after.secrets != message.secrets:
                self.show_secrets()

    def _show_page(self, layout: PageLayout, *, keep: bool) -> None:
        session, side = self.session, self.session.side
        if side is None or self.is_leaving():
            return
        self.query_one(ChatView).show_page(layout, session.player.position, keep=keep)
        self.query_one(SidePanel).show_recording(side, secrets=session.secrets, keep=keep)
        self.query_one(Transport).show(side.timeline, side.transcript)
        self.show_player()
        self.retitle()

    # Before and after --------------------------------------------------------------------------------------------

    def action_compare(self) -> None:
        """Before and after together, or the recording alone."""
        self._become_laid_out(self.session.turned())

    def action_swap(self) -> None:
        """Replay the other side."""
        self._become_laid_out(self.session.swap())

    def _become_laid_out(self, wanted: Session) -> None:
        """Take a state that shows another page, once that is laid out."""
        opened = self.session.opened
        if opened is None or opened.earlier is None:
            self.say(self._nothing_before())
            return
        self._lay_out(opened, wanted)

    def _lay_out(self, opened: RecordingView, wanted: Session) -> None:
        """Lay out, in a thread, the page that a state shows."""
        width = self.query_one(ChatView).layout_width
        flipped, swapped, secrets = wanted.flipped, wanted.swapped, wanted.secrets

        def lay_out() -> None:
            page = page_of(opened, comparing=wanted.comparing, swapped=swapped, secrets=secrets)
            self.post_message(LaidOut(opened, PageLayout(page, width), flipped, swapped, secrets))

        self.run_worker(lay_out, thread=True, group="lay out", exclusive=True)

    def show_secrets(self) -> None:
        """Show or cover credentials in the panels, and in the page if it holds any."""
        if not self._complete or self.is_leaving():
            return
        session, opened = self.session, self.session.opened
        self.query_one(SidePanel).show_secrets(session.side, secrets=session.secrets)
        if opened and (opened.page is not opened.covered_page or opened.earlier):
            self._lay_out(opened, session)

    def _nothing_before(self) -> str:
        """Why there is nothing to compare with."""
        source = self.session.shown
        review = self.session.journal.review(source) if source else None
        if review is None:
            return "It was not written in this session: there is nothing to compare it with"
        if review.unseen:
            return f"There is nothing to compare it with: {review.unseen}"
        return {
            "new": "It is new: there was nothing before it",
            "same": "It was rewritten byte for byte: nothing is different",
        }.get(review.verdict, "There is nothing to compare it with")

    def on_laid_out(self, message: LaidOut) -> None:
        """A page for another way to look at the open recording is ready."""
        session = self.session
        if session.opened is not message.opened:
            return
        if session.flipped != message.flipped:
            session = session.turned()
        if session.swapped != message.swapped:
            session = session.swap()
        if session.secrets != message.secrets:
            # Credentials were covered or shown meanwhile.
            self._lay_out(message.opened, session)
            return
        self.become(session)
        self._show_page(message.layout, keep=True)

    # The raw file ------------------------------------------------------------------------------------------------

    def on_window_wanted(self, message: WindowWanted) -> None:
        """The raw view was paged."""
        source, offset = self.session.shown, message.offset
        if source is None:
            return
        if offset is None:
            self.say("There is no more of the file in that direction")
            return

        def read() -> None:
            raw = window(self.place, source.path, offset)
            if raw:
                self.post_message(Windowed(source, raw))

        self.run_worker(read, thread=True, group="window", exclusive=True)

    def on_windowed(self, message: Windowed) -> None:
        """Another part of the raw file."""
        if message.source == self.session.shown:
            self.query_one(SidePanel).show_raw(message.raw, secrets=self.session.secrets)
            self.retitle()
