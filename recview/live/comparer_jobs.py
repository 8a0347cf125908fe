"""What the comparer is given to do, in order: to begin once all first contents are kept, then files to compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from recview.named_tuple import NamedTuple
from recview.sources.files import Stamp


class TouchedFile(NamedTuple):
    """A file to compare; `is_final` if it will not change by itself, however broken it looks."""

    path: str
    is_final: bool


class ReturnedFiles(NamedTuple):
    """Deleted files that are there again as they were.

    Attributes:
        untouched: Those that had never been touched before they were deleted.
        touched: The stamps of the others.
    """

    untouched: Sequence[str]
    touched: Mapping[str, Stamp]


class EndOfBaseline(NamedTuple):
    """Every first content was handed in."""


class StopJob(NamedTuple):
    """No job follows."""


ComparerJob: TypeAlias = TouchedFile | ReturnedFiles | EndOfBaseline | StopJob
"""What the comparer is given to do."""
