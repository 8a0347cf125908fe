"""The parser of the command line's arguments: argparse, with what it says of hostile ones neutralised."""

from __future__ import annotations

import argparse
import os
import sys
from typing import NoReturn


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors repeat no control character of an argument to the terminal."""

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
