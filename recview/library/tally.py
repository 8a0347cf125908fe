"""What is counted of the rows below a branch."""

from __future__ import annotations

from collections.abc import Iterable

from recview.events import UNUSUAL_FORMS
from recview.indexed_file import WRITING
from recview.library.row_shape import Shape
from recview.named_tuple import NamedTuple
from recview.verdicts.flags import is_urgent


class Tally(NamedTuple):
    """What is below a branch: rows, what is to be looked at, the tokens put out, and what became of files.

    Attributes:
        recordings: Rows, those of files that are gone included.
        foreign: Rows of files that are sound and no recording, so that no count includes them.
        named: Files whose name is more than a hash.
        new: Rows with that verdict; so of the others.
        flagged: Rows that were touched in this session and that a reader should look at.
    """

    recordings: int = 0
    errors: int = 0
    unusual: int = 0
    broken: int = 0
    tokens: int = 0
    named: int = 0
    new: int = 0
    same: int = 0
    noise: int = 0
    changed: int = 0
    gone: int = 0
    flagged: int = 0
    foreign: int = 0

    @property
    def present(self) -> int:
        """Recordings on the disk: as many as `recview ls` has rows."""
        return self.recordings - self.gone - self.foreign

    @property
    def touched(self) -> int:
        """Rows that have a verdict."""
        return self.new + self.same + self.noise + self.changed + self.gone

    def plus(self, other: Tally) -> Tally:
        """The sum of two tallies."""
        return Tally(*map(int.__add__, self, other))

    def minus(self, other: Tally) -> Tally:
        """The difference of two tallies."""
        return Tally(*map(int.__sub__, self, other))

    def times(self, count: int) -> Tally:
        """The sum of so many of this tally."""
        return Tally(*[number * count for number in self])


MOST_TOKENS = 10**15
"""The most tokens that one recording adds to a sum: a larger number is no count."""


def has_tokens(shape: Shape) -> bool:
    """Whether the tokens of rows of a shape are added up: those of a file that is gone, or no recording, are not."""
    return shape.verdict != "gone" and not shape.readability.is_sound


def tally(shape: Shape) -> Tally:
    """What one row of a shape counts for, apart from its tokens and its file's name."""
    if shape.verdict == "gone":
        return Tally(1, gone=1, flagged=1)
    if shape.readability.is_sound:
        return _touched(Tally(1, foreign=1), shape)
    counts = Tally(
        1,
        errors=int(bool(shape.failure or shape.answer_problem)),
        unusual=int(shape.finish_form in UNUSUAL_FORMS),
        broken=int(is_broken(shape)),
    )
    return _touched(counts, shape)


def _touched(tally: Tally, shape: Shape) -> Tally:
    if not shape.verdict:
        return tally
    flagged = shape.verdict in ("changed", "broken") or any(map(is_urgent, shape.flags))
    counted = {} if shape.verdict == "broken" else {shape.verdict: 1}
    return tally._replace(flagged=int(flagged), **counted)


def is_broken(shape: Shape) -> bool:
    """Unreadable or stale; a sound file that is no recording, or one that is being written, is not broken."""
    if shape.problem and shape.problem[1]:
        return not shape.readability.is_sound
    return shape.verdict == "broken" or shape.stale not in ("", WRITING)


def added_up(tallies: Iterable[Tally]) -> Tally:
    """The sum of tallies."""
    return Tally(*map(sum, zip(Tally(), *tallies, strict=True)))
