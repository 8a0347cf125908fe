"""Files that look half-written: they are being written for a while, then they are broken."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from recview.indexed_file import IndexedFile

BROKEN_AFTER_S = 1.0
"""Seconds for which a file may look half-written before it is called broken."""


class HalfWritten:
    """The paths of the files that look half-written now."""

    def __init__(self) -> None:
        self._since: dict[str, float] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._since))

    def overdue(self) -> list[str]:
        """The paths that have looked half-written for too long: to be read once more."""
        now = time.monotonic()
        return [path for path, since in self._since.items() if now - since > BROKEN_AFTER_S]

    def filter(self, files: Iterable[IndexedFile]) -> list[IndexedFile]:
        """The files as they were read, but that those that have looked half-written for too long are not any more."""
        return [self._with_grace_period(file) for file in files]

    def _with_grace_period(self, file: IndexedFile) -> IndexedFile:
        if not file.readability.is_half_written:
            self._since.pop(file.path, None)
            return file
        since = self._since.setdefault(file.path, time.monotonic())
        if time.monotonic() - since <= BROKEN_AFTER_S:
            return file
        self._since.pop(file.path)
        return file._replace(readability=file.readability.given_up())
