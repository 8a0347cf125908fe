"""The list as a tree of frozen values: folder → test file → test → [parameters] → recordings.

Each branch carries the tally of what is below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple, TypeAlias

from recview.events import UNUSUAL_FORMS
from recview.model import Entry
from recview.verdicts.flags import is_urgent

Key: TypeAlias = tuple[str, ...]
"""A node's labels from the root down; a leaf's last label is its path and index."""


GONE = "gone from the disk"
WRITING = "being written"
"""Why what stands in the list may be older than its file."""


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

    def minus(self, other: Tally) -> Tally:
        """The difference of two tallies."""
        return Tally(*map(int.__sub__, self, other))


def added_up(tallies: Iterable[Tally]) -> Tally:
    """The sum of tallies."""
    return Tally(*map(sum, zip(*tallies, strict=True)))


class Leaf(NamedTuple):
    """One recording."""

    label: str
    entry: Entry
    order: tuple[object, ...]
    tally: Tally
    search: str


class Branch(NamedTuple):
    """A folder, a test file, a test or one set of its parameters.

    Attributes:
        children: Branches (`Branch`) first, then recordings (`Leaf`), each in its order.
        search: What a filter looks through: the labels from the root down, in lower case.
        names: The same of all branches below it, so that most of a tree need not be gone through.
        rows: How many nodes are below it.
    """

    label: str
    order: tuple[object, ...] = (0,)
    children: tuple[Any, ...] = ()
    tally: Tally = Tally()
    search: str = ""
    names: str = ""
    rows: int = 0


Node: TypeAlias = Branch | Leaf


_HASH = re.compile(r"(?:models-)?[0-9a-f]{12,}[-0-9a-f]*(?:@[^/]*)?\.json$")


def tally(entry: Entry) -> Tally:
    """What one recording counts for."""
    outline = entry.outline
    tokens = min(outline.usage.output or 0, 10**15) if outline.usage else 0
    named = not _HASH.match(entry.source.path.rpartition("/")[2])
    if entry.verdict == "gone":
        return Tally(1, named=int(named), gone=1, flagged=1)
    if entry.readability.is_sound:
        return _touched(Tally(1, named=int(named), foreign=1), entry)
    unusual = outline.finish_form in UNUSUAL_FORMS
    # By position: this runs for every recording, and names cost twice as much.
    counts = Tally(
        1, int(bool(outline.failure or entry.answer_problem)), int(unusual), int(_is_broken(entry)), tokens, int(named)
    )
    return _touched(counts, entry)


def _touched(tally: Tally, entry: Entry) -> Tally:
    if not entry.verdict:
        return tally
    flagged = entry.verdict in ("changed", "broken") or any(map(is_urgent, entry.flags))
    counted = {} if entry.verdict == "broken" else {entry.verdict: 1}
    return tally._replace(flagged=int(flagged), **counted)


def _is_broken(entry: Entry) -> bool:
    """Unreadable or stale; a sound file that is no recording, or one that is being written, is not broken."""
    if entry.problem:
        return not entry.readability.is_sound
    return entry.verdict == "broken" or entry.stale not in ("", WRITING)


def child_index(branch: Branch, label: str) -> int | None:
    """Which of a branch's children has a label."""
    return next((index for index, child in enumerate(branch.children) if child.label == label), None)
