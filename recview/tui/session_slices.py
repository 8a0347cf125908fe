"""What the main screen shows of the session: a part of the session each, and how it is shown once it differs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from recview.chosen_pair import before_of
from recview.display.titles import empty_list_words
from recview.humanize import size as size_words
from recview.library import calls_of
from recview.replay.timeline import Timeline
from recview.replay.transcript import EMPTY
from recview.session import Session
from recview.tui.finding_news import show_open_findings
from recview.tui.visited import with_visit

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen

Select: TypeAlias = Callable[[Session], object]
Show: TypeAlias = Callable[["MainScreen", Session], None]
"""Shows a part of the main screen's session, given the session before it."""


def show_changes(main: MainScreen, before: Session) -> None:
    """Show every slice of the main screen's session that differs from the session before it."""
    now = main.session
    for select, show in SLICES:
        if select(now) != select(before):
            show(main, before)


def show_player(main: MainScreen, before: Session | None = None) -> None:
    """Show where the replay stands."""
    session = main.session
    main.chat.show_position(session.player.position)
    main.side.show_position(session.player.position)
    main.transport.show_player(session.player, _why_not_replayed(session))
    main.titles.show_tabs()
    main.clock.follow(playing=session.player.playing)


def _why_not_replayed(session: Session) -> str:
    """Why there is nothing to replay; empty if there is something, or nothing is open."""
    recording = session.replayed
    if session.unopened:
        return "not opened: nothing to replay"
    if recording and recording.is_card:
        return "one piece: no conversation to replay"
    if recording and recording.transcript.failures and not session.player.total:
        return "nothing to replay: the call failed"
    return ""


def _show_list(main: MainScreen, before: Session) -> None:
    now = main.session
    main.test_tree.show_empty(() if now.indexing else empty_list_words(main.root.label, now.kinds))
    is_renamed = now.wanted != before.wanted and now.library is not before.library
    main.test_tree.show(now.library.root, now.library.key(now.wanted) if is_renamed and now.wanted else ())


def _show_wanted(main: MainScreen, before: Session) -> None:
    now = main.session
    if now.following and now.wanted:
        main.test_tree.follow(now.library.key(now.wanted))


def _show_unopened(main: MainScreen, before: Session) -> None:
    failed = main.session.unopened
    if failed is None:
        return
    from recview.display.page_rows import PageLayout
    from recview.display.unopened_page import unopened_page

    size = size_words(failed.size) if failed.raw.end else ""
    page = unopened_page(failed.problem, failed.source.path or main.root.label, size)
    main.chat.show_page(PageLayout(page, main.chat.layout_width), 0, keep=False)
    main.transport.show(Timeline(0, {}), EMPTY)
    main.side.show_unopened(failed, secrets=main.session.secrets)
    show_player(main)


def _show_top(main: MainScreen, before: Session) -> None:
    main.titles.show_top()


def _show_current(main: MainScreen, before: Session) -> None:
    main.test_tree.current = main.session.shown
    show_open_findings(main)
    main.visited = with_visit(main.visited, main.session, before)


def _show_secrets(main: MainScreen, before: Session) -> None:
    main.loader.show_secrets()


def _show_options(main: MainScreen, before: Session) -> None:
    main.chat.show_options(ghost=main.session.ghost, shaded=main.session.shaded)


def _show_repetition(main: MainScreen, before: Session) -> None:
    library, source = main.session.library, main.session.shown
    calls = calls_of(library, source) if source else None
    main.chat.repeated_part.show(calls.repetition() if calls else None)


def _show_titles(main: MainScreen, before: Session) -> None:
    main.titles.show()


def _show_beginning(main: MainScreen, before: Session) -> None:
    main.beginning.take_list(main)
    main.beginning.take_opened(main)


def _load(main: MainScreen, before: Session) -> None:
    if main.session.wanted:
        main.loader.load(main.session.wanted)


def _top_line(session: Session) -> tuple[object, ...]:
    """What the top line is made of. Ticks change none of it; trees are compared as objects."""
    waits = session.queued is not None and not session.player.playing
    work = (session.progress, session.indexing, session.baseline_ready)
    watch = (session.following, waits, session.polling, session.journal.event)
    reader = (session.verdicts_since, session.has_reader)
    return id(session.library.root), *work, *watch, *reader


SLICES: tuple[tuple[Select, Show], ...] = (
    (lambda session: (id(session.library), session.indexing, session.kinds), _show_list),
    (lambda session: session.wanted, _show_wanted),
    (_top_line, _show_top),
    (lambda session: session.shown, _show_current),
    (lambda session: id(session.unopened), _show_unopened),
    (lambda session: session.secrets, _show_secrets),
    (lambda session: (session.ghost, session.shaded), _show_options),
    (lambda session: (session.shown, id(session.library)), _show_repetition),
    (lambda session: session.player, show_player),
    (lambda session: (session.stale, session.shown, session.pair, id(session.library)), _show_titles),
    (lambda session: (session.wanted, session.reloads, before_of(session.pair, session.wanted)), _load),
    (lambda session: (id(session.library), session.indexing, id(session.opened)), _show_beginning),
)
"""(what of a session, how it is shown), in the order in which they are shown."""
