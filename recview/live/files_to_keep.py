"""What is kept in the cache of each file that was read, and which files are left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from recview.digests import content_digest
from recview.library import FileColumns, IndexedFile
from recview.library.file_columns import HIDDEN
from recview.named_tuple import NamedTuple
from recview.root import Root
from recview.sources.files import NotRead, Stamp, read_listed
from recview.sources.kept_files import KeptFiles


class FileToKeep(NamedTuple):
    """What is to be kept of a file.

    Attributes:
        number: Its index in the columns of all files; -1 if it has no row.
        digest: Of its content; empty if it is not known.
        beside: The stamps of the files that it names, by path.
    """

    path: str
    number: int
    stamp: Stamp
    digest: bytes
    beside: Mapping[str, Stamp]


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


def kept_files(columns: FileColumns, listed: Sequence[FileToKeep], others: Sequence[FileToKeep]) -> KeptFiles:
    """What is kept of files, in this order.

    Args:
        columns: The rows of all files that were read.
        listed: The files that have rows among them.
        others: The files that have none: they are no recordings.
    """
    files = columns.take([file.number for file in listed])
    files.append([IndexedFile(file.path, ()) for file in others])
    files_to_keep = [*listed, *others]
    return KeptFiles(
        files,
        [file.stamp for file in files_to_keep],
        [file.digest for file in files_to_keep],
        {file.path: file.beside for file in files_to_keep if file.beside},
    )


def holds(root: Root, path: str, stamp: Stamp, digest: bytes) -> bool:
    """Whether a file on the disk has a stamp and a content, known by its digest."""
    try:
        content = read_listed(root, path)
    except (NotRead, FileNotFoundError):
        return False
    return content.stamp == stamp and content_digest(content.data) == digest
