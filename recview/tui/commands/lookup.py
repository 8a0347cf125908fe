"""Looking commands up: by id, by view, for the hint line, for help."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from recview.tui.commands.command import GROUPS, SCREENS, Command, Needs, Where
from recview.tui.commands.keys import COMMANDS

_BY_ID = {command.id: command for command in COMMANDS}


def command_of(id: str) -> Command:
    """The command of an id; of one that several views share, any of them, as they run the same function."""
    return _BY_ID[id]


def commands(where: Where) -> list[Command]:
    """The commands of a view, or of the app."""
    return [command for command in COMMANDS if command.where == where]


def hints(where: Where, available: Collection[Needs], screen: Where = "app") -> list[Command]:
    """What the hint line shows while a view has the focus, the rarest first: it ends where there is no more room.

    Args:
        where: The view.
        available: What is there for keys to work on.
        screen: The screen that it is on; see `SCREENS`.
    """
    every = (*commands(where), *commands(screen))
    shown = [command for command in every if command.hint and command.needs in available]
    return sorted(shown, key=lambda command: command.needs != "compared")


def keys_by_group(of: Iterable[Command] = COMMANDS) -> dict[str, list[tuple[str, str]]]:
    """(keys, what they do) by group title, for help and the tables of keys."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for command in of:
        if command.shown:
            groups.setdefault(GROUPS[command.where], []).append((command.shown, command.does))
    return groups


def commands_of_screen(screen: Where) -> list[Command]:
    """The commands of a screen and of its views; see `SCREENS`."""
    return [command for where in (screen, *SCREENS[screen]) for command in commands(where)]


def moves() -> list[Command]:
    """The keys that move in every view."""
    return [command for command in commands("tree") if is_move(command)]


def is_move(command: Command) -> bool:
    """Whether a command moves as it does in every view."""
    return command.id.startswith("move.") and command.id not in ("move.first", "move.last")
