"""Paths that are counted while they are iterated."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator

from recview.indexed_file import IndexedFile
from recview.progress import Progress

PROGRESS_AFTER_S = 0.4
"""Seconds of the first scan after which it is told how far it has come."""


class CountedPaths:
    """An iterator over paths that counts them.

    Attributes:
        taken: How many were returned so far.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = iter(paths)
        self._waiting: deque[str] = deque()
        self.taken = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        path = self._waiting.popleft() if self._waiting else next(self._paths)
        self.taken += 1
        return path

    def total(self) -> int:
        """How many there are in all; exhausts the underlying iterator and keeps its paths."""
        self._waiting.extend(self._paths)
        return self.taken + len(self._waiting)


def with_progress(
    batches: Iterable[list[IndexedFile]], paths: CountedPaths, notify: Callable[[Progress], None]
) -> Iterator[list[IndexedFile]]:
    """The batches of the first scan; between them, once it takes long, it is told how far it has come."""
    began_at = time.monotonic()
    for batch in batches:
        yield batch
        if time.monotonic() - began_at > PROGRESS_AFTER_S:
            notify(Progress("indexing", paths.taken, paths.total()))
