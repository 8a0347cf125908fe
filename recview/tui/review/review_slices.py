"""What the screen of a review shows of its session: a part of the session each, and how it is shown once it differs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from recview.review_session import ReviewSession
from recview.tui.review.review_titles import empty_words_of

if TYPE_CHECKING:
    from recview.tui.review.review_screen import ReviewScreen

Select: TypeAlias = Callable[[ReviewSession], object]
Show: TypeAlias = Callable[["ReviewScreen", "ReviewSession | None"], None]


def show_changes(main: ReviewScreen, before: ReviewSession | None) -> None:
    """Show every slice of the screen's session that differs from the session before it; with None, all."""
    for select, show in SLICES:
        if before is None or select(main.session) != select(before):
            show(main, before)


def _show_list(main: ReviewScreen, before: ReviewSession | None) -> None:
    main.list.show(main.session, empty_words_of(main.session, main.labels))


def _load(main: ReviewScreen, before: ReviewSession | None) -> None:
    if main.session.wanted:
        main.feed.open(main.session.wanted)


def _lay_out(main: ReviewScreen, before: ReviewSession | None) -> None:
    """Have the open change laid out in another way: it is shown once that is done, all in one frame."""
    main.feed.lay_out()


def _show_sides(main: ReviewScreen, before: ReviewSession | None) -> None:
    is_same = before is not None and before.opened is main.session.opened
    main.sides.show(main.session, keep=is_same)


def _show_player(main: ReviewScreen, before: ReviewSession | None) -> None:
    main.sides.show_player(main.session)
    main.clock.follow(playing=main.session.player.playing)


def _show_titles(main: ReviewScreen, before: ReviewSession | None) -> None:
    main.titles.show()


def _listed(session: ReviewSession) -> tuple[object, ...]:
    """What the list is made of."""
    return id(session.changes), id(session.decisions), session.restored, session.query, session.is_complete


def _titled(session: ReviewSession) -> tuple[object, ...]:
    """What the bars and borders are made of. Ticks change none of it; lists are compared as objects."""
    work = (session.done, session.total, session.is_complete, session.has_reader)
    shown = (session.shown, session.is_one_page, id(session.opened), id(session.layouts))
    return id(session.changes), id(session.decisions), session.query, *work, *shown


SLICES: tuple[tuple[Select, Show], ...] = (
    (
        lambda session: (
            id(session.changes),
            id(session.decisions),
            session.restored,
            session.is_complete,
            session.query,
        ),
        _show_list,
    ),
    (lambda session: (id(session.wanted), session.exchange), _load),
    (lambda session: (id(session.opened), id(session.layouts)), _show_sides),
    (lambda session: (session.shown, session.is_one_page, session.secrets), _lay_out),
    (lambda session: session.player, _show_player),
    (_titled, _show_titles),
)
"""(what of a session, how it is shown), in the order in which they are shown."""
