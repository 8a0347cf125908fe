"""The review's end of the reader: requests go out, and events that come back are shown in the screen's own task."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from recview.live.client import Reader
from recview.live.events import RequestFailed
from recview.live.reader_ended import ReaderEnded, ReaderReplaced
from recview.live.requests import Forget, Stop
from recview.live.review_events import ChangeLaidOut, ChangeOpened, ChangesFound, Restored
from recview.live.review_requests import LayOutChange, OpenChange, RestoreBefore
from recview.tui.live_events import LONG_NOTICE_S
from recview.tui.replaced_reader import end_words
from recview.verdicts.listed_changes import ListedChange

if TYPE_CHECKING:
    from recview.tui.review.review_screen import ReviewScreen


class ReviewFeed:
    """Asks for changes and shows what comes back.

    Attributes:
        reader: The reader, in its own process or in threads.
    """

    def __init__(self, main: ReviewScreen, reader: Reader) -> None:
        self._main = main
        self.reader = reader
        self._events: deque[Any] = deque()
        self._is_shown = False
        self._opening = self._shown_opening = 0

    def start(self) -> None:
        """Start reading, before there is a screen."""
        self.reader.listen(self._post)

    def painted(self) -> None:
        """Show what waits: the screen is there."""
        self._is_shown = True
        while self._events:
            self._show_next()

    def stop(self) -> None:
        """Stop reading."""
        self._is_shown = False
        self.reader.send(Stop())

    def open(self, change: ListedChange) -> None:
        """Have a change read; of one that is being read nothing will be shown."""
        self._opening += 1
        session = self._main.session
        options = self._main.sides.options(session)
        self.reader.send(OpenChange(self._opening, change.before, change.after, options, session.exchange))

    def lay_out(self) -> None:
        """Have the open change laid out as the session says."""
        if self._shown_opening:
            self.reader.send(LayOutChange(self._shown_opening, self._main.sides.options(self._main.session)))

    def restore(self, change: ListedChange) -> None:
        """Have the content before put back."""
        self.reader.send(RestoreBefore(change.before, change.after, change.before_id, change.after_id))

    def _post(self, event: object) -> None:
        """Take an event in a thread of the reader's; the screen's own task shows it."""
        self._events.append(event)
        if self._is_shown:
            self._main.call_later(self._show_next)

    def _show_next(self) -> None:
        if self._events and not self._main.is_leaving:
            self._show(self._events.popleft())

    def _show(self, event: object) -> None:
        main = self._main
        match event:
            case ChangesFound():
                main.become(main.session.with_changes(event))
                if event.problems:
                    main.notify(" · ".join(event.problems), severity="warning", timeout=LONG_NOTICE_S)
            case ChangeOpened():
                self._show_opened(event)
            case ChangeLaidOut(opening, layouts, options):
                if opening == self._shown_opening and options == main.sides.options(main.session):
                    main.become(main.session.with_layouts(layouts, options))
            case Restored():
                main.show_restored(event)
            case _:
                self._show_failure(event)

    def _show_failure(self, event: object) -> None:
        """Say what went wrong in the reader, and go on with another one."""
        main = self._main
        match event:
            case RequestFailed(problem):
                main.notify(problem, severity="error")
            case ReaderEnded():
                main.become(main.session._replace(has_reader=event.successor != "nobody"))
                main.notify(end_words(event), severity="error")
            case ReaderReplaced():
                main.become(main.session._replace(has_reader=True))
                if main.session.wanted:
                    self.open(main.session.wanted)

    def _show_opened(self, event: ChangeOpened) -> None:
        if event.request.opening != self._opening:
            self.reader.send(Forget(event.request.opening))
            return
        self.reader.send(Forget(self._shown_opening))
        self._shown_opening = self._opening
        main = self._main
        main.become(main.session.end_load(event))
        if event.request.options != main.sides.options(main.session):
            self.lay_out()
