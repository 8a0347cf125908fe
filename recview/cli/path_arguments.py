"""The arguments of the screen and of `show` where all of them are paths or names, read without a parser.

Most starts are such, and the parser's imports take some milliseconds of each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

SCREEN: dict[str, object] = {
    "paths": [],
    "demo": False,
    "where": "",
    "at": None,
    "staged": False,
    "autoplay": None,
    "speed": None,
    "theme": None,
    "summary": None,
    "summary_json": None,
    "force": False,
    "keep": None,
    "cache": None,
    "cache_limit": None,
    "behind": [],
}
SHOW: dict[str, object] = {
    "names": [],
    "places": [],
    "json": False,
    "chunks": False,
    "markdown": False,
    "at": None,
    "max_chars": None,
    "where": None,
    "staged": False,
    "secrets": False,
    "behind": [],
}
"""What the parsers of the screen and of `recview show` make of no arguments, the paths first; a test compares them."""


def path_arguments(argv: Sequence[str], defaults: dict[str, object]) -> argparse.Namespace | None:
    """What the parser would make of these arguments; None if one of them may be an option, or standard input.

    Args:
        argv: The arguments.
        defaults: What it makes of none, `SCREEN` or `SHOW`.
    """
    if any(argument.startswith("-") for argument in argv):
        return None
    from types import SimpleNamespace

    return cast("argparse.Namespace", SimpleNamespace(**defaults | {next(iter(defaults)): list(argv)}))
