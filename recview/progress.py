"""How far long work has come, as a value that the reader sends and the top line shows."""

from __future__ import annotations

from typing import Literal

from recview.named_tuple import NamedTuple


class Progress(NamedTuple):
    """How far long work has come.

    Attributes:
        done: How much is done: files that were read, or bytes of the one that is being opened.
        total: How much there is of it.
        path: The file that is being opened; empty for other work.
    """

    work: Literal["indexing", "opening"]
    done: int
    total: int
    path: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to do."""
        return self.done >= self.total


def without(every: tuple[Progress, ...], work: str) -> tuple[Progress, ...]:
    """The progress of all work but one."""
    return tuple(progress for progress in every if progress.work != work)


def advanced(every: tuple[Progress, ...], progress: Progress) -> tuple[Progress, ...]:
    """All progress with that of one work replaced; opening comes first, and complete work is removed."""
    others = without(every, progress.work)
    return others if progress.is_complete else tuple(sorted((progress, *others), reverse=True))
