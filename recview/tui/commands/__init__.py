"""What keys do: the table of commands, and the plain functions that its rows name."""

from recview.tui.commands.command import GROUPS, Command, Needs, Where
from recview.tui.commands.keys import COMMANDS
from recview.tui.commands.lookup import (
    command_of,
    commands,
    hints,
    is_move,
    keys_by_group,
    moves,
)

__all__ = [
    "COMMANDS",
    "GROUPS",
    "Command",
    "Needs",
    "Where",
    "command_of",
    "commands",
    "hints",
    "is_move",
    "keys_by_group",
    "moves",
]
