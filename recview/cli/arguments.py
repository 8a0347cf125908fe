"""The parser of the command line's arguments: argparse, with what it says of hostile ones neutralised."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from recview.cli.where import Where


BEHIND = "behind"
"""The name of what stands behind `--`."""


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors repeat no control character of an argument to the terminal."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """The arguments; a query that begins with a minus, as `-is:stream`, is no option.

        Where sources of git can be named, what stands behind `--` is kept apart.
        """
        args = list(sys.argv[1:] if args is None else args)
        if BEHIND in self._defaults and "--" in args:
            at = args.index("--")
            namespace = argparse.Namespace() if namespace is None else namespace
            setattr(namespace, BEHIND, args[at + 1 :])
            args = args[:at]
        return super().parse_known_args(joined_queries(args), namespace)

    def error(self, message: str) -> NoReturn:
        """Print the usage and what is wrong, and leave with exit code 2."""
        from recview.display.mask import covered
        from recview.display.sanitize import sanitize

        super().error(sanitize(covered(message)))


def whole_number(text: str) -> int:
    """The number, from 1 on, that an argument is."""
    if not (text.isascii() and text.isdecimal() and len(text) < 20 and int(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 on")
    return int(text)


def add_git_sources(arguments: argparse.ArgumentParser) -> None:
    """Give a command what sources of git need: `--staged`, and `-- PATH…`."""
    arguments.add_argument("--staged", action="store_true", help="what is staged in git; the names are paths in it")
    arguments.set_defaults(**{BEHIND: []})


def add_where(arguments: argparse.ArgumentParser) -> None:
    """Give a command the option `--where`."""
    arguments.add_argument(
        "--where",
        type=_query,
        metavar="QUERY",
        help="only what a query matches, as typed behind / in the app: finish:length, 'tool:get_weather is:stream'",
    )


def joined_queries(argv: Sequence[str]) -> list[str]:
    """Arguments with each query that begins with a minus joined to its `--where`, as argparse wants them."""
    joined: list[str] = []
    for argument in argv:
        if joined and joined[-1] == "--where" and argument[:1] == "-" and argument[1:2] not in ("", "-"):
            joined[-1] = f"--where={argument}"
        else:
            joined.append(argument)
    return joined


def query_text(text: str) -> str:
    """A query as it was typed, if it can be read."""
    if text:
        _query(text)
    return text


def _query(text: str) -> Where:
    from recview.cli.where import where  # on use: it imports much

    return where(text)


def help_formatter(prog: str) -> argparse.HelpFormatter:
    """What lays out the help of a command: as wide as the terminal, its description as it is written."""
    return argparse.RawDescriptionHelpFormatter(prog, width=_columns() - 2)


_DEFAULT_COLUMNS = 80


def _columns() -> int:
    """The columns of the terminal as `shutil.get_terminal_size` tells them, whose import costs more than it is worth.

    argparse asks at every start, help or not.
    """
    columns = os.environ.get("COLUMNS", "")
    try:
        count = int(columns) if columns else 0
    except ValueError:
        count = 0
    if count > 0:
        return count
    try:
        return os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else -1).columns or _DEFAULT_COLUMNS
    except (OSError, ValueError):
        return _DEFAULT_COLUMNS
