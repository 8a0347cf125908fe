"""What can be completed, read off the parsers: each command's options, and the values that they take."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module

from recview.value import Value

FILES = "files"
"""What stands for the names of files in the place of values."""


class CompletableOption(Value):
    """An option of a command.

    Attributes:
        names: How it can be written.
        does: What it does, in a line.
        takes: None for an option without a value; else the values, or none where anything may stand, or `FILES`.
    """

    names: tuple[str, ...]
    does: str
    takes: tuple[str, ...] | None


class CompletableCommand(Value):
    """A command.

    Attributes:
        name: Its word; empty for the screen's.
        does: What it does, in a line.
        options: Its options.
        arguments: The values of its other arguments, or `FILES`.
    """

    name: str
    does: str
    options: tuple[CompletableOption, ...]
    arguments: tuple[str, ...]


def completable_commands() -> list[CompletableCommand]:
    """The screen's arguments and all subcommands, from their parsers."""
    from recview.cli.main import HELP, SUBCOMMANDS
    from recview.cli.screen_arguments import parser

    commands = [_command("", parser())]
    commands += [_command(name, import_module(f"recview.cli.{name}").parser()) for name in SUBCOMMANDS]
    names = tuple(command.name for command in commands[1:])
    return [*commands, CompletableCommand(HELP, "Show the help of a command.", (), names)]


def _command(name: str, parser: argparse.ArgumentParser) -> CompletableCommand:
    options = [_option(action) for action in parser._actions if action.option_strings]
    arguments = [action for action in parser._actions if not action.option_strings]
    values = tuple(map(str, next((action.choices for action in arguments if action.choices), ()) or ()))
    takes_files = arguments and not values
    return CompletableCommand(name, parser.description or "", tuple(options), (FILES,) if takes_files else values)


def _option(action: argparse.Action) -> CompletableOption:
    does = (action.help or "").replace("%(default)s", str(action.default)).split(";")[0]
    takes = None if action.nargs == 0 else _values(action)
    return CompletableOption(tuple(action.option_strings), does, takes)


def _values(action: argparse.Action) -> tuple[str, ...]:
    if action.choices:
        return tuple(map(str, action.choices))
    make = _VALUES.get(action.dest)
    if make is not None:
        return make()
    return (FILES,) if action.metavar in ("FILE", "PATH") else ()


def _themes() -> tuple[str, ...]:
    from recview.tui.theme import theme_names

    return tuple(theme_names())


def _fields() -> tuple[str, ...]:
    """The beginnings of conditions, and those conditions whose words are known."""
    from recview.query.fields import FIELDS

    names = [f"{name}:" for name in FIELDS]
    return (*names, *(f"{row.name}:{value}" for row in FIELDS.values() for value in row.values))


_VALUES: dict[str, Callable[[], tuple[str, ...]]] = {"theme": _themes, "where": _fields}
"""The values of an option, by its name."""
