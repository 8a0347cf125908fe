"""Paths that are counted while they are iterated."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator


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
