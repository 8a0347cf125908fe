"""`recview ls`: the recordings below some places, a line each, as a table or for programs."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice

from recview.cli.arguments import Parser
from recview.cli.output import Out, written
from recview.cli.places import Asked, Outcome, asked
from recview.cli.visiting import is_foreign, visited
from recview.display.listing_table import columns, fields, heading, table_row
from recview.library import IndexedFile, Library, leaves
from recview.model import Readability, ReadState
from recview.reading.listing import found, unfound
from recview.reading.records import record, unread_record
from recview.sources.beside import FilesBeside
from recview.sources.contents import contents

EPILOG = """\
Into a pipe the table's fields are separated by tabs, in full and without a
heading: test id, path, index, protocol, model, finish_reason, input tokens,
output tokens, chunks, error. Exit code: 0; 1 if nothing was found or something
could not be read; 2 for wrong usage.
"""

TOGETHER = 2_000
"""Files that are put in order together: those of a folder, or of a larger one so many at a time."""


def parser() -> argparse.ArgumentParser:
    """The arguments of `recview ls`."""
    arguments = Parser(
        prog="recview ls",
        description="List recordings.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
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
    return written(lambda out: _listed(out, options.paths, as_json=options.json))


def _listed(out: Out, paths: Sequence[str], *, as_json: bool) -> int:
    outcome = Outcome()
    table = _Table(out)
    for one in asked(paths, outcome):
        if as_json:
            _write_records(out, one, outcome)
        else:
            for files in _batches(_files(one, outcome)):
                table.write(files)
        outcome.ended(one)
    return outcome.code


def _write_records(out: Out, one: Asked, outcome: Outcome) -> None:
    """In the order of their paths, each as soon as it is read."""
    for path, _, answers, problem in visited(one, outcome):
        if problem:
            out.json(unread_record(path, problem))
        for answer in answers:
            out.json(record(answer))


def _files(one: Asked, outcome: Outcome) -> Iterator[IndexedFile]:
    """The rows of every file that is no foreign one."""
    for content in contents(one.place):
        path = content.path
        if content.is_folder:
            outcome.wrong(f"{one.path(path)}: {content.problem}")
            continue
        beside = FilesBeside(one.place)
        file = (
            unfound(path, Readability(ReadState.BROKEN, content.problem))
            if content.problem
            else found(path, content.data, beside)
        )
        problem = next((entry.problem for entry in file.entries if entry.problem), "")
        if problem and outcome.is_left_out(one, path, problem, foreign=is_foreign(file.readability, content)):
            continue
        if file.entries:
            outcome.met()
            yield file
            outcome.partly_read(one, path, _answer_problems(file))


def _answer_problems(file: IndexedFile) -> dict[str, list[int]]:
    """Why answers of a file could not be read, each with the numbers of their exchanges."""
    problems: dict[str, list[int]] = {}
    for entry in file.entries:
        if entry.answer_problem:
            problems.setdefault(entry.answer_problem, []).append(entry.source.number)
    return problems


def _batches(files: Iterable[IndexedFile]) -> Iterator[list[IndexedFile]]:
    for _, inside in groupby(files, key=lambda file: file.path.rpartition("/")[0]):
        while batch := list(islice(inside, TOGETHER)):
            yield batch


class _Table:
    """Rows in the order of the app's tree, below one heading."""

    def __init__(self, out: Out) -> None:
        self._out = out
        self._columns = columns(out.width) if out.is_terminal else ()
        self._begun = False

    def write(self, files: list[IndexedFile]) -> None:
        """The rows of some files."""
        if self._columns and not self._begun:
            self._out.write_styled(heading(self._columns))
            self._begun = True
        library = Library().merged(files)
        for _, leaf in leaves(library.root):
            entry = leaf.entry
            if self._columns:
                numbered = len(library.files[entry.source.path]) > 1
                self._out.write_styled(table_row(entry, self._columns, numbered=numbered))
            else:
                self._out.line("\t".join(fields(entry)))
