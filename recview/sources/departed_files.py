"""The stamps of files that were deleted: one that comes back with the same stamp holds what it held."""

from __future__ import annotations

import time

from recview.sources.content_time import is_racy
from recview.sources.files import Stamp

MOST = 100_000
"""Files that are remembered; of more, those deleted first are forgotten."""


class DepartedFiles:
    """The stamps of deleted files by path, as many as are kept."""

    def __init__(self) -> None:
        self._stamps: dict[str, Stamp] = {}

    def __contains__(self, path: object) -> bool:
        return path in self._stamps

    def put(self, path: str, stamp: Stamp) -> None:
        """Remember a deleted file, unless one that is made now could have the same stamp, since clocks are coarse."""
        self._stamps.pop(path, None)
        if is_racy((stamp,), time.time_ns()):
            return
        self._stamps[path] = stamp
        while len(self._stamps) > MOST:
            del self._stamps[next(iter(self._stamps))]

    def take(self, path: str, stamp: Stamp) -> bool:
        """Whether a path has the stamp that it had when it was deleted; what was remembered of it is dropped."""
        return self._stamps.pop(path, None) == stamp
