"""The arguments of the screen."""

from __future__ import annotations

import argparse

from recview import __version__
from recview.cli.arguments import Parser, add_git_sources, help_formatter, query_text, whole_number
from recview.cli.kept_options import add_options

EPILOG = """\
Without a path, recview looks for folders named recordings, cassettes or
vcr_cassettes below the current one. A NAME is a test, in full or by its end, or
how a recording's file begins (4 characters or more): it is looked for below the
paths, and its recording chosen. A path wins over a revision, that over a test,
a test over a file. Archives are .zip, .tar, .tar.gz and .tar.zst. Of git, in
the repository of this folder, a revision opens read-only (HEAD~1, main:tests/,
HEAD -- PATH…), and with --staged what is staged. With - standard input holds
one recording, or a list of paths, one a line or each followed by NUL:
  git diff --name-only | recview -          curl … | recview show -
For pipes and programs: recview ls, recview show (each with --help; recview
help is --help). For a folder of that name write ./ls. recview cache says what
is kept of trees that were read, recview config what is set and where.
Keys: arrows or hjkl move, space plays, , and . step, / filters, ? shows every
key, q quits.
"""


def parser() -> argparse.ArgumentParser:
    """The arguments of the screen."""
    arguments = Parser(
        prog="recview",
        description="A terminal inspector for recorded LLM calls.",
        epilog=EPILOG,
        formatter_class=help_formatter,
    )
    arguments.add_argument(
        "paths",
        nargs="*",
        metavar="PATH|NAME",
        help="trees, folders, files, archives, revisions; a test, or how a file's name begins; - is standard input",
    )
    arguments.add_argument("--demo", action="store_true", help="open the sample recordings that come with recview")
    arguments.add_argument("--where", type=query_text, metavar="QUERY", default="", help="begin with this query in /")
    arguments.add_argument("--at", type=whole_number, metavar="CHUNK", help="open at this chunk, counted from 1")
    add_git_sources(arguments)
    _add_replay_options(arguments)
    arguments.add_argument(
        "--no-summary",
        action="store_false",
        dest="summary",
        default=None,
        help="leave without saying what a re-record did to the recordings",
    )
    arguments.add_argument(
        "--summary-json",
        metavar="FILE",
        help="on leaving, write there what became of every file that was touched (- is standard output)",
    )
    arguments.add_argument(
        "--force", action="store_true", help="let --summary-json replace a file that recview did not write"
    )
    add_options(arguments)
    arguments.add_argument("-V", "--version", action="version", version=f"recview {__version__}")
    return arguments


def _add_replay_options(arguments: argparse.ArgumentParser) -> None:
    # An option that is not given is None: what is set elsewhere holds then, see recview.config.
    arguments.add_argument(
        "--play",
        action=argparse.BooleanOptionalAction,
        dest="autoplay",
        help="play recordings when they open (default), or open them at their end",
    )
    arguments.add_argument("--speed", type=_speed, metavar="N", help="pace of the replay, 0.25 to 64 (default 1)")
    arguments.add_argument("--theme", metavar="NAME", help="colours, by a name of Textual's themes")


def _speed(text: str) -> float:
    try:
        value = float(text.rstrip("x×"))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None
    if not 0.25 <= value <= 64:
        raise argparse.ArgumentTypeError("it goes from 0.25 to 64")
    return value
