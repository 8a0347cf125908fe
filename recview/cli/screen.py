"""The screen over a root, from the first request of its reader to what is said once it is left."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from textual.app import App

    from recview.cli.opening import Opening
    from recview.config.sources import Settings
    from recview.destination import Destination
    from recview.live.client import Reader
    from recview.live.spawning import SpawnedReader
    from recview.root import Root
    from recview.session import Session
    from recview.state.memory import Memory


def show(opening: Opening, options: argparse.Namespace, spawned: SpawnedReader | None) -> int:
    """Show the screen; what reads for it begins before the toolkit is imported."""
    from functools import partial

    from recview.cli.kept_options import cache_settings
    from recview.config.reading import read_settings
    from recview.live.client import Reader
    from recview.live.requests import Begin
    from recview.state.memory import memory_of_user

    root = opening.root
    memory = memory_of_user(root)
    settings = read_settings(root.roots[0], vars(options), os.environ, memory.choices)
    begin = partial(Begin, root, root.is_watched, settings["keep"] * 1_000_000, cache_settings(settings))
    reader = Reader(begin, spawned=spawned)
    try:
        return _run_app(opening, options, settings, memory, reader)
    finally:
        reader.stop()


def _run_app(opening: Opening, options: argparse.Namespace, settings: Settings, memory: Memory, reader: Reader) -> int:
    from recview.config.reading import with_known_names
    from recview.tui.app import RecviewApp
    from recview.tui.beginning import Beginning
    from recview.tui.preferences import preferences_of, remember_choices
    from recview.tui.theme import theme_names

    root = opening.root
    names = theme_names()
    if options.theme and options.theme not in names:
        return _warn(f"no theme is called {options.theme}; there are {', '.join(names)}")
    settings = with_known_names(settings, "theme", names)
    summary_file = _summary_file(root, options)
    if summary_file and (refusal := summary_file.refusal()):
        return _warn(f"cannot write {summary_file.path}: {refusal}")
    app = RecviewApp(
        root,
        watching=root.is_watched,
        play=settings["autoplay"],
        speed=settings["speed"],
        theme=settings["theme"],
        preferences=preferences_of(settings),
        memory=memory,
        reader=reader,
        beginning=Beginning(opening.chosen, options.at, options.where, "\n".join(opening.notices)),
    )
    try:
        run_in_terminal(app)
    except Exception as error:
        return warn_of_failure(error, root)
    finally:
        remember_choices(app)
    if app.failure is not None:
        return warn_of_failure(app.failure, root)
    return max(app.return_code or 0, _sum_up(app.final_session(), settings["summary"], summary_file))


def warn_of_failure(error: BaseException, root: Root) -> int:
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


def run_in_terminal(app: App[None]) -> None:
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


def _sum_up(session: Session, is_printed: bool, summary_file: Destination | None) -> int:
    """Say on the terminal that is left behind, and to machines, what a re-record did; 1 if that cannot be written."""
    from recview.cli.summing_up import print_summary, summary_json
    from recview.destination import STDOUT, NotWritten

    if is_printed:
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
