"""The shape of an answer over its steps: for any number of cells, how much came in each and of what kind."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Literal, TypeAlias

from recview.named_tuple import NamedTuple
from recview.replay.transcript import Transcript, packed
from recview.value import Value

CellKind: TypeAlias = Literal["text", "reasoning", "tool_call", "error", "empty"]


class Cell(NamedTuple):
    """One cell of a timeline: the steps [start, end), their characters per step, and the kind of most of them."""

    start: int
    end: int
    weight: float
    kind: CellKind


class Timeline(Value):
    """Characters per step and kind as running sums, so that a cell costs the same at any length."""

    total: int
    sums: dict[CellKind, Sequence[int]]

    def cells(self, width: int) -> list[Cell]:
        """At most `width` cells that cover all steps, in order."""
        count = max(0, min(width, self.total))
        cells = []
        for index in range(count):
            start, end = self.total * index // count, self.total * (index + 1) // count
            shares = {kind: sums[end] - sums[start] for kind, sums in self.sums.items()}
            kind: CellKind = max(shares, key=lambda kind: shares[kind], default="empty")
            characters = sum(shares.values())
            cells.append(Cell(start, end, characters / (end - start), kind if characters else "empty"))
        return cells


def peak(cells: Sequence[Cell]) -> float:
    """The characters per step at which a cell is drawn at its full height.

    The most that any cell has, but no more than a few times the usual: a chunk with a hundred times the characters of
    the others (a whole document, arguments in one piece) would flatten all of them.
    """
    weights = sorted(cell.weight for cell in cells if cell.kind != "empty")
    return min(weights[-1], weights[len(weights) // 2] * STEEPEST) if weights else 1.0


STEEPEST = 4
"""How many times as high as the usual cell the highest may be drawn."""


def timeline(transcript: Transcript) -> Timeline:
    """Measure a transcript once."""
    counts: dict[CellKind, list[int]] = {}
    for block in transcript.blocks if transcript.total else ():
        column = counts.setdefault(_HUES.get(block.kind, "text"), [0] * transcript.total)
        before = 0
        for step, end in zip(block.steps, block.ends, strict=True):
            # A tool call opens with a name and no arguments: that is something, too.
            column[step] += max(end - before, 1)
            before = end
    return Timeline(transcript.total, {kind: packed((0, *accumulate(column))) for kind, column in counts.items()})


_HUES: dict[str, CellKind] = {"reasoning": "reasoning", "tool_call": "tool_call", "error": "error"}
