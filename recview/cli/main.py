"""What the arguments ask for: help, the version, or the screen over a place."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from recview import __version__

if TYPE_CHECKING:
    from recview.session import Session

EPILOG = """\
Without a path, recview looks for folders named recordings, cassettes or
vcr_cassettes below the current one.
For pipes and programs: recview ls, recview show (each with --help). For a
folder of that name write ./ls.
Keys: arrows or hjkl move, space plays, , and . step, / filters, ? shows every
key, q quits.
"""


def parser() -> argparse.ArgumentParser:
    """The arguments of the screen."""
    arguments = argparse.ArgumentParser(
        prog="recview",
        description="A terminal inspector for recorded LLM calls.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    arguments.add_argument("path", nargs="?", help="a tree of recordings, one folder, or one file")
    arguments.add_argument("--demo", action="store_true", help="open the sample recordings that come with recview")
    arguments.add_argument("--no-play", action="store_true", help="open recordings at their end, not playing")
    arguments.add_argument(
        "--speed", type=_speed, default=1.0, metavar="N", help="pace of the replay, 0.25 to 64 (default 1)"
    )
    arguments.add_argument("--theme", metavar="NAME", help="colours, by a name of Textual's themes")
    arguments.add_argument(
        "--no-summary", action="store_true", help="leave without saying what a re-record did to the recordings"
    )
    arguments.add_argument(
        "--summary-json", metavar="FILE", help="on leaving, write there what became of every file that was touched"
    )
    arguments.add_argument(
        "--keep",
        type=_megabytes,
        default=64,
        metavar="MB",
        help="compressed megabytes of first contents to keep, for showing what changed (default 64)",
    )
    arguments.add_argument("--version", action="version", version=f"recview {__version__}")
    return arguments


def _speed(text: str) -> float:
    try:
        value = float(text.rstrip("x×"))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None
    if not 0.25 <= value <= 64:
        raise argparse.ArgumentTypeError("it goes from 0.25 to 64")
    return value


def _megabytes(text: str) -> int:
    if not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of megabytes")
    return int(text)


def run(argv: Sequence[str]) -> int:
    """Do what the arguments ask; returns the exit code (0, 1 for nothing found, 2 for wrong usage)."""
    # A subcommand wins over a folder of its name; `./ls` means the folder.
    if argv and argv[0] in ("ls", "show"):
        return _piped(argv[0], argv[1:])
    options = parser().parse_args(argv)
    from recview.place import Place
    from recview.sources.finding import discover, place_of

    try:
        if options.demo:
            place = Place(Path(__file__).parent.parent / "demo" / "recordings", name="sample recordings")
        elif options.path is not None:
            place = place_of(options.path)
        else:
            tops = discover(Path())
            if not tops:
                return _complain(
                    "no recordings below this folder: no folder named recordings or cassettes was found.\n"
                    "Name a path (recview path/to/recordings), or try the samples: recview --demo",
                    code=1,
                )
            place = Place(Path(), tops)
    except FileNotFoundError:
        return _complain(f"no such file or folder: {options.path}")
    if not all(map(os.isatty, (0, 1, 2))):
        return _complain("it needs a terminal: its input, output and errors must not be piped or redirected")
    return _show(place, options)


def _piped(command: str, argv: Sequence[str]) -> int:
    from recview.cli import ls, show

    return ls.run(argv) if command == "ls" else show.run(argv)


def _show(place: object, options: argparse.Namespace) -> int:
    from recview.place import Place
    from recview.tui.app import RecviewApp
    from recview.tui.theme import BUILTIN_THEMES, DARK, LIGHT

    assert isinstance(place, Place)
    names = sorted({*BUILTIN_THEMES, DARK.name, LIGHT.name})
    if options.theme and options.theme not in names:
        return _complain(f"no theme is called {options.theme}; there are {', '.join(names)}")
    app = RecviewApp(
        place,
        play=not options.no_play,
        speed=options.speed,
        theme=options.theme,
        keep=options.keep * 1_000_000,
    )
    try:
        app.run()
    except Exception as error:
        return _complain_of_failure(error)
    if app.failure is not None:
        return _complain_of_failure(app.failure)
    return max(app.return_code or 0, _sum_up(app.settled(), options))


def _complain_of_failure(error: BaseException) -> int:
    """Say in a sentence that the screen failed, and where its traceback is; returns 1."""
    from traceback import format_exception

    from recview.display.wording import shortened
    from recview.tui.clipboard import write_copy

    try:
        where = f"The traceback is in {write_copy(''.join(format_exception(error)))}; please report it."
    except OSError:
        where = "Please report it."
    cause = shortened(f"{type(error).__name__}: {error}", 300)
    return _complain(f"it ended because of an error in recview itself: {cause}. {where}", code=1)


def _sum_up(session: Session, options: argparse.Namespace) -> int:
    """Say on the terminal that is left behind, and to machines, what a re-record did; 1 if that cannot be written."""
    from recview.cli.summing_up import printed, written

    if not options.no_summary:
        printed(session)
    if options.summary_json:
        try:
            written(session, options.summary_json)
        except OSError as error:
            return _complain(f"cannot write {options.summary_json}: {(error.strerror or str(error)).lower()}", code=1)
    return 0


def _complain(problem: str, code: int = 2) -> int:
    from recview.cli.output import complain

    complain(problem)
    return code
