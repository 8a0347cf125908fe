"""Lists recordings as a table of the terminal's width, or into a pipe as its fields with tabs between."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby, islice

from recview.cli.output import Out
from recview.cli.report import Report
from recview.cli.targets import Target
from recview.display.listing_table import columns, fields, heading, table_row
from recview.indexed_file import IndexedFile
from recview.library import Library, leaves
from recview.model import Entry, Readability, ReadState
from recview.reading.listing import index_file, unread_file
from recview.sources.beside import FilesBeside
from recview.sources.contents import Content, contents, is_foreign

SORTED_FILES = 2_000
"""Files that are put in order together: those of a folder, or of a larger one so many at a time."""


class TableListing:
    """Lists recordings in the order of the app's tree, on a terminal below a heading."""

    def __init__(self, out: Out) -> None:
        self._out = out
        self._columns = columns(out.width) if out.is_terminal else ()
        self._has_heading = False

    def lines(self, target: Target, report: Report) -> Iterator[Callable[[], None]]:
        """What writes the line of each recording, folder by folder."""
        for files in _batches(_index(target, report)):
            library = Library().merged(files)
            for _, leaf in leaves(library.root):
                numbered = len(library.files[leaf.entry.source.path]) > 1
                yield partial(self._write, leaf.entry, numbered=numbered)

    def end(self) -> None:
        """Nothing comes after the last."""

    def _write(self, entry: Entry, *, numbered: bool) -> None:
        if not self._columns:
            self._out.write_line("\t".join(fields(entry)))
            return
        if not self._has_heading:
            self._out.write_styled(heading(self._columns))
            self._has_heading = True
        self._out.write_styled(table_row(entry, self._columns, numbered=numbered))


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
