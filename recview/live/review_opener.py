"""Opens the changes of a review, and answers what the screen asks about those that are open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from recview.display.page_rows import PageLayout, side_by_side
from recview.display.section import Page
from recview.display.unopened_page import unopened_page
from recview.live.open_recordings import OpenRecordings
from recview.live.requests import OpenedRequest
from recview.live.review_events import ChangeLaidOut, ChangeLayouts, ChangeOpened
from recview.live.review_requests import ChangeOptions, LayOutChange, OpenChange
from recview.pages.side_pages import side_pages
from recview.reading import panels
from recview.reading.held_recording import HeldRecording
from recview.reading.listed_changes import difference_words, listed_change
from recview.reading.recording_view import RecordingView, Unopened
from recview.root import Root
from recview.sources.baseline import Baseline
from recview.sources.opened_change import Opened, OpenedChange, open_change
from recview.sources.trees import Tree
from recview.verdicts.changes import Change

MOST_DIFFERENCES = 200
"""Differences that are named of an opened change."""


class ReviewOpener:
    """Each opened change by the number of the request that opened it."""

    def __init__(self, root: Root, notify: Callable[[Any], None]) -> None:
        """Begin with none.

        Args:
            root: The second tree's.
            notify: Is called with every answer.
        """
        self._notify = notify
        self._opened: dict[int, OpenedChange] = {}
        self._recordings = OpenRecordings(root, Baseline(), notify)

    def open(self, request: OpenChange, trees: tuple[Tree, Tree], change: Change) -> None:
        """Read both files of a change and notify of its pages.

        Args:
            request: What is asked.
            trees: The trees that are compared.
            change: The change as it was compared.
        """
        opened = open_change(*trees, change, request.exchange)
        self._opened[request.opening] = opened
        newest = opened.after if isinstance(opened.after, HeldRecording) else opened.before
        if isinstance(newest, HeldRecording):
            self._recordings.add(request.opening, newest)
        self._notify(
            ChangeOpened(
                request,
                listed_change(opened.change),
                _view(opened.before),
                _view(opened.after),
                layouts_of(opened, request.options),
                opened.exchanges,
                opened.exchange,
                difference_words(opened.comparison, MOST_DIFFERENCES),
                opened.stale,
            )
        )

    def lay_out(self, request: LayOutChange) -> None:
        """Notify of other pages of an opened change; of nothing if it is not open any more."""
        if opened := self._opened.get(request.opening):
            self._notify(ChangeLaidOut(request.opening, layouts_of(opened, request.options), request.options))

    def forget(self, opening: int) -> None:
        """Hold a change no longer."""
        self._opened.pop(opening, None)
        self._recordings.forget(opening)

    def answer(self, request: OpenedRequest) -> None:
        """Notify of the answer to what is asked about an opened recording, such as its chunks."""
        self._recordings.answer(request)


def layouts_of(opened: OpenedChange, options: ChangeOptions) -> ChangeLayouts:
    """The pages of a change that are wanted; of a side that cannot be read, why not."""
    before, after = (_page(side, secrets=options.secrets) for side in (opened.before, opened.after))
    narrow, wide = options.side_width, options.width
    old, new = _sides(opened, before, after, narrow) if narrow else (None, None)
    both = _both(opened, options) if wide else None
    return ChangeLayouts(old, new, PageLayout(both, wide) if both else None)


def _sides(
    opened: OpenedChange, before: Page | None, after: Page | None, width: int
) -> tuple[PageLayout | None, PageLayout | None]:
    """Both pages beside each other; where just one can be read, each by itself."""
    if isinstance(opened.before, HeldRecording) and isinstance(opened.after, HeldRecording):
        return side_by_side(*side_pages(before, after), width)
    return (PageLayout(before, width) if before else None), (PageLayout(after, width) if after else None)


def _page(side: Opened, *, secrets: bool) -> Page | None:
    if isinstance(side, Unopened):
        return unopened_page(side.problem, side.source.path, "")
    if side is None:
        return None
    return side.page if secrets else side.covered_page


def _both(opened: OpenedChange, options: ChangeOptions) -> Page | None:
    """Both recordings as one page; of one alone its own, and why a side cannot be read."""
    for side in (opened.before, opened.after):
        if isinstance(side, Unopened):
            return _page(side, secrets=options.secrets)
    if isinstance(opened.after, HeldRecording):
        return panels.page_of(opened.after, comparing=True, swapped=options.swapped, secrets=options.secrets)
    return _page(opened.before, secrets=options.secrets)


def _view(side: Opened) -> RecordingView | Unopened | None:
    return side.view if isinstance(side, HeldRecording) else side
