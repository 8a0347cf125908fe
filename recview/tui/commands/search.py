"""Filtering the tests, finding in a pane, and going from one hit, recording or marker to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.replay.player import Player
from recview.tui.commands.replay import seek_marker, seek_outermost_marker
from recview.tui.tree_filtering import filter_list

if TYPE_CHECKING:
    from recview.tui.line_view import LineView
    from recview.tui.main_screen import MainScreen

_AT_START = Player()


class Search:
    """What is searched now.

    Attributes:
        view: The view whose text is searched; None while the tests are filtered, or nothing is.
        began_at: The replay as it was when the search began.
    """

    def __init__(self, view: LineView | None = None, began_at: Player = _AT_START) -> None:
        self.view = view
        self.began_at = began_at


def open_search(main: MainScreen) -> None:
    """Filter the tests, or find in the focused pane."""
    main.hints.end_notice()  # the keys of the line stand there
    if main.panes.focused == "tree":
        main.search.view = None
        main.search_box.open("words of a name, or field:value", main.test_tree.filtering.query.text, waits=False)
        main.memory.history.begin("")
        main.typing.update()
        main.titles.show()
        main.typing.prepare()
    else:
        _open_find(main, main.panes.view(main.panes.focused))


def find_in_recording(main: MainScreen) -> None:
    """Find in the open recording, from whichever pane."""
    if main.panes.focused == "tree":
        main.panes.go_to("chat")
    _open_find(main, main.panes.view(main.panes.focused))


def _open_find(main: MainScreen, view: LineView) -> None:
    if main.search.view is not None and main.search.view is not view:
        main.search.view.finder.forget()
    main.search = Search(view, main.session.player)
    view.finder.begin()
    main.search_box.open("text in this pane", view.finder.needle, waits=True)
    main.titles.show()


def filter_by(main: MainScreen, query: str) -> None:
    """Filter the list by a query; by the one that it is filtered by already, end the filter."""
    main.panes.go_to("tree")
    set_filter(main, "" if query == main.test_tree.filtering.query.text else query)
    main.titles.show()


def set_filter(main: MainScreen, text: str) -> None:
    """Filter the list, and ask the reader for the texts that the query looks for."""
    filter_list(main.test_tree, text)
    main.typing.update()
    main.typing.probe()
    if not main.test_tree.filtering.query.terms():
        main.hit_opening.end()
    if not main.search_box.is_open:
        return
    if text != main.typing.walked:
        main.memory.history.begin(text)
    problem, completion = main.test_tree.filtering.query.problem, main.typing.completion
    main.search_box.show_wrong(*((problem.start, problem.end) if problem else (0, 0)))
    main.search_box.show_rest(completion.text if completion else "")


def look_for(main: MainScreen, text: str) -> None:
    """Filter or find, as it is typed."""
    if main.search.view is None:
        set_filter(main, text)
    else:
        main.search.view.finder.find(text)
    main.titles.show()


async def keep(main: MainScreen) -> None:
    """End typing and go on with its hits. The next keys may be there already, so nothing here is a posted message."""
    await main.search_box.settled()
    look_for(main, main.search_box.value)
    _close(main)


async def drop(main: MainScreen) -> None:
    """End the search, and go back to where it began."""
    await main.search_box.settled()
    if main.search.view is None:
        set_filter(main, "")
    else:
        main.search.view.finder.cancel()
        main.search.view = None
        began_at, player = main.search.began_at, main.session.player
        if began_at.total == player.total:
            main.become(main.session.with_player(began_at._replace(speed=player.speed)))
    _close(main)


def _close(main: MainScreen) -> None:
    main.search_box.close()
    main.panes.go_to(main.panes.focused)
    main.hit_opening.show()
    main.titles.show()


def go_to_next_match(main: MainScreen, by: int) -> None:
    """Go to the next (1) or previous (-1) hit of the search, else to the next recording."""
    view = main.search.view
    is_across = view is main.chat and bool(main.test_tree.filtering.query.terms())
    if is_across and main.chat.finder.is_outermost(by) and main.test_tree.go_to_neighbour(by):
        return
    if view is not None and view.finder.needle and view.is_on_screen:
        if not (view.finder.hits or view.finder.is_waiting):
            main.notify("Not found; esc ends the search")
        view.finder.step(by)
        main.titles.show()
    else:
        _go_around(main, by, "recording", flagged=False)


def go_to_next_marker(main: MainScreen, by: int) -> None:
    """Go to the next marker of the answer, or in the tests to the next row with a flag."""
    if main.panes.focused == "tree":
        _go_around(main, by, main.test_tree.filtering.flag_words, flagged=True)
    elif not seek_marker(main, by):
        if seek_outermost_marker(main, by):
            main.notify(f"No further mark (tool call, finish): round to the {'first' if by > 0 else 'last'}")
        else:
            main.notify("No other mark (tool call, finish) in this answer")


def _go_around(main: MainScreen, by: int, what: str, *, flagged: bool) -> None:
    """Go to the next recording in the list, or behind its end to the first; `what` names it in the notice."""
    if main.test_tree.go_to_neighbour(by, flagged=flagged):
        return
    if main.test_tree.go_to_neighbour(by, flagged=flagged, around=True):
        main.notify(f"No further {what}: round to the {'first' if by > 0 else 'last'}")
    else:
        main.notify(f"No other {what}")
