"""The events that the reader's process ended or was replaced, and the limit on how often it is started again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal, TypeAlias

from recview.value import Value

MAX_STARTS, STARTS_PER_S = 3, 60.0
"""How often another reader is started within so many seconds."""

MAX_DEATHS_PER_FILE = 3
"""How often reading a file may end the reader: then it is not read any more."""

Successor: TypeAlias = Literal["process", "threads", "nobody"]


class ReaderEnded(Value):
    """The reader's process ended although nobody asked it to.

    Attributes:
        paths: The files that it was reading, below the root.
        cause: What ended it, in a few words.
        successor: What reads from now on: another `process`, `threads` of this one, or `nobody`.
    """

    paths: tuple[str, ...]
    cause: str
    successor: Successor


class ReaderReplaced(Value):
    """Another reader has begun; requests to the one before are lost."""


class Deaths:
    """How often readers ended while reading which file, and when others were started."""

    def __init__(self) -> None:
        self._by_path: Counter[str] = Counter()
        self._starts: list[float] = []

    def count(self, paths: Iterable[str]) -> None:
        """Count the end of a reader for each file that it was reading."""
        self._by_path.update(paths)

    def note_start(self, now: float) -> None:
        """Note that another reader is started; `now` in seconds of the monotonic clock."""
        self._starts = [*self._starts[1 - MAX_STARTS :], now]

    def seconds_until_start(self, now: float) -> float:
        """Seconds until another reader may be started; 0 if it may be now."""
        if len(self._starts) < MAX_STARTS:
            return 0.0
        return max(0.0, self._starts[0] + STARTS_PER_S - now)

    @property
    def skipped(self) -> frozenset[str]:
        """The files that are not read any more, as reading them ended readers too often."""
        return frozenset(path for path, count in self._by_path.items() if count >= MAX_DEATHS_PER_FILE)
