"""`recview ls`: one line for each recording of some targets, as a table or as JSON."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice

from recview.cli.arguments import Parser, help_formatter
from recview.cli.output import Out, run_writing
from recview.cli.reading_targets import read_target
from recview.cli.report import Report
from recview.cli.targets import Target, named_targets
from recview.display.listing_table import columns, fields, heading, table_row
from recview.indexed_file import IndexedFile
from recview.model import Readability, ReadState
from recview.reading.listing import index_file, unread_file
from recview.sources.beside import FilesBeside
from recview.sources.contents import Content, contents, is_foreign

EPILOG = """\
Into a pipe the table's fields are separated by tabs, in full and without a
heading: test id, path, index, protocol, model, finish_reason, input tokens,
output tokens, chunks, error. Exit code: 0; 1 if nothing was found or something
could not be read; 2 for wrong usage.
"""

SORTED_FILES = 2_000
"""Files that are put in order together: those of a folder, or of a larger one so many at a time."""


def parser() -> argparse.ArgumentParser:
    """The arguments of `recview ls`."""
    arguments = Parser(
        prog="recview ls",
        description="List recordings.",
        epilog=EPILOG,
        formatter_class=help_formatter,
    )
    arguments.add_argument(
        "paths", nargs="*", metavar="PATH", help="trees, folders or files; without one, what is found below this folder"
    )
    arguments.add_argument(
        "--json",
        action="store_true",
        help="one JSON object a line, for each exchange; credentials in URLs are as recorded",
    )
    return arguments


def run(argv: Sequence[str]) -> int:
    """List what the arguments name; returns the exit code."""
    options = parser().parse_args(argv)
    return run_writing(lambda out: _list(out, options.paths, as_json=options.json))


def _list(out: Out, paths: Sequence[str], *, as_json: bool) -> int:
    report = Report()
    table = _Table(out)
    for target in named_targets(paths, report):
        if as_json:
            _write_records(out, target, report)
        else:
            for files in _batches(_index(target, report)):
                table.write(files)
        report.end(target)
    return report.code


def _write_records(out: Out, target: Target, report: Report) -> None:
    """Write the recordings of a target in the order of their paths, each as soon as it is read."""
    from recview.reading.recordings import measure_recordings
    from recview.reading.records import record, unread_record

    for path, _, recordings, problem in read_target(target, report, measure_recordings):
        if problem:
            out.write_json(unread_record(path, problem))
        for recording in recordings:
            out.write_json(record(recording))


def _index(target: Target, report: Report) -> Iterator[IndexedFile]:
    """The rows of every file of a target, without those that are sound and no recording."""
    for content in contents(target.root):
        path = content.path
        if content.is_folder:
            report.add(f"{target.path(path)}: {content.problem}")
            continue
        file = _index_file(content, target)
        problem = next((entry.problem for entry in file.entries if entry.problem), "")
        if problem and report.leaves_out(target, path, problem, foreign=is_foreign(file.readability, content)):
            continue
        if file.entries:
            report.count_file()
            yield file
            report.add_exchanges(target, path, _answer_problems(file))


def _index_file(content: Content, target: Target) -> IndexedFile:
    if content.problem:
        return unread_file(content.path, Readability(ReadState.BROKEN, content.problem))
    return index_file(content.path, content.data, FilesBeside(target.root))


def _answer_problems(file: IndexedFile) -> dict[str, list[int]]:
    """The indexes of the exchanges whose answers could not be read, by the reason."""
    problems: dict[str, list[int]] = {}
    for entry in file.entries:
        if entry.answer_problem:
            problems.setdefault(entry.answer_problem, []).append(entry.source.number)
    return problems


def _batches(files: Iterable[IndexedFile]) -> Iterator[list[IndexedFile]]:
    for _, inside in groupby(files, key=lambda file: file.path.rpartition("/")[0]):
        while batch := list(islice(inside, SORTED_FILES)):
            yield batch


class _Table:
    """Rows in the order of the app's tree, below one heading."""

    def __init__(self, out: Out) -> None:
        self._out = out
        self._columns = columns(out.width) if out.is_terminal else ()
        self._has_heading = False

    def write(self, files: list[IndexedFile]) -> None:
        """The rows of some files."""
        if self._columns and not self._has_heading:
            self._out.write_styled(heading(self._columns))
            self._has_heading = True
        from recview.library import Library, leaves  # on use: `ls --json` has no tree

        library = Library().merged(files)
        for _, leaf in leaves(library.root):
            entry = leaf.entry
            if self._columns:
                numbered = len(library.files[entry.source.path]) > 1
                self._out.write_styled(table_row(entry, self._columns, numbered=numbered))
            else:
                self._out.write_line("\t".join(fields(entry)))
