"""The arguments of the screen where all of them are paths or names, read without a parser.

Most starts are such, and the parser's imports take some milliseconds of each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

_WITHOUT_OPTIONS = {
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
}
"""What `recview.cli.screen_arguments.parser` makes of options that are not given; a test compares the two."""


def path_arguments(argv: Sequence[str]) -> argparse.Namespace | None:
    """What the parser would make of these arguments; None if one of them may be an option, or standard input."""
    if any(argument.startswith("-") for argument in argv):
        return None
    from types import SimpleNamespace

    return cast("argparse.Namespace", SimpleNamespace(paths=list(argv), behind=[], **_WITHOUT_OPTIONS))
