"""Commands as such: the palette, help, hints that can be clicked, and when keys are no commands."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual import events
from textual.app import SystemCommand
from textual.command import CommandPalette
from textual.screen import ModalScreen, Screen

from recview.display.sanitize import sanitize
from recview.library import Key
from recview.model import Source
from recview.tui.commands import COMMANDS
from recview.tui.copy_actions import CopyActions
from recview.tui.messages import RecordingChosen
from recview.tui.search_box import SearchBox
from recview.tui.tree_view import TreeView

_ACTIONS = frozenset(command.action.partition("(")[0] for command in COMMANDS if command.where == "app")


class CommandActions(CopyActions):
    """A part of the app class."""

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: the table of commands, and the toolkit's themes."""
        for command in COMMANDS:
            if command.palette:
                key = command.keys.partition(",")[0]
                target = command.action if command.where == "app" else f"palette_tree('{key}')"
                yield SystemCommand(command.does, command.shown, partial(self.run_action, target))
        yield SystemCommand("Change the theme", "", self.action_change_theme)

    def action_command_palette(self) -> None:
        """Find commands, tests and recordings."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder="Commands, tests, recordings …", id="--command-palette"))

    def jump_to(self, key: Key, source: Source) -> None:
        """Open a recording by its key in the list, whatever is filtered."""
        self.query_one(TreeView).jump_to(key)
        self.post_message(RecordingChosen(source, at_once=True))

    def action_palette_tree(self, key: str) -> None:
        """Run a command of the tree from the palette."""
        self.go_to_pane("tree")
        self.action_hinted(key)

    def action_hinted(self, key: str) -> None:
        """A click on a hint is its key."""
        self.simulate_key(key)

    async def on_event(self, event: events.Event) -> None:
        """Neutralise what is pasted into the toolkit's own input, the palette's, which would draw it as it is."""
        if isinstance(event, events.Paste) and not isinstance(self.focused, SearchBox):
            event.text = sanitize(event.text)
        await super().on_event(event)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While something is typed or a page lies over the screen, keys are not commands."""
        typing = isinstance(self.focused, SearchBox)
        if action in {"keep_search", "drop_search"}:
            return typing
        return not ((typing or isinstance(self.screen, ModalScreen)) and action in _ACTIONS)

    def action_leave_app(self) -> None:
        """Quit."""
        self.exit()

    def action_help(self) -> None:
        """What the marks mean and every key, on one page."""
        from recview.tui.help_screen import HelpScreen

        self.push_screen(HelpScreen(self.focused_where()))

    def action_interrupt(self) -> None:
        """End what is being typed; else copy what the mouse selected; with nothing selected, quit."""
        if isinstance(self.focused, SearchBox):
            self.call_later(self.action_drop_search)
        elif selected := self.screen.get_selected_text():
            self.copy_text(selected, "the selection")
        else:
            self.exit()
