"""`recview review` on a terminal: the screen, and what is printed once it is left."""

from __future__ import annotations

import argparse
from functools import partial
from typing import TYPE_CHECKING

from recview.cli.output import Out, run_writing, warn
from recview.review_start import ReviewEnd, ReviewStart
from recview.sources.restoring import refusal
from recview.state.decisions import file_of_decisions, read_decisions, save_decisions
from recview.verdicts.decisions import Decisions

if TYPE_CHECKING:
    from recview.sources.git.bases import Sides


class _Kept:
    """Decisions as they were last kept."""

    def __init__(self, path: str, decisions: Decisions, unkept: str) -> None:
        self._path, self._decisions, self._unkept = path, decisions, unkept

    def save(self, decisions: Decisions) -> str:
        """Keep decisions; returns why they are not kept, as a clause, or nothing."""
        problem = self._unkept or save_decisions(self._path, self._decisions, decisions)
        if not problem:
            self._decisions = decisions
        return problem


def show(sides: Sides, options: argparse.Namespace) -> int:
    """Show the screen over two sides, then print what the review came to; returns the exit code."""
    from recview.tui.app import run_review

    path, unkept = file_of_decisions(sides)
    kept = read_decisions(path)
    end = run_review(
        ReviewStart(
            sides.before,
            sides.after,
            _Kept(path, kept.decisions, unkept).save,
            kept.decisions,
            options.where.text if options.where else "",
            options.only,
            refusal(sides.after),
            tuple(filter(None, (kept.problem, unkept))),
        )
    )
    if end is None:
        return 1
    return run_writing(partial(_sum_up, sides, end), secrets=options.secrets)


def _sum_up(sides: Sides, end: ReviewEnd, out: Out) -> int:
    from recview.cli.review_names import git_names
    from recview.display.mask import covered
    from recview.pages.review_markdown import Reviewed, review_markdown

    if not end.changes:
        warn("nothing to review")
        return 0
    review = Reviewed(
        end.changes,
        end.decisions,
        (sides.before.label, sides.after.label),
        end.restored,
        end.identical,
        git_names(*sides),
    )
    out.write_text(review_markdown(review, str if out.secrets else covered))
    return 0
