"""What is kept of files from one session to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.library import FileColumns
from recview.named_tuple import NamedTuple
from recview.sources.files import Stamp


class KeptFiles(NamedTuple):
    """What is kept of files; the sequences are as long as each other.

    Attributes:
        files: Their rows; a file without rows is no recording.
        stamps: The stamp of each when it was read.
        digests: The digest of each content; empty if it was no part of the baseline.
        beside: The stamps of the files that a recording names, by its path and theirs.
    """

    files: FileColumns
    stamps: Sequence[Stamp]
    digests: Sequence[bytes]
    beside: Mapping[str, Mapping[str, Stamp]]

    @property
    def listed(self) -> FileColumns:
        """The rows of the files that have some."""
        starts = self.files.starts
        indexes = [index for index in range(len(self.files)) if starts[index] < starts[index + 1]]
        return self.files if len(indexes) == len(self.files) else self.files.take(indexes)


NOTHING_KEPT = KeptFiles(FileColumns(), (), (), {})
