"""An answer over its steps: what every position of its replay shows is read off, never replayed.

A step is one recorded chunk. A plain answer came in one piece; it replays by words, so there a step is a word.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

from recview.events import Runner
from recview.model import Failure, Usage
from recview.value import Value

BlockKind: TypeAlias = Literal["reasoning", "text", "refusal", "tool_call", "note", "error", "unknown"]


MANY = 1_000
"""Numbers from which on they are kept as an array, which is small and quickly sent."""


def packed(numbers: Iterable[int]) -> Sequence[int]:
    """Numbers that are not negative: a tuple of few, an array of many."""
    values = tuple(numbers)
    return values if len(values) < MANY else array("Q", values)


class Block(Value):
    """One growing piece of an answer: a tool call, or the text or reasoning of a choice between two of them.

    Attributes:
        kind: Which kind of piece.
        choice: The index of the choice that it belongs to.
        name: The name of a tool call, the label of a note, the types of an error.
        id: The id of a tool call.
        text: All of its text; the arguments of a tool call.
        steps: The indexes of the steps that added to it, ascending.
        ends: The length of the text after each of those steps.
        tokens: (start, end, logprob) of the tokens whose probability was recorded.
        runs: Who runs the tool of a tool call.
        gap: The line feeds before the text that set it apart from an earlier block of the kind.
    """

    kind: BlockKind
    choice: int
    name: str
    id: str
    text: str
    steps: Sequence[int]
    ends: Sequence[int]
    tokens: tuple[tuple[int, int, float], ...] = ()
    runs: Runner = "client"
    gap: str = ""

    @property
    def is_of_choice(self) -> bool:
        """Whether it is part of a choice; errors and unknown chunks belong to the answer as a whole."""
        return self.kind not in {"error", "unknown"}

    @property
    def born(self) -> int:
        """The step that began it."""
        return self.steps[0]

    def shown(self, position: int) -> int | None:
        """How many characters are there once `position` steps were played; None before it began."""
        count = bisect_left(self.steps, position)
        return self.ends[count - 1] if count else None

    def complete(self, position: int) -> bool:
        """Whether its last piece has come."""
        return self.steps[-1] < position


class Finish(Value):
    """How a choice ended.

    Attributes:
        step: The step that reported it.
        choice: The index of the choice.
        reason: The finish_reason as it was sent.
        words: The same as a reader knows it: a number together with its word.
        form: Its normal form; see `recview.protocols.finishes`.
    """

    step: int
    choice: int
    reason: str
    words: str
    form: str


class Marker(Value):
    """A step worth stopping at, and why."""

    step: int
    kind: Literal["first token", "tool call", "finish", "error"]


class Transcript(Value):
    """A whole answer, ready to be read at any position from 0 (nothing yet) to `total` (all of it).

    Attributes:
        total: How many steps it has.
        streaming: Whether a step is a chunk; if not, it is a word.
        blocks: Its pieces, in the order in which they began.
        finishes: Every finish_reason.
        usages: (step, usage) of each usage report.
        failures: (step, error) of each error.
        markers: The steps worth stopping at, ascending.
        choices: The indexes of its choices, ascending.
        goes_on: Whether more steps follow than were read yet.
    """

    total: int
    streaming: bool
    blocks: tuple[Block, ...]
    finishes: tuple[Finish, ...]
    usages: tuple[tuple[int, Usage], ...]
    failures: tuple[tuple[int, Failure], ...]
    markers: tuple[Marker, ...]
    choices: tuple[int, ...] = ()
    goes_on: bool = False

    def usage(self, position: int) -> Usage | None:
        """The last usage reported before a position: reports replace each other, they are never summed."""
        count = bisect_left(self.usages, position, key=lambda report: report[0])
        return self.usages[count - 1][1] if count else None

    def finish(self, choice: int, position: int) -> str | None:
        """The last finish_reason of a choice before a position, or None before the first."""
        reasons = [end.reason for end in self.finishes if end.choice == choice and end.step < position]
        return reasons[-1] if reasons else None

    def chunk(self, position: int) -> int | None:
        """The index of the chunk at the playhead: the last one played; None before the first."""
        if position <= 0:
            return None
        return position - 1 if self.streaming else 0

    def text(self, kind: BlockKind = "text", position: int | None = None) -> str:
        """The text of one kind over all choices, as recorded: all of it, or up to a position."""
        if position is None:
            return "\n\n".join(block.text for block in self.blocks if block.kind == kind)
        return "\n\n".join(b.text[:n] for b in self.blocks if b.kind == kind and (n := b.shown(position)) is not None)

    def next_marker(self, position: int) -> int | None:
        """The position just after the next marker, or None."""
        return next((m.step + 1 for m in self.markers if m.step + 1 > position), None)

    def previous_marker(self, position: int) -> int | None:
        """The position just after the previous marker, or None."""
        return next((m.step + 1 for m in reversed(self.markers) if m.step + 1 < position), None)


EMPTY = Transcript(0, False, (), (), (), (), ())
