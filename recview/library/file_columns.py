"""What was read of many files, as columns: cheap to hand to another process, to keep, and to hold."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, repeat
from operator import lt
from typing import overload

from recview.indexed_file import IndexedFile
from recview.library.coded import Coded, picked
from recview.library.row_columns import RowColumns
from recview.model import WHOLE, Readability, ReadState

CONTINUED, HIDDEN = 1, 2
"""The marks of a file, added up."""

_FIRST_NS, _LAST_NS = -(2**63), 2**63 - 1


class FileColumns(Sequence[IndexedFile]):
    """A sequence of `IndexedFile`, each made when it is asked for.

    Equal to what it was made of, but that failures have no body and half-written files no recovered exchanges.

    Attributes:
        paths: The path of each file; the source of each of its rows has it too.
        starts: The index of the first row of each file, and behind the last file the number of rows.
        rows: The rows of all files.
        problems: For each file None, or the name of the state and the reason of a readability that is not whole.
        written: When each was written, in nanoseconds since the epoch; 0 if it was read before.
        marks: The sum of the marks of each.
    """

    __slots__ = ("marks", "paths", "problems", "rows", "starts", "written")

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.starts = array("I", [0])
        self.rows = RowColumns()
        self.problems: Coded[tuple[str, str] | None] = Coded()
        self.written = array("q")
        self.marks = array("B")

    @classmethod
    def of(cls, files: Iterable[IndexedFile]) -> FileColumns:
        """The columns of files; of what is columns already, itself."""
        if isinstance(files, FileColumns):
            return files
        columns = cls()
        columns.append(list(files))
        return columns

    @classmethod
    def of_rows(cls, paths: Sequence[str], spans: Sequence[range], rows: RowColumns) -> FileColumns:
        """The columns of files that were read before, and whole.

        Args:
            paths: The path of each.
            spans: Which of the rows are its own.
            rows: Rows.
        """
        columns = cls()
        columns.paths += paths
        columns.starts.extend(list(accumulate(map(len, spans), initial=0))[1:])
        columns.rows = rows.take(list(chain.from_iterable(spans)))
        columns.problems.append([None] * len(paths))
        columns.written.extend(repeat(0, len(paths)))
        columns.marks.extend(repeat(0, len(paths)))
        return columns

    def append(self, files: Sequence[IndexedFile]) -> None:
        """Append files."""
        self.paths += [file.path for file in files]
        self.starts.extend(list(accumulate((len(file.entries) for file in files), initial=self.starts[-1]))[1:])
        self.rows.append(list(chain.from_iterable([file.entries for file in files])))
        self.problems.append([_problem(file.readability) for file in files])
        self.written.extend([min(max(file.written, _FIRST_NS), _LAST_NS) for file in files])
        self.marks.extend([CONTINUED * file.continued + HIDDEN * file.hidden for file in files])

    def extend(self, other: FileColumns) -> None:
        """Append the files of other columns."""
        self.paths += other.paths
        last = self.starts.pop()
        self.starts.extend([last + start for start in other.starts])
        self.rows.extend(other.rows)
        self.problems.extend(other.problems)
        self.written.extend(other.written)
        self.marks.extend(other.marks)

    def take(self, indexes: Sequence[int]) -> FileColumns:
        """The columns of some of the files."""
        some = FileColumns()
        some.paths = [self.paths[index] for index in indexes]
        spans = [range(self.starts[index], self.starts[index + 1]) for index in indexes]
        some.starts.extend(list(accumulate(map(len, spans), initial=0))[1:])
        is_slice = isinstance(indexes, range) and indexes.step == 1 and len(indexes)
        rows = range(spans[0].start, spans[-1].stop) if is_slice else list(chain.from_iterable(spans))
        some.rows = self.rows.take(rows)
        some.problems = self.problems.take(indexes)
        some.written = picked(self.written, indexes)
        some.marks = picked(self.marks, indexes)
        return some

    def completed(self) -> list[str]:
        """The paths of files of which a new content was written, all of it, in the order of writing."""
        starts = self.starts
        whole = [
            index
            for index, time in enumerate(self.written)
            if time
            and starts[index] < starts[index + 1]
            and not self.marks[index] & CONTINUED
            and not self.is_half_written(index)
        ]
        return [self.paths[index] for index in sorted(whole, key=self.written.__getitem__)]

    def is_half_written(self, index: int) -> bool:
        """Whether the rest of a file may still come."""
        problem = self.problems[index]
        return problem is not None and Readability(ReadState[problem[0]]).is_half_written

    @property
    def have_rows(self) -> bool:
        """Whether each of the files has a row: none is gone."""
        return all(map(lt, self.starts, self.starts[1:]))

    @property
    def paths_without_rows(self) -> list[str]:
        """The paths of the files that are deleted, or have no row for another reason."""
        starts = self.starts
        return [path for index, path in enumerate(self.paths) if starts[index] == starts[index + 1]]

    def unwritten(self) -> FileColumns:
        """The same files, each as one that was read before; both share what is the same."""
        same = FileColumns()
        same.paths, same.starts, same.rows, same.problems = self.paths, self.starts, self.rows, self.problems
        same.written = array("q", bytes(8 * len(self)))
        same.marks = array("B", bytes(len(self)))
        return same

    def __len__(self) -> int:
        return len(self.paths)

    @overload
    def __getitem__(self, index: int) -> IndexedFile: ...
    @overload
    def __getitem__(self, index: slice) -> FileColumns: ...
    def __getitem__(self, index: int | slice) -> IndexedFile | FileColumns:
        if isinstance(index, slice):
            return self.take(range(len(self))[index])
        index = range(len(self))[index]
        path, problem, marks = self.paths[index], self.problems[index], self.marks[index]
        return IndexedFile(
            path,
            tuple([self.rows.entry(row, path) for row in range(self.starts[index], self.starts[index + 1])]),
            Readability(ReadState[problem[0]], problem[1]) if problem else WHOLE,
            self.written[index],
            bool(marks & CONTINUED),
            bool(marks & HIDDEN),
        )

    def __iter__(self) -> Iterator[IndexedFile]:
        return map(self.__getitem__, range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FileColumns) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


def _problem(readability: Readability) -> tuple[str, str] | None:
    """A readability that is not whole as plain values."""
    return None if readability is WHOLE or readability == WHOLE else (readability.state.name, readability.reason)
