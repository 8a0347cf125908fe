"""The keys of the program as a whole: help, palette, suspend, quit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.tui.commands.copying import copy_text

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen
    from recview.tui.review.review_screen import ReviewScreen


def show_help(main: MainScreen | ReviewScreen) -> None:
    """Show what the marks mean and every key; while a query is typed, how it is written."""
    from recview.tui.help_screen import HelpScreen

    page = HelpScreen(main.panes.focused_keys, main.keymap, screen=main.keys, is_on_queries=main.titles.is_query_typed)
    main.app.push_screen(page)


def open_palette(main: MainScreen | ReviewScreen) -> None:
    """Find commands, and on the main screen tests and recordings."""
    from textual.command import CommandPalette

    from recview.tui.palette import CommandProvider, RecordingProvider

    is_main = main.keys == "app"
    providers = [CommandProvider, RecordingProvider] if is_main else [CommandProvider]
    placeholder = "Commands, tests, recordings …" if is_main else "Commands …"
    main.app.push_screen(CommandPalette(providers, placeholder=placeholder, id="--command-palette"))


def suspend(main: MainScreen | ReviewScreen) -> None:
    """Give the terminal back to the shell until the program is resumed."""
    main.app.action_suspend_process()


def leave_app(main: MainScreen | ReviewScreen) -> None:
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
