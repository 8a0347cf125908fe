"""Lists recordings as a table of the terminal's width, or into a pipe as its fields with tabs between."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby, islice
from typing import TYPE_CHECKING, TypeAlias

from recview.cli.output import Out
from recview.cli.report import Report
from recview.cli.targets import Target
from recview.display.listing_table import columns, fields, heading, table_row
from recview.indexed_file import IndexedFile
from recview.library import Library, leaves
from recview.model import Entry, Readability, ReadState, Source
from recview.reading.listing import index_file, unread_file
from recview.reading.recording import Recording
from recview.reading.recordings import read_recordings
from recview.sources.beside import FilesBeside
from recview.sources.contents import Content, contents, is_foreign

if TYPE_CHECKING:
    from recview.cli.where import Where

SORTED_FILES = 2_000
"""Files that are put in order together: those of a folder, or of a larger one so many at a time."""


IndexedRows: TypeAlias = tuple[IndexedFile, list[Source]]
"""A file, and which of its recordings are listed."""


class TableListing:
    """Lists recordings in the order of the app's tree, on a terminal below a heading."""

    def __init__(self, out: Out, where: Where | None = None) -> None:
        self._out = out
        self._where = where
        self._columns = columns(out.width) if out.is_terminal else ()
        self._has_heading = False

    def lines(self, target: Target, report: Report) -> Iterator[Callable[[], None]]:
        """What writes the line of each recording, folder by folder."""
        for files in _batches(self._index(target, report)):
            library = Library().merged(file for file, _ in files)
            counts = {file.path: len(file.entries) for file, _ in files}
            kept = {source for _, sources in files for source in sources}
            for _, leaf in leaves(library.root):
                if leaf.entry.source not in kept:
                    continue
                yield partial(self._write, leaf.entry, numbered=counts[leaf.entry.source.path] > 1)

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

    def _index(self, target: Target, report: Report) -> Iterator[IndexedRows]:
        """The rows of every file of a target, without those that are sound and no recording."""
        if self._where:
            self._where.look_into(target.root)
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
                if sources := self._wanted(file, content, target):
                    yield file, sources
                report.add_exchanges(target, path, _answer_problems(file))

    def _wanted(self, file: IndexedFile, content: Content, target: Target) -> list[Source]:
        """Which recordings of a file are listed."""
        if self._where is None:
            return [entry.source for entry in file.entries]
        recordings = _Decoded(content, target)
        return [
            entry.source
            for entry in file.entries
            if self._where.keeps(entry, partial(recordings.recording, entry.source.number))
        ]


class _Decoded:
    """The recordings of a file, decoded when one is first asked for."""

    def __init__(self, content: Content, target: Target) -> None:
        self._content = content
        self._target = target
        self._recordings: Sequence[Recording] | None = None

    def recording(self, number: int) -> Recording | None:
        """A recording by its index in the file; None if it cannot be read."""
        if self._recordings is None:
            content = self._content
            read = content.problem or read_recordings(content.path, content.data, FilesBeside(self._target.root))
            self._recordings = () if isinstance(read, str | Readability) else read
        return self._recordings[number] if number < len(self._recordings) else None


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


def _batches(files: Iterable[IndexedRows]) -> Iterator[list[IndexedRows]]:
    for _, inside in groupby(files, key=lambda pair: pair[0].path.rpartition("/")[0]):
        while batch := list(islice(inside, SORTED_FILES)):
            yield batch
