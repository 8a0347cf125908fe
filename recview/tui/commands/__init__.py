"""What keys do: the table of commands, and the plain functions that its rows name."""

from recview.tui.commands.command import GROUPS, SCREENS, Command, Needs, Where, may_clash
from recview.tui.commands.keys import COMMANDS
from recview.tui.commands.lookup import (
    command_of,
    commands,
    commands_of_screen,
    hints,
    is_move,
    keys_by_group,
    moves,
)

__all__ = [
    "COMMANDS",
    "GROUPS",
    "SCREENS",
    "Command",
    "Needs",
    "Where",
    "command_of",
    "commands",
    "commands_of_screen",
    "hints",
    "is_move",
    "keys_by_group",
    "may_clash",
    "moves",
]
