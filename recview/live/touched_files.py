"""The files that were touched since the start."""

from __future__ import annotations

from collections.abc import Iterable

from recview.library import IndexedFile


class TouchedFiles:
    """Paths that were written or deleted; a file that comes back as it was counts as if it had never been away.

    Attributes:
        paths: All paths.
    """

    def __init__(self) -> None:
        self.paths: set[str] = set()
        self._only_deleted: set[str] = set()

    def add(self, file: IndexedFile) -> None:
        """Add a file, as it was read after it was touched."""
        if not file.entries and file.path not in self.paths:
            self._only_deleted.add(file.path)
        elif file.entries:
            self._only_deleted.discard(file.path)
        self.paths.add(file.path)

    def take_untouched(self, returned: Iterable[str]) -> list[str]:
        """Remove the files that were only deleted from among some that came back as they were, and return these."""
        untouched = sorted(self._only_deleted.intersection(returned))
        self._only_deleted.difference_update(untouched)
        self.paths.difference_update(untouched)
        return untouched
