"""The parser of the command line's arguments: argparse, with what it says of hostile ones neutralised."""

from __future__ import annotations

import argparse
from typing import NoReturn


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors repeat no control character of an argument to the terminal."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and what is wrong, and leave with exit code 2."""
        from recview.display.mask import covered
        from recview.display.sanitize import sanitize

        super().error(sanitize(covered(message)))
