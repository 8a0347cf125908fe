"""A row of the list as a line of its pane."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recview.display.call_words import call_words, hit_words
from recview.display.lines import Line, Span
from recview.display.tree_labels import ListLabels
from recview.display.tree_line import tree_line
from recview.display.tree_rows import Row, TreeRows
from recview.display.tree_steps import is_open, leaf_of
from recview.library import Key, Leaf, Node
from recview.library.finding_table import NO_FINDINGS, FindingCount
from recview.model import Source
from recview.named_tuple import NamedTuple

if TYPE_CHECKING:
    from recview.text_terms import TextHit


class ListPlace(NamedTuple):
    """Where in its pane a row is shown.

    Attributes:
        current: The recording that is on the screen.
        top: The first visible row.
        room: Cells of a row.
        has_cursor: Whether the cursor is on it: then what a call is about matters more than how it ended.
    """

    current: Source | None
    top: int
    room: int
    has_cursor: bool = False


def list_line(
    row: Row,
    rows: TreeRows,
    labels: ListLabels,
    where: ListPlace,
    hit: TextHit | None = None,
    findings: FindingCount = NO_FINDINGS,
) -> Line:
    """The line of a row.

    Args:
        row: The row.
        rows: All rows.
        labels: How folders are called, and which columns there are.
        where: Where it is shown.
        hit: Where a text that is searched stands in the row's recording.
        findings: How many recordings of the row have findings.
    """
    leaf = leaf_of(rows, row)
    margin = 0 if labels.has_verdicts else 1  # no figure stands against the scrollbar
    pieces = tree_line(
        row,
        where.room - margin,
        unfolded=is_open(rows, row),
        current=leaf is not None and leaf.entry.source == where.current,
        label=labels.label(row),
        continued=labels.continued(row, rows, where.top),
        marked=labels.has_verdicts,
        digits=labels.digits,
        quote=hit_words(hit) if hit else call_words(leaf.entry.outline) if leaf else None,
        is_keen=where.has_cursor or hit is not None,
        findings=findings,
    )
    spans: list[Span] = []
    text = ""
    for piece, style in (*pieces, (" " * margin, "text")):
        spans.append((len(text), len(text) + len(piece), style))
        text += piece
    return Line(text, "text", spans)


MOST_LINES = 400
"""Lines that are kept: many times as many as a screen has."""


class ListLines:
    """The lines of rows, kept: one whose row is still the same is not made again."""

    def __init__(self) -> None:
        self._lines: dict[Key, tuple[Node, tuple[Any, ...], Line]] = {}

    def line(
        self,
        row: Row,
        rows: TreeRows,
        labels: ListLabels,
        where: ListPlace,
        hit: TextHit | None = None,
        findings: FindingCount = NO_FINDINGS,
    ) -> Line:
        """The line of a row; see `list_line`."""
        # What it depends on besides its node and key; how folders are called depends on those above it.
        seen = (
            row.depth,
            row.number,
            where._replace(top=0),
            is_open(rows, row),
            labels,
            labels.continued(row, rows, where.top),
            hit,
            findings,
        )
        kept = self._lines.get(row.key)
        if kept and kept[1] == seen and _is_same(kept[0], row.node):
            return kept[2]
        if len(self._lines) >= MOST_LINES:
            self._lines.clear()
        line = list_line(row, rows, labels, where, hit, findings)
        self._lines[row.key] = row.node, seen, line
        return line


def _is_same(before: Node, node: Node) -> bool:
    """Whether a node looks the same; states of a tree share the branches that did not change."""
    return before is node or (isinstance(node, Leaf) and before == node)
