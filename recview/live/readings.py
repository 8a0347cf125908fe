"""What is to be kept of the files that were read, and which were not read to their end."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from recview.library import FileColumns
from recview.library.file_columns import HIDDEN
from recview.named_tuple import NamedTuple
from recview.sources.files import Stamp


class Reading(NamedTuple):
    """What is to be kept of a file."""

    path: str
    number: int
    stamp: Stamp
    digest: bytes
    beside: Mapping[str, Stamp]
    packed: bytes


def partial_files(files: FileColumns) -> Callable[[int], bool]:
    """Which files, by their index, were not read to their end, or not each answer in them.

    What could not be read may be readable next time: it was being written, or a package was missing.
    """
    rows = files.rows
    partial_shapes = {
        code for code, shape in enumerate(rows.shapes.table.values) if shape.problem or shape.answer_problem
    }

    def is_partial(number: int) -> bool:
        codes = rows.shapes.codes[files.starts[number] : files.starts[number + 1]]
        is_read = codes and not files.marks[number] & HIDDEN and files.problems[number] is None
        return not is_read or not partial_shapes.isdisjoint(codes)

    return is_partial
