"""What the arguments ask for: help, the version, or the screen over a root."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    # What is imported here is imported before the reader is started.
    import argparse
    from collections.abc import Sequence

    from recview.destination import Destination
    from recview.live.client import Reader
    from recview.live.spawning import SpawnedReader
    from recview.root import Root
    from recview.session import Session
    from recview.tui.app import RecviewApp

SUBCOMMANDS = ("ls", "show", "cache")
HELP = "help"
_NO_SCREEN = ("-h", "--h", "-V", "--v")
"""What the options begin with that ask for help, and for the version."""


def run(argv: Sequence[str]) -> int:
    """Do what the arguments ask; returns the exit code (0, 1 for nothing found, 2 for wrong usage)."""
    # A subcommand wins over a folder of its name; `./ls` means the folder.
    if argv and argv[0] in SUBCOMMANDS:
        return _piped(argv[0], argv[1:])
    if argv and argv[0] == HELP:
        # `recview help ls` is `recview ls --help`.
        return run([*argv[1:2], "--help"])
    spawned = _spawned_reader(argv)
    try:
        return _open(argv, spawned)
    finally:
        # Wrong arguments leave it behind; whoever used it has ended it.
        if spawned is not None:
            spawned.abandon()


def _spawned_reader(argv: Sequence[str]) -> SpawnedReader | None:
    """What reads for the screen, started before all imports; None where there is likely to be no screen."""
    if any(argument.startswith(_NO_SCREEN) for argument in argv) or not (os.isatty(0) and os.isatty(2)):
        return None
    from recview.live.spawning import SpawnedReader

    try:
        return SpawnedReader()
    except OSError:
        # It is tried once more, where there is something to be done about it.
        return None


def _open(argv: Sequence[str], spawned: SpawnedReader | None) -> int:
    """Show what the arguments name on the screen."""
    from recview.cli.screen_arguments import parser

    options = parser().parse_args(argv)
    from pathlib import Path

    from recview.root import Root
    from recview.sources.discovery import discover, root_of

    try:
        if options.demo:
            root = Root(Path(__file__).parent.parent / "demo" / "recordings", name="sample recordings")
        elif options.path is not None:
            root = root_of(options.path)
        else:
            tops = discover(Path())
            if not tops:
                return _warn(
                    "no recordings below this folder: no folder named recordings or cassettes was found.\n"
                    "Name a path (recview path/to/recordings), or try the samples: recview --demo",
                    code=1,
                )
            root = Root(Path(), tops)
    except FileNotFoundError:
        return _warn(f"no such file or folder: {options.path}")
    # Output goes through a pipe if it is asked for.
    if not all(map(os.isatty, (0, 2) if options.summary_json == "-" else (0, 1, 2))):
        return _warn("it needs a terminal: its input, output and errors must not be piped or redirected")
    return _show(root, options, spawned)


def _piped(command: str, argv: Sequence[str]) -> int:
    if command == "cache":
        from recview.cli import cache

        return cache.run(argv)
    if command == "ls":
        from recview.cli import ls

        return ls.run(argv)
    from recview.cli import show

    return show.run(argv)


def _show(root: Root, options: argparse.Namespace, spawned: SpawnedReader | None) -> int:
    """Show the screen; what reads for it begins before the toolkit is imported."""
    from functools import partial

    from recview.cli.kept_options import cache_settings
    from recview.live.client import Reader
    from recview.live.requests import Begin

    begin = partial(Begin, root, True, options.keep * 1_000_000, cache_settings(options))
    reader = Reader(begin, spawned=spawned)
    try:
        return _run_app(root, options, reader)
    finally:
        reader.stop()


def _run_app(root: Root, options: argparse.Namespace, reader: Reader) -> int:
    from recview.tui.app import RecviewApp
    from recview.tui.theme import BUILTIN_THEMES, DARK, LIGHT

    names = sorted({*BUILTIN_THEMES, DARK.name, LIGHT.name})
    if options.theme and options.theme not in names:
        return _warn(f"no theme is called {options.theme}; there are {', '.join(names)}")
    summary_file = _summary_file(root, options)
    if summary_file and (refusal := summary_file.refusal()):
        return _warn(f"cannot write {summary_file.path}: {refusal}")
    app = RecviewApp(
        root,
        play=not options.no_play,
        speed=options.speed,
        theme=options.theme,
        reader=reader,
    )
    try:
        _run_in_terminal(app)
    except Exception as error:
        return _warn_of_failure(error, root)
    if app.failure is not None:
        return _warn_of_failure(app.failure, root)
    return max(app.return_code or 0, _sum_up(app.final_session(), options, summary_file))


def _warn_of_failure(error: BaseException, root: Root) -> int:
    """Say in a sentence that the screen failed, and where its traceback is; returns 1."""
    from traceback import format_exception

    from recview.display.mask import covered
    from recview.humanize import bounded, shorten
    from recview.tui.clipboard import write_copy

    try:
        path = write_copy("".join(format_exception(error)), root.roots)
        where = f"The traceback is in {path}; please report it."
    except OSError:
        where = "Please report it."
    # Its message may be recorded text.
    cause = shorten(covered(bounded(f"{type(error).__name__}: {error}")), 300)
    return _warn(f"it ended because of an error in recview itself: {cause}. {where}", code=1)


def _summary_file(root: Root, options: argparse.Namespace) -> Destination | None:
    """Where the summary goes that is for programs; None if nobody asked for it."""
    if options.summary_json is None:
        return None
    from recview.destination import Destination
    from recview.verdicts.summary import is_summary

    return Destination(options.summary_json, root.roots, is_summary, force=options.force)


def _run_in_terminal(app: RecviewApp) -> None:
    """Run the app; meanwhile standard output is the terminal, whose size the toolkit asks it for."""
    if os.isatty(1):
        app.run()
        return
    output = os.dup(1)
    os.dup2(2, 1)
    try:
        app.run()
    finally:
        os.dup2(output, 1)
        os.close(output)


def _sum_up(session: Session, options: argparse.Namespace, summary_file: Destination | None) -> int:
    """Say on the terminal that is left behind, and to machines, what a re-record did; 1 if that cannot be written."""
    from recview.cli.summing_up import print_summary, summary_json
    from recview.destination import STDOUT, NotWritten

    if not options.no_summary:
        print_summary(session, to_errors=bool(summary_file and summary_file.path == STDOUT))
    if summary_file:
        try:
            summary_file.write(summary_json(session))
        except NotWritten as problem:
            return _warn(f"cannot write {summary_file.path}: {problem}", code=1)
    return 0


def _warn(problem: str, code: int = 2) -> int:
    from recview.cli.output import warn

    warn(problem)
    return code
