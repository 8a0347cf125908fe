"""Shows the reader's events on the main screen."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from recview.live.events import BaselineReady, FilesCompared, FilesIndexed, FinalState, LiveEvent
from recview.live.reader_ended import ReaderEnded, ReaderReplaced
from recview.progress import Progress

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen

LONG_NOTICE_S = 8
"""Seconds for which a notice stays that answers no key."""


def show_event(main: MainScreen, event: LiveEvent) -> None:
    """Show an event of the reader."""
    match event:
        case FilesIndexed():
            _show_indexed(main, event)
        case BaselineReady():
            _show_baseline_ready(main, event)
        case FilesCompared():
            _show_compared(main, event)
        case Progress(work="indexing"):
            main.become(main.session.with_progress(event))
        case FinalState() | ReaderEnded() | ReaderReplaced():
            pass
        case _:
            main.loader.show(event)


def _show_indexed(main: MainScreen, event: FilesIndexed) -> None:
    before = main.session
    session = before.with_files(event.files, event.at)
    main.become(session.with_scan(event.polling, event.kinds, is_complete=event.is_complete))
    if main.is_leaving:
        return
    if event.polling and not before.polling:
        words = f"Looking every 0.3 seconds instead of waiting for file events: {event.polling}"
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


def _show_compared(main: MainScreen, event: FilesCompared) -> None:
    main.become(main.session.with_reviews(event.reviews))
    shown = main.session.shown
    if shown and shown.path in event.reviews and not main.is_leaving:
        main.titles.show()


def _collect_garbage_in_steps() -> None:
    """Textual and the list live for ever: never look through them again. Small steps keep each under a frame."""
    gc.freeze()
    gc.set_threshold(2_000, 20, 50)
    gc.enable()
