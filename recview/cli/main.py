"""What the arguments ask for: help, the version, or the screen over a root."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    # What is imported here is imported before the reader is started.
    from argparse import Namespace
    from collections.abc import Sequence

    from recview.live.spawning import SpawnedReader

SUBCOMMANDS = (
    *("ls", "show", "diff", "review", "check", "rule", "why", "textconv", "cache", "config", "completion", "schema"),
    "skill",
)
"""Each is the module beside this one that is called so."""

HELP, STDIN = "help", "-"
_NO_SCREEN = ("-h", "--h", "-V", "--v")
"""What the options begin with that ask for help, and for the version."""
_NO_TERMINAL = "it needs a terminal: its input, output and errors must not be piped or redirected"


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
    has_keys = os.isatty(0) or (STDIN in argv and _is_open(0))
    if any(argument.startswith(_NO_SCREEN) for argument in argv) or not (has_keys and os.isatty(2)):
        return None
    from recview.live.spawning import SpawnedReader

    try:
        return SpawnedReader()
    except OSError:
        # It is tried once more, where there is something to be done about it.
        return None


def _is_open(handle: int) -> bool:
    """Whether there is a file of this number; if not, the next that is opened has it."""
    try:
        os.fstat(handle)
    except OSError:
        return False
    return True


def _open(argv: Sequence[str], spawned: SpawnedReader | None) -> int:
    """Show what the arguments name on the screen."""
    from recview.cli.path_arguments import SCREEN, path_arguments

    options = path_arguments(argv, SCREEN) or _parsed(argv)
    from recview.cli.opening import NotOpened, opening_of, take_terminal

    is_piped = STDIN in options.paths
    # Output goes through a pipe if it is asked for.
    handles = (2,) if options.summary_json == STDIN else (1, 2)
    try:
        if is_piped and not all(map(os.isatty, handles)):
            raise NotOpened(_NO_TERMINAL)
        opening = opening_of(options)
        if not all(map(os.isatty, handles if is_piped else (0, *handles))):
            raise NotOpened(_NO_TERMINAL)
        if is_piped:
            take_terminal()
    except NotOpened as problem:
        return _warn(str(problem), problem.code)
    from recview.cli.screen import show

    return show(opening, options, spawned)


def _parsed(argv: Sequence[str]) -> Namespace:
    from recview.cli.screen_arguments import parser

    return parser().parse_args(argv)


def _piped(command: str, argv: Sequence[str]) -> int:
    from importlib import import_module

    code: int = import_module(f"recview.cli.{command}").run(argv)
    return code


def _warn(problem: str, code: int = 2) -> int:
    from recview.cli.output import warn

    warn(problem)
    return code
