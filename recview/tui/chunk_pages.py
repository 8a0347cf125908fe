"""Something of each chunk of a recording (its row, its JSON), asked for a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class ChunkPages(Generic[T]):
    """Something of each chunk by its index. One request is under way at a time: the next is for what is seen then."""

    def __init__(self, size: int, ask: Callable[[int, int], None]) -> None:
        """Hold nothing yet.

        Args:
            size: The number of chunks of a page.
            ask: Asks for the chunks from an index to before another.
        """
        self._size = size
        self._ask = ask
        self._items: dict[int, T] = {}
        self._before: dict[int, T] = {}
        self._count = 0
        self._wanted = range(0)
        self._ahead = size
        self._is_asking = False

    def begin(self, count: int, *, keep: bool) -> None:
        """Begin with another recording, of which nothing was read yet.

        Args:
            count: The number of its chunks.
            keep: Whether to show what is held of a chunk until it is read again: it is the same recording.
        """
        self._before = {**self._before, **self._items} if keep else {}
        self._items = {}
        self._count = count
        self._wanted = range(0)
        self._is_asking = False

    def get(self, index: int) -> T | None:
        """What is held of a chunk, if it is there yet."""
        return self._items.get(index, self._before.get(index))

    def want(self, start: int, stop: int) -> None:
        """Ask for the chunks from `start` to before `stop` that are not there yet, and for a page ahead and behind."""
        self._wanted = range(max(0, start), min(stop, self._count))
        self._ask_next()

    def holds(self, start: int, stop: int) -> bool:
        """Whether all chunks from `start` to before `stop` are there."""
        return all(index in self._items for index in range(max(0, start), min(stop, self._count)))

    def take(self, start: int, items: Sequence[T]) -> None:
        """Take what was read, from the chunk with the index `start` on."""
        self._is_asking = False
        self._items.update(enumerate(items, start))
        # Of long ones not a whole page is handed on: there, one at a time.
        self._ahead = self._size if len(items) >= min(self._size, self._count - start) else 1
        if items:
            self._ask_next()

    def _ask_next(self) -> None:
        if self._is_asking or not self._wanted:
            return
        index = self._first_missing()
        if index is not None:
            start = index - index % self._size
            start = index if start in self._items else start
            end = min(start + self._size, self._count)
            self._is_asking = True
            self._ask(start, next((held for held in range(index, end) if held in self._items), end))

    def _first_missing(self) -> int | None:
        """The first chunk that is not there: of those that are wanted, then just behind them, then just before them."""
        wanted = self._wanted
        ahead = range(wanted.stop, min(wanted.stop + self._ahead, self._count))
        behind = range(wanted.start - 1, max(0, wanted.start - self._ahead) - 1, -1)
        return next((index for part in (wanted, ahead, behind) for index in part if index not in self._items), None)
