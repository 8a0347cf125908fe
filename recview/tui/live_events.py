"""Shows the reader's events on the main screen."""

from __future__ import annotations

import gc
import time
from collections import deque
from typing import TYPE_CHECKING

from recview.library import FileColumns
from recview.live.events import (
    BaselineReady,
    ContentsRead,
    FilesCompared,
    FilesIndexed,
    FinalState,
    HitsRead,
    LineFound,
    LiveEvent,
    TextMade,
    TextsFound,
)
from recview.live.finding_events import FindingsRead
from recview.live.reader_ended import ReaderEnded, ReaderReplaced
from recview.progress import Progress
from recview.session import Session
from recview.tui.finding_news import show_findings

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen

TOGETHER_S = 0.006
"""Seconds for which events that wait are taken in before all that they change is shown at once."""

LONG_NOTICE_S = 8
"""Seconds for which a notice stays that answers no key."""


def show_rows(main: MainScreen, events: deque[LiveEvent]) -> bool:
    """Show the next events at once as far as they change just rows, for a part of a frame.

    Args:
        main: The screen.
        events: What waits to be shown; what is shown is removed.

    Returns:
        Whether there was such an event.
    """
    session, until = main.session, time.monotonic() + TOGETHER_S
    compared: set[str] = set()
    while events and _changes_just_rows(events[0], session):
        event = events.popleft()
        if isinstance(event, FilesCompared):
            session = session.with_reviews(event.reviews)
            compared.update(event.reviews)
        elif isinstance(event, FilesIndexed):
            session = _with_files(main, session, event)
        if time.monotonic() > until:
            break
    if session is main.session:
        return False
    main.become(session)
    if session.shown and session.shown.path in compared and not main.is_leaving:
        main.titles.show()
    return True


def _changes_just_rows(event: LiveEvent, session: Session) -> bool:
    """Whether an event changes rows and their verdicts, and calls for nothing else."""
    if isinstance(event, FilesIndexed):
        return not event.is_complete and event.polling == session.polling
    return isinstance(event, FilesCompared)


def _with_files(main: MainScreen, session: Session, event: FilesIndexed) -> Session:
    main.texts.forget(FileColumns.of(event.files))
    after = session.with_files(event.files, event.at)
    return after.with_scan(event.polling, event.kinds, is_complete=event.is_complete)


def show_event(main: MainScreen, event: LiveEvent) -> None:
    """Show an event of the reader."""
    match event:
        case FilesIndexed():
            _show_indexed(main, event)
        case BaselineReady():
            _show_baseline_ready(main, event)
        case FilesCompared():
            show_rows(main, deque([event]))
        case Progress(work="indexing"):
            main.become(main.session.with_progress(event))
        case TextMade():
            main.copier.take(event)
        case LineFound():
            main.editor.take(event)
        case ContentsRead() | TextsFound() | HitsRead():
            main.texts.take(event)
        case FindingsRead():
            show_findings(main, event)
        case FinalState() | ReaderEnded() | ReaderReplaced():
            pass
        case _:
            main.loader.show(event)


def _show_indexed(main: MainScreen, event: FilesIndexed) -> None:
    before = main.session
    main.become(_with_files(main, before, event))
    if main.is_leaving:
        return
    if event.polling and not before.polling:
        words = f"Looking again and again instead of waiting for file events: {event.polling}"
        main.notify(words, timeout=LONG_NOTICE_S)
    if event.is_complete:
        _end_first_scan(main)


def _end_first_scan(main: MainScreen) -> None:
    main.test_tree.cursor.hold()
    if main.ticking:
        _collect_garbage_in_steps()
    if not main.session.library.files:
        # The list says so, which has the focus: the other panes are empty.
        main.chat.show_words()
        main.transport.show_player(main.session.player, " ")


def _show_baseline_ready(main: MainScreen, event: BaselineReady) -> None:
    """Show that changes can be compared from now on, and of how many files only a digest is kept."""
    main.become(main.session.with_baseline())
    if event.dropped and not main.is_leaving:
        words = f"Of {event.dropped:,} files just a digest is kept: changes are told, not shown (--keep)"
        main.notify(words, timeout=LONG_NOTICE_S)


def _collect_garbage_in_steps() -> None:
    """Textual and the list live for ever: never look through them again. Small steps keep each under a frame."""
    gc.freeze()
    gc.set_threshold(2_000, 20, 50)
    gc.enable()
