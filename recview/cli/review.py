"""`recview review`: what changed between two sets of recordings, seen one by one, accepted or skipped."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from recview.cli.arguments import BEHIND, Parser, add_where, help_formatter
from recview.cli.diff import change_words
from recview.cli.output import warn

if TYPE_CHECKING:
    from recview.sources.git.bases import Sides

EPILOG = """\
A and B are as for `recview diff`: folders, files, archives, revisions, tests; one
revision is compared with the working tree; without any, what the pull request or
the branch changed; outside git, whatever changes in a folder from then on. On a
terminal the changes are shown side by side, behaviour first. Without one, --list
prints a line for each, its KEY first, and --show, --accept and --skip take such
keys, or the beginning of one. What is decided belongs to the two contents: if
either changes, the change is open again. It is kept in the state folder;
recordings are not touched.
Exit code: 0; 1 if no change has a KEY, if nothing that changed is asked for, or if
a decision cannot be kept; 2 for errors.
"""

_NO_TERMINAL = """\
it needs a terminal; without one:
  recview review --list          a line for each change, its KEY first
  recview review --show KEY      its differences
  recview review --accept KEY…   --skip KEY… and --note TEXT likewise"""


def parser() -> argparse.ArgumentParser:
    """The arguments of `recview review`."""
    arguments = Parser(
        prog="recview review",
        usage="recview review [A [B]] [options] [-- PATH…]",
        description="Go through what changed between two sets of recordings: behaviour first, noise folded.",
        epilog=EPILOG,
        formatter_class=help_formatter,
    )
    arguments.add_argument("names", nargs="*", metavar="A", help="before, and after")
    arguments.add_argument("--staged", action="store_true", help="compare HEAD, or A, with what is staged in git")
    twins = arguments.add_mutually_exclusive_group()
    twins.add_argument("--list", action="store_true", help="a line for each change, its KEY first")
    twins.add_argument("--show", metavar="KEY", help="the differences of a change")
    twins.add_argument("--accept", nargs="+", metavar="KEY", help="changes that are as they should be")
    twins.add_argument("--skip", nargs="+", metavar="KEY", help="changes that were seen and are not accepted")
    arguments.add_argument("--note", metavar="TEXT", help="what to remember about those that are accepted or skipped")
    arguments.add_argument("--json", action="store_true", help="with --list: one JSON object; credentials as recorded")
    arguments.add_argument("--all", action="store_true", help="with --list: noise and counts of tokens as well")
    arguments.add_argument(
        "--only",
        type=change_words,
        default=frozenset(),
        metavar="WORDS",
        help="only these classes and kinds, with commas between: behaviour,new or tool_arguments",
    )
    add_where(arguments)
    arguments.add_argument("--secrets", action="store_true", help="show credentials, which are covered by bullets")
    arguments.set_defaults(**{BEHIND: []})
    return arguments


def run(argv: Sequence[str]) -> int:
    """Review what the arguments name; returns the exit code."""
    arguments = parser()
    options = arguments.parse_args(argv)
    if len(options.names) > 2:
        arguments.error("there are two sides at most: A and B")
    if options.note is not None and not (options.accept or options.skip):
        arguments.error("--note goes with --accept or --skip")
    if (options.json or options.all) and not options.list:
        arguments.error(f"{'--json' if options.json else '--all'} goes with --list")
    is_headless = options.list or options.show is not None or options.accept or options.skip
    if not is_headless and not all(map(os.isatty, (0, 1, 2))):
        warn(_NO_TERMINAL)
        return 2
    sides = (None if is_headless else _watched(options)) or _sides(options)
    if sides is None:
        return 2
    if is_headless:
        from recview.cli.review_twins import run_twin

        return run_twin(sides, options)
    from recview.cli.review_screen import show

    return show(sides, options)


def _watched(options: argparse.Namespace) -> Sides | None:
    """A folder twice, where there is no git that knows what it was: it is compared with what it holds at the start."""
    from recview.root import Root
    from recview.sources.git.bases import Sides
    from recview.sources.git.commands import GitProblem
    from recview.sources.git.repository import repository_of

    names = options.names or [os.curdir]
    if options.staged or options.__dict__[BEHIND] or len(names) > 1 or not os.path.isdir(names[0]):
        return None
    try:
        root = None if repository_of(names[0]) else Root(Path(names[0]))
    except GitProblem:
        return None
    return Sides(root, root) if root else None


def _sides(options: argparse.Namespace) -> Sides | None:
    """The two sides; None if there are none, which is said then."""
    from recview.cli.diff_sides import NoSides, sides_of
    from recview.cli.report import Report

    try:
        return sides_of(options.names, options.behind, Report(), staged=options.staged)
    except NoSides as problem:
        if str(problem):
            warn(str(problem))
        return None
