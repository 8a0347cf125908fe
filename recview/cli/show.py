"""`recview show`: recordings in full, as text or for programs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from recview.cli.output import Out, run_writing
from recview.cli.path_arguments import SHOW, path_arguments
from recview.cli.reading_targets import read_target
from recview.cli.recording_writer import RecordingWriter
from recview.cli.report import Report
from recview.cli.targets import Target, discovered_targets, named_targets, resolve_targets
from recview.humanize import plural
from recview.pages.plain_page import numbered_path
from recview.reading.recordings import read_recordings

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

DESCRIPTION = "Show recordings: the conversation that was sent and the answer."

EPILOG = """\
A name is a path, else a revision of git, else a test (in full, or its end),
else how the name of a recording's file begins (its hash; 4 characters or more):
looked for below the folders (or in the revisions) that --in names, else where
recordings are found below this folder. --staged shows what is staged. On
standard input is one recording, or a list of paths. Exit code: 0; 1 if nothing
was found, or something could not be read; 2 for wrong usage, or if a name could
mean several.
"""


def parser() -> argparse.ArgumentParser:
    """The arguments of `recview show`."""
    from recview.cli.arguments import Parser, add_git_sources, add_where, help_formatter, whole_number

    arguments = Parser(prog="recview show", description=DESCRIPTION, epilog=EPILOG, formatter_class=help_formatter)
    arguments.add_argument(
        "names",
        nargs="*",
        metavar="FILE|NAME",
        help="a file, a folder, an archive, REF:PATH of git; a test, or how a file's name begins; - is standard input",
    )
    arguments.add_argument(
        "--in", dest="places", action="append", default=[], metavar="PATH", help="where to look for it"
    )
    kinds = arguments.add_mutually_exclusive_group()
    kinds.add_argument(
        "--json", action="store_true", help="one JSON object a line, for each exchange; credentials are as recorded"
    )
    kinds.add_argument("--chunks", action="store_true", help="one line a chunk: number, kind, delta")
    kinds.add_argument("--markdown", action="store_true", help="as Markdown: roles as headings, texts in fenced code")
    arguments.add_argument(
        "--at",
        type=whole_number,
        metavar="CHUNK",
        help="the answer as it stands with this chunk, counted from 1; with --chunks that chunk alone",
    )
    arguments.add_argument(
        "--max-chars",
        type=whole_number,
        metavar="N",
        help="cut the texts of each exchange to N characters in all, the longest first; what is cut says so",
    )
    add_where(arguments)
    add_git_sources(arguments)
    arguments.add_argument("--secrets", action="store_true", help="show credentials, which are covered by bullets")
    return arguments


def run(argv: Sequence[str]) -> int:
    """Show what the arguments name; returns the exit code."""
    options = (path_arguments(argv, SHOW) if argv else None) or _parsed(argv)
    return run_writing(lambda out: _show(out, options), secrets=options.secrets)


def _parsed(argv: Sequence[str]) -> argparse.Namespace:
    arguments = parser()
    options = arguments.parse_args(argv)
    if not (options.names or options.behind or options.staged or options.where):
        arguments.error("the following arguments are required: FILE|NAME, or --where")
    if options.at and (options.json or options.markdown):
        arguments.error("argument --at: not allowed with --json or --markdown")
    return options


def _show(out: Out, options: argparse.Namespace) -> int:
    report = Report()
    form = next((form for form in ("json", "chunks", "markdown") if getattr(options, form)), "page")
    read = partial(read_recordings, exact=True)
    writer = RecordingWriter(out, form, options.max_chars, options.at)
    for target in _targets(options, report):
        for path, count, recordings, problem in read_target(target, report, read, options.where):
            if problem:
                writer.write_unread(path, problem)
            several = len(options.names) + len(options.behind) > 1 or not target.is_file or count > 1
            for recording in recordings:
                chunks = len(recording.exchange.response.chunks)
                if options.at and options.at > chunks:
                    call = target.path(numbered_path(recording.exchange.source, count))
                    report.add(f"{call}: it has {plural(chunks, 'chunk')}, and none with the number {options.at:,}")
                    continue
                writer.write(recording, several=several, count=count)
        report.end(target)
    if options.where and options.where.problem and not report.code:
        report.add(options.where.problem)
    return report.code


def _targets(options: argparse.Namespace, report: Report) -> Iterable[Target]:
    """What is named; where just a query is given, all places to look in."""
    names, places, behind = options.names, options.places, options.behind
    if names or behind or options.staged:
        return resolve_targets(names, report, places=places, code=1, behind=behind, staged=options.staged)
    return named_targets(places, report) if places else discovered_targets(report)
