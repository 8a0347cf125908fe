"""Following a re-record as it happens, as a part of the app class: what was read, judged, and landed last."""

from __future__ import annotations

import gc
import time
from dataclasses import replace

from recview.live.comparer import Comparer
from recview.live.scanner import Scanner
from recview.session import Session
from recview.tui.chat_view import ChatView
from recview.tui.messages import CursorMoved, Indexed, Measured, Reviewed
from recview.tui.opening_actions import OpeningActions
from recview.tui.transport import Transport
from recview.tui.tree_view import TreeView


class WatchActions(OpeningActions):
    """What librarian and reviewer tell, and the key that follows it."""

    librarian: Scanner
    reviewer: Comparer
    _ticking: bool

    def on_indexed(self, message: Indexed) -> None:
        """Files were read."""
        before = self.session
        session = before.indexed(message.found, message.at)
        if message.complete or message.polling != before.polling:
            session = replace(session, indexing=before.indexing and not message.complete, polling=message.polling)
        if message.complete:
            session = replace(session, kinds=message.kinds)
        self.become(session)
        if self.is_leaving():
            return
        if message.polling and not before.polling:
            self.say(f"Looking every 0.3 seconds instead of waiting for file events: {message.polling}", 8)
        if not message.complete:
            return
        self.query_one(TreeView).cursor.hold()
        if self._ticking:
            _collect_garbage_in_steps()
        if not session.library.files:
            # The list says so, which has the focus: the other panes are empty.
            self.query_one(ChatView).show_words()
            self.query_one(Transport).show_player(session.player, " ")

    def on_measured(self, message: Measured) -> None:
        """From now on every change can be judged."""
        self.become(replace(self.session, baseline_ready=True))
        if message.dropped and not self.is_leaving():
            self.say(f"Of {message.dropped:,} files just a digest is kept: changes are told, not shown (--keep)", 8)

    def on_reviewed(self, message: Reviewed) -> None:
        """Files were judged."""
        self.become(self.session.reviewed(message.reviews))
        shown = self.session.shown
        if shown and shown.path in message.reviews and not self.is_leaving():
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

    def on_moved(self, message: CursorMoved) -> None:
        """The user moved the cursor by hand."""
        message.stop()
        self.become(self.session.let_go())

    def settled(self) -> Session:
        """After the end, the session as the disk is now: what had not been read or judged by then included."""
        late, touched = self.librarian.settled()
        session = self.session.indexed(late, time.time()) if late else self.session
        return session.reviewed(self.reviewer.settled(touched)) if touched else session


def _collect_garbage_in_steps() -> None:
    """The toolkit and the list live for ever: never look through them again. Small steps keep each under a frame."""
    gc.freeze()
    gc.set_threshold(2_000, 20, 50)
    gc.enable()
