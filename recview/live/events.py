"""What the live threads hand on: frozen values that can be pickled, so that they may come from another process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from recview.library import IndexedFile
from recview.verdicts.review import Review


class FilesIndexed(NamedTuple):
    """Files were read, at the start or because they changed.

    Attributes:
        files: The rows of each file that was read.
        is_complete: Whether the first scan has ended.
        polling: Why the system's own file events are not used; empty if they are.
        at: When, in seconds since the epoch.
        kinds: For a root without a recording, the number of its files by their ending; None if that is as it was.
    """

    files: tuple[IndexedFile, ...] = ()
    is_complete: bool = False
    polling: str = ""
    at: float = 0.0
    kinds: Mapping[str, int] | None = None


class BaselineReady(NamedTuple):
    """Every file's first content was read, so that each change from now on can be compared with it.

    Attributes:
        dropped: The number of files of which only a digest was kept.
    """

    dropped: int


class FilesCompared(NamedTuple):
    """Files that were touched were compared with their baseline.

    Attributes:
        reviews: The review of each file by its path; None for a file that came and went.
    """

    reviews: Mapping[str, Review | None]


LiveEvent: TypeAlias = FilesIndexed | BaselineReady | FilesCompared
