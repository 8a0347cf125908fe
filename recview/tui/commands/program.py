"""The keys of the program as a whole: help, palette, suspend, quit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.tui.commands.copying import copy_text

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen


def show_help(main: MainScreen) -> None:
    """Show what the marks mean and every key; while a query is typed, how it is written."""
    from recview.tui.help_screen import HelpScreen

    is_query = main.search_box.is_open and main.search.view is None
    main.app.push_screen(HelpScreen(main.panes.focused_keys, main.keymap, is_on_queries=is_query))


def open_palette(main: MainScreen) -> None:
    """Find commands, tests and recordings."""
    from textual.command import CommandPalette

    from recview.tui.palette import PaletteProvider

    placeholder = "Commands, tests, recordings …"
    main.app.push_screen(CommandPalette([PaletteProvider], placeholder=placeholder, id="--command-palette"))


def suspend(main: MainScreen) -> None:
    """Give the terminal back to the shell until the program is resumed."""
    main.app.action_suspend_process()


def leave_app(main: MainScreen) -> None:
    """End the program."""
    main.app.exit()


def interrupt(main: MainScreen) -> None:
    """End what is being typed; else copy what the mouse selected; with nothing selected, end the program."""
    if main.app.focused is main.search_box:
        main.app.call_later(main.action_search_key, "drop")
    elif selected := main.app.screen.get_selected_text():
        copy_text(main, selected, "the selection")
    else:
        main.app.exit()
