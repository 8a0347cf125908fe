"""The reader of a review: compares two trees, opens their changes and puts contents back, in threads."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from recview.current_file import skip
from recview.live.events import RequestFailed
from recview.live.requests import Forget, KeyPressed, Stop
from recview.live.review_comparing import ReviewComparing
from recview.live.review_events import Restored
from recview.live.review_opener import ReviewOpener
from recview.live.review_requests import CompareTrees, LayOutChange, OpenChange, RestoreBefore
from recview.live.worker import Worker
from recview.reading.listing import own_mistake
from recview.review.comparing import compare
from recview.sources.restoring import ShownPair, restore
from recview.verdicts.changes import Change

BUSY_FOR_S = 0.1
"""Seconds after a key in which comparing gives way."""


class Service:
    """Answers for the two trees of one review."""

    def __init__(self, notify: Callable[[Any], None]) -> None:
        """Create it; a request to compare comes first.

        Args:
            notify: Is called with every event, in several threads.
        """
        self._notify = notify
        self._key_at = 0.0
        self._comparing: ReviewComparing | None = None
        self._opener: ReviewOpener | None = None
        self._loading, self._answering = Worker("loading"), Worker("answering")

    def handle(self, request: object) -> None:
        """Do what is asked; never blocks. What is asked before both trees are listed is not answered."""
        match request:
            case CompareTrees() if self._comparing is None:
                self._begin(request)
            case KeyPressed():
                self._key_at = time.monotonic()
            case Stop():
                self._stop()
            case OpenChange():
                self._loading.put("open", partial(self._try, self._open, request))
            case RestoreBefore():
                # None of several is dropped.
                self._answering.put(f"restore {request}", partial(self._restore, request))
            case Forget(opening):
                self._answering.put(f"forget {opening}", partial(self._try, self._answer, request))
            case _:
                self._answering.put(type(request).__name__, partial(self._try, self._answer, request))

    def _begin(self, request: CompareTrees) -> None:
        skip(root.path(path) for root in (request.before, request.after) for path in request.skipped)
        self._comparing = ReviewComparing(
            request, self._notify, self._loading.wait_until_idle, lambda: not request.is_alone and self._is_busy()
        )
        self._opener = ReviewOpener(request.after, self._notify)
        threading.Thread(target=self._comparing.run, name="comparing", daemon=True).start()

    def _is_busy(self) -> bool:
        return time.monotonic() - self._key_at < BUSY_FOR_S

    def _stop(self) -> None:
        if self._comparing is not None:
            self._comparing.stop()
        self._loading.stop()
        self._answering.stop()

    def _try(self, answer: Callable[[Any], None], request: object) -> None:
        """Answer a request, or notify of why that failed."""
        try:
            answer(request)
        except Exception as error:
            self._notify(RequestFailed(own_mistake(error).reason))

    def _open(self, request: OpenChange) -> None:
        opener, comparing = self._opener, self._comparing
        if opener is None or comparing is None or comparing.trees is None:
            return
        change = comparing.changes.get((request.before, request.after))
        # A reader that was replaced has perhaps not come to it: it is compared as it is opened.
        change = change or Change(request.before, request.after, compare(None, None))
        opener.open(request, comparing.trees, change)

    def _answer(self, request: Any) -> None:
        match request:
            case _ if self._opener is None:
                return
            case LayOutChange():
                self._opener.lay_out(request)
            case Forget(opening):
                self._opener.forget(opening)
            case _:
                self._opener.answer(request)

    def _restore(self, request: RestoreBefore) -> None:
        trees = self._comparing.trees if self._comparing else None
        shown = ShownPair(request.before, request.after, request.before_id, request.after_id)
        try:
            problem = restore(*trees, shown) if trees else "the two sides are not listed yet"
        except Exception as error:
            problem = own_mistake(error).reason
        self._notify(Restored(request, problem))
