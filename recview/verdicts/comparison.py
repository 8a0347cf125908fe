"""What is different between two contents of a recording, as values."""

from __future__ import annotations

from typing import Final, NamedTuple

from recview.model import Json, Verdict
from recview.value import Value


class Missing:
    """Stands where one side has no such field."""

    def __repr__(self) -> str:
        return "(nothing)"

    def __reduce__(self) -> str:
        """Pickled by its name: there is just one."""
        return "MISSING"


MISSING: Final = Missing()


class Difference(NamedTuple):
    """A path, and its value in the content before and after."""

    path: str
    before: Json | Missing
    after: Json | Missing


WHOLE_FILE: Final = "file"
"""The path of a difference between files that cannot both be read."""


class Comparison(Value):
    """What became of a recording.

    Attributes:
        verdict: `changed` if anything is different that counts.
        differences: What counts, in the order of the recording.
        noise: What is different besides and does not count.
        unseen: Why the differences are not known, where just the verdict is.
        each: Of a file with several exchanges the comparison of each, by its number in the second content.
    """

    verdict: Verdict
    differences: tuple[Difference, ...] = ()
    noise: tuple[Difference, ...] = ()
    unseen: str = ""
    each: tuple[Comparison, ...] = ()
