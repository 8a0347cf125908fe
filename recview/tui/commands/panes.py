"""The keys of the panes: which has the focus, which side view is in front, zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.library import Key
from recview.model import Source
from recview.tui.commands.comparing import become_paired
from recview.tui.commands.facets import close_facets
from recview.tui.commands.search import filter_by

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen
    from recview.tui.side_panel import Side


def go_to_next_pane(main: MainScreen, by: int) -> None:
    """Focus the next pane (1) or the previous one (-1)."""
    main.panes.go_to_next(by)


def show_side(main: MainScreen, side: Side) -> None:
    """Bring a side view to the front, and the focus to it where it could not be seen otherwise."""
    main.side.show_side(side)
    if main.panes.focused != "tree" or not main.side.display or main.panes.is_crowded:
        main.panes.go_to("side")
    main.panes.lay_out()


def zoom(main: MainScreen) -> None:
    """Show the focused pane alone, or all again."""
    if not main.panes.zoomed and not main.panes.has_room_for_two:
        main.notify("This terminal has room for one pane at a time: tab goes to the next")
        return
    main.panes.zoomed = not main.panes.zoomed
    main.panes.lay_out()


def widen(main: MainScreen, columns: int) -> None:
    """Make the focused pane wider by so many columns, or narrower."""
    if not main.panes.widen(columns):
        main.notify("One pane is shown: there is no other to take columns from")


def leave(main: MainScreen) -> None:
    """End what there is: a load, selection, search, zoom, comparison or filter; else go to the tests."""
    if main.loader.cancel():
        return
    if main.get_selected_text():
        main.clear_selection()
    elif main.search.view is not None and main.search.view.finder.needle:
        main.search.view.finder.forget()
        main.search.view = None
        main.titles.show()
    elif main.panes.zoomed:
        zoom(main)
    elif main.session.pair:
        become_paired(main, None)
    elif close_facets(main):
        return
    elif main.panes.focused == "tree" and main.test_tree.filtering.is_active:
        filter_by(main, "")
    else:
        main.panes.go_to("tree")


def jump_to(main: MainScreen, key: Key, source: Source) -> None:
    """Open a recording by its key in the list, whatever is filtered."""
    main.test_tree.jump_to(key)
    open_recording(main, source, at_once=True)


def open_recording(main: MainScreen, source: Source, *, at_once: bool) -> None:
    """Open a recording; `at_once` if a key asks for it, so that its conversation gets the focus."""
    if at_once:
        if main.session.is_loaded and main.session.autoplay and main.session.player.at_end:
            main.become(main.session.restart())
        main.chat.take_hold()
        main.panes.go_to("chat")
    main.hit_opening.expect(source)
    if source != main.session.wanted:
        main.become(main.session.choose(source))
