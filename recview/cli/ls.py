"""`recview ls`: one line for each recording of some targets, as a table, as chosen fields or as JSON."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from recview.cli.arguments import Parser, add_git_sources, add_where, help_formatter, whole_number
from recview.cli.output import Out, run_writing, warn
from recview.cli.report import Report
from recview.cli.targets import Target, discovered_targets, resolve_targets
from recview.humanize import plural

EPILOG = """\
Into a pipe the table's fields are separated by tabs, in full and without a
heading: test id, path, index, protocol, model, finish_reason, input tokens,
output tokens, chunks, error. --fields takes keys of --json instead, with a dot
for what is inside one: test_id,usage.total,choices.finish_reason. Exit code: 0;
1 if nothing was found or something could not be read; 2 for wrong usage.
"""


class Listing(Protocol):
    """A way to list recordings."""

    def lines(self, target: Target, report: Report) -> Iterator[Callable[[], None]]:
        """What writes, or counts, each recording of a target, as soon as it is read."""

    def end(self) -> None:
        """Write what comes after the last of them."""


def parser() -> argparse.ArgumentParser:
    """The arguments of `recview ls`."""
    arguments = Parser(
        prog="recview ls",
        description="List recordings.",
        epilog=EPILOG,
        formatter_class=help_formatter,
    )
    arguments.add_argument(
        "paths",
        nargs="*",
        metavar="PATH|REF",
        help="trees, folders, files; REF, REF:PATH of git (REF -- PATH…); without one, what is found below here",
    )
    arguments.add_argument(
        "--json",
        action="store_true",
        help="one JSON object a line, for each exchange; credentials in URLs are as recorded",
    )
    arguments.add_argument("--fields", type=_fields, metavar="A,B…", help="these fields instead of the table's")
    arguments.add_argument("--limit", type=whole_number, metavar="N", help="stop after so many recordings")
    arguments.add_argument(
        "--count", action="store_true", help="just the number of recordings; with --fields, of each of their values"
    )
    arguments.add_argument("--top", type=_field, metavar="FIELD", help="those with the largest FIELD first")
    add_where(arguments)
    add_git_sources(arguments)
    return arguments


def _field(name: str) -> str:
    from recview.reading.record_fields import field_names, nearest_name

    if name not in field_names():
        nearest = nearest_name(name)
        hint = f"did you mean {nearest}?" if nearest else f"there are {', '.join(field_names())}"
        raise argparse.ArgumentTypeError(f"no field is called {name!r}: {hint}")
    return name


def _fields(text: str) -> tuple[str, ...]:
    names = tuple(map(_field, filter(None, map(str.strip, text.split(",")))))
    if not names:
        raise argparse.ArgumentTypeError("it names no field")
    return names


def run(argv: Sequence[str]) -> int:
    """List what the arguments name; returns the exit code."""
    options = parser().parse_args(argv)
    return run_writing(lambda out: _list(out, options))


def _list(out: Out, options: argparse.Namespace) -> int:
    report = Report()
    listing = _listing(out, options)
    _write_lines(listing, options, report)
    listing.end()
    if options.where and options.where.problem and not report.code:
        report.add(options.where.problem)
    return report.code


def _write_lines(listing: Listing, options: argparse.Namespace, report: Report) -> None:
    # Where lines are written at the end, the limit is that of the lines.
    limit = None if options.top or (options.count and options.fields) else options.limit
    count = 0
    is_named = options.paths or options.behind or options.staged
    targets = (
        resolve_targets(options.paths, report, behind=options.behind, staged=options.staged)
        if is_named
        else discovered_targets(report)
    )
    for target in targets:
        for write_line in listing.lines(target, report):
            if count == limit:
                warn(f"there are more than {plural(count, 'recording')}: --limit")
                return
            write_line()
            count += 1
        report.end(target)


def _listing(out: Out, options: argparse.Namespace) -> Listing:
    if options.top and not options.count:
        from recview.cli.largest import Largest

        top, fields, limit = options.top, options.fields, options.limit
        return Largest(out, top, fields, limit, as_json=options.json, where=options.where)
    if options.fields and options.count:
        from recview.cli.counting import CountsByFields

        return CountsByFields(out, options.fields, options.limit, as_json=options.json, where=options.where)
    if options.count:
        from recview.cli.counting import Count
        from recview.cli.table_listing import TableListing

        return Count(out, TableListing(out, options.where))
    if options.json or options.fields:
        from recview.cli.record_listing import RecordListing

        return RecordListing(out, options.fields, as_json=options.json, where=options.where)
    from recview.cli.table_listing import TableListing

    return TableListing(out, options.where)
