"""What was read of one file of a tree."""

from __future__ import annotations

from recview.model import WHOLE, Entry, Readability
from recview.named_tuple import NamedTuple

GONE = "gone from the disk"
WRITING = "being written"
"""Why a row may be older than its file."""


class IndexedFile(NamedTuple):
    """What was read of one file.

    Attributes:
        entries: Its exchanges, or one entry with a problem; none if the file is gone.
        readability: Of the file as a whole.
        written: When its content was written, in nanoseconds since the epoch; 0 if it was read before.
        continued: True if only blanks were added to what was read before.
        hidden: True if nothing became of the file: its folder cannot be looked into, or it is such a folder.
    """

    path: str
    entries: tuple[Entry, ...]
    readability: Readability = WHOLE
    written: int = 0
    continued: bool = False
    hidden: bool = False

    @property
    def is_completed(self) -> bool:
        """Whether a new content was written, all of it."""
        return bool(self.written and not self.continued and not self.readability.is_half_written and self.entries)
