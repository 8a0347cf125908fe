"""`recview review` on a terminal: the screen, and what is printed once it is left."""

from __future__ import annotations

import argparse
import os
from functools import partial
from typing import TYPE_CHECKING

from recview.cli.output import Out, run_writing, warn
from recview.state.decisions import file_of_decisions, read_decisions, save_decisions
from recview.verdicts.decisions import Decisions

if TYPE_CHECKING:
    from recview.live.client import Reader
    from recview.review_session import ReviewSession
    from recview.sources.git.bases import Sides
    from recview.tui.review.review_app import ReviewApp

_SERVICE = "recview.live.review_service"
"""The module of the class `Service` that compares."""


class KeptDecisions:
    """Decisions as they are in their file.

    Attributes:
        decisions: What was decided.
        problem: What is wrong with the file, as a clause; empty if nothing is.
    """

    def __init__(self, sides: Sides) -> None:
        """Read them.

        Args:
            sides: What is compared: nothing is written to it.
        """
        self._path, self._unkept = file_of_decisions(sides)
        kept = read_decisions(self._path)
        self.decisions = kept.decisions
        self.problem = kept.problem or self._unkept

    def save(self, decisions: Decisions) -> str:
        """Keep other decisions; returns why they are not kept, as a clause, or nothing."""
        problem = self._unkept or save_decisions(self._path, self.decisions, decisions)
        if not problem:
            self.decisions = decisions
        return problem


def show(sides: Sides, options: argparse.Namespace) -> int:
    """Show the screen over two sides, then print what the review came to; returns the exit code."""
    from recview.live.client import Reader
    from recview.live.review_requests import CompareTrees
    from recview.live.spawning import SpawnedReader

    query = options.where.text if options.where else ""
    try:
        spawned = SpawnedReader(_SERVICE)
    except OSError:
        # It is tried once more, where there is something to be done about it.
        spawned = None
    begin = partial(CompareTrees, *sides, query, options.only, watching=_is_watched(sides))
    reader = Reader(begin, _SERVICE, spawned=spawned)
    try:
        return _run(sides, options, reader)
    finally:
        reader.stop()


def _run(sides: Sides, options: argparse.Namespace, reader: Reader) -> int:
    from recview.cli.screen import run_in_terminal, warn_of_failure

    kept = KeptDecisions(sides)
    app = _app(sides, reader, kept)
    try:
        run_in_terminal(app)
    except Exception as error:
        return warn_of_failure(error, sides.after)
    if app.failure is not None:
        return warn_of_failure(app.failure, sides.after)
    if kept.problem:
        warn(kept.problem)
    code = run_writing(partial(_sum_up, sides, app.session), secrets=options.secrets)
    return max(app.return_code or 0, code)


def _app(sides: Sides, reader: Reader, kept: KeptDecisions) -> ReviewApp:
    from recview.config.reading import read_settings, with_known_names
    from recview.state.memory import memory_of_user
    from recview.tui.preferences import preferences_of
    from recview.tui.review.review_app import ReviewApp
    from recview.tui.theme import theme_names

    remembered = memory_of_user(sides.after).choices
    settings = with_known_names(read_settings(os.curdir, {}, os.environ, remembered), "theme", theme_names())
    return ReviewApp(
        _labels(sides),
        reader,
        decisions=kept.decisions,
        save=kept.save,
        speed=settings["speed"],
        theme=settings["theme"],
        preferences=preferences_of(settings),
    )


def _is_watched(sides: Sides) -> bool:
    """Whether a folder is compared with its own first contents."""
    return sides.before == sides.after and sides.before.git is None


def _labels(sides: Sides) -> tuple[str, str]:
    """What the two sides are called."""
    if _is_watched(sides):
        return f"{sides.before.label} at the start", "from now on"
    return sides.before.label, sides.after.label


def _sum_up(sides: Sides, session: ReviewSession, out: Out) -> int:
    """Print what a review came to; returns the exit code."""
    from recview.cli.review_names import git_names
    from recview.display.mask import covered
    from recview.exporting.git_commands import git_commands
    from recview.pages.review_markdown import Reviewed, review_markdown, to_take_back

    for problem in session.problems:
        warn(problem)
    if not session.is_complete and not _is_watched(sides):
        warn(f"it was left before all was compared: {session.done:,} of {session.total:,} pairs of files")
    names = git_names(*sides)
    skipped = to_take_back(session.changes, session.decisions, session.restored)
    review = Reviewed(
        session.changes,
        session.decisions,
        _labels(sides),
        session.restored,
        session.identical,
        git_commands(skipped, names) if names else (),
    )
    out.write_text(review_markdown(review, str if out.secrets else covered))
    return 0
