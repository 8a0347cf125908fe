"""Following a re-record as it happens, as a part of the app class: what was read, judged, and landed last."""

from __future__ import annotations

import gc
import time
from collections.abc import Mapping
from dataclasses import replace

from recview.live.comparer import Comparer
from recview.live.events import BaselineReady, FilesCompared, FilesIndexed
from recview.live.scanner import Scanner
from recview.review.file_review import Review
from recview.session import Session
from recview.tui.chat_view import ChatView
from recview.tui.messages import LiveUpdate, Moved
from recview.tui.opening_actions import OpeningActions
from recview.tui.transport import Transport
from recview.tui.tree_view import TreeView


class WatchActions(OpeningActions):
    """What the live threads hand on, and the key that follows it."""

    scanner: Scanner
    comparer: Comparer
    _ticking: bool

    def on_live_update(self, message: LiveUpdate) -> None:
        """The live threads handed something on."""
        match message.event:
            case FilesIndexed() as event:
                self._show_indexed(event)
            case BaselineReady(dropped=dropped):
                self._show_baseline_ready(dropped)
            case FilesCompared(reviews=reviews):
                self._show_compared(reviews)

    def _show_indexed(self, event: FilesIndexed) -> None:
        """Files were read."""
        before = self.session
        session = before.indexed(event.files, event.at)
        if event.is_complete or event.polling != before.polling:
            session = replace(session, indexing=before.indexing and not event.is_complete, polling=event.polling)
        if event.is_complete:
            session = replace(session, kinds=event.kinds)
        self.become(session)
        if self.is_leaving():
            return
        if event.polling and not before.polling:
            self.say(f"Looking every 0.3 seconds instead of waiting for file events: {event.polling}", 8)
        if not event.is_complete:
            return
        self.query_one(TreeView).stay()
        if self._ticking:
            _collect_garbage_in_steps()
        if not session.library.files:
            # The list says so, which has the focus: the other panes are empty.
            self.query_one(ChatView).show_words()
            self.query_one(Transport).show_player(session.player, " ")

    def _show_baseline_ready(self, dropped: int) -> None:
        """From now on every change can be compared."""
        self.become(replace(self.session, baseline_ready=True))
        if dropped and not self.is_leaving():
            self.say(f"Of {dropped:,} files just a digest is kept: changes are told, not shown (--keep)", 8)

    def _show_compared(self, reviews: Mapping[str, Review | None]) -> None:
        """Files were compared."""
        self.become(self.session.reviewed(reviews))
        shown = self.session.shown
        if shown and shown.path in reviews and not self.is_leaving():
            self.retitle()

    def action_follow(self) -> None:
        """Open whatever lands, as it lands; or not any more."""
        if self.session.following:
            self.become(self.session.let_go())
            self.say("Not following any more")
            return
        self.become(self.session.follow())
        if not self.session.journal.newest:
            self.say("Following: what is written next opens here; moving the cursor lets go")

    def on_moved(self, message: Moved) -> None:
        """The user moved the cursor by hand."""
        message.stop()
        self.become(self.session.let_go())

    def settled(self) -> Session:
        """After the end, the session as the disk is now: what had not been read or judged by then included."""
        late, touched = self.scanner.final_files()
        session = self.session.indexed(late, time.time()) if late else self.session
        return session.reviewed(self.comparer.final_reviews(touched)) if touched else session


def _collect_garbage_in_steps() -> None:
    """The toolkit and the list live for ever: never look through them again. Small steps keep each under a frame."""
    gc.freeze()
    gc.set_threshold(2_000, 20, 50)
    gc.enable()
