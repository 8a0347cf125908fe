"""The row of a recording, and of a folded test that holds just one: its name or words at the left, its ending right."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len, set_cell_size

from recview.display.call_words import LEAST, Quote, quoted
from recview.display.tree_columns import (
    ENDING,
    ROOMY,
    WIDE,
    Columns,
    StyledText,
    cells_of,
    ending,
    recorded_name,
    recording_figures,
    sole_recording_flags,
    stale_mark,
    token_count,
    verdict_mark,
)
from recview.display.tree_rows import Row
from recview.humanize import shorten
from recview.library import Leaf
from recview.verdicts.flags import EMPTY, OVERWRITTEN

_ROW_FLAGS = {EMPTY: "empty", OVERWRITTEN: "overwritten"}
"""Flags that a row spells out; the others show in its ending."""

USUAL = "chat"
"""The kind of call that nearly all are."""

_GAP = 2
"""Blank cells between words and the columns beside them."""

_NAMES = 0.42
"""The part of a wide row in which the names of tests of one recording end, so that their words begin together."""

Sides = tuple[list[StyledText], list[StyledText]]
"""What stands at the left of a row, and its columns at the right."""


def indented(row: Row) -> str:
    """The blanks before a row."""
    return "  " * row.depth


def name_style(row: Row) -> str:
    """The style of a branch's name."""
    return ("bold", "text", "text", "dim")[min(row.depth, 3)]


def recording_row(
    row: Row, leaf: Leaf, columns: Columns, quote: Quote | None, *, current: bool, is_keen: bool
) -> Sides:
    """The row of a recording: its number, its words if there is room for them, how it ended.

    Args:
        row: The row.
        leaf: The recording.
        columns: The columns of the list.
        quote: The words.
        current: Whether the recording is the one on the screen.
        is_keen: Whether the words matter more than how the answer ended.
    """
    left: list[StyledText] = [(" " * max(0, 2 * row.depth - 1), "text"), (f"{'▶' if current else ' '}", "accent")]
    left.append((f"{row.number:>2} ", "accent" if current else "dim"))
    if leaf.entry.problem:
        return [*left, *_unread(leaf)], []
    kind = leaf.entry.outline.kind
    named: list[StyledText] = [] if kind == USUAL else [(f"{kind} ", "text")]
    if quote:
        wanted = 2 * LEAST if quote.end > quote.start else LEAST
        for right in _columns_beside_words(row, leaf, columns, is_keen=is_keen):
            room = columns.width - cells_of([*left, *named, *right]) - _GAP
            if room >= wanted:
                break
        if room >= LEAST:
            return [*left, *named, *quoted(quote, room)], right
    return _without_words(leaf, columns, left)


def _columns_beside_words(row: Row, leaf: Leaf, columns: Columns, *, is_keen: bool) -> Iterator[list[StyledText]]:
    """What may stand at the right of words: all; marks and figures; of a keen row, the marks alone."""
    yield [*_flags(leaf, columns), *recording_figures(leaf, columns)]
    if not is_keen and not _ROW_FLAGS.keys().isdisjoint(leaf.entry.flags):
        return
    mark = sole_recording_flags(row, leaf, columns._replace(width=0))
    yield [*mark, *recording_figures(leaf, columns)]
    if is_keen:
        finding = (columns.mark[0][:-1], columns.mark[1])
        yield [*mark, finding, *(verdict_mark(leaf) if columns.has_verdicts else [])]


def _without_words(leaf: Leaf, columns: Columns, left: list[StyledText]) -> Sides:
    """A row that has its kind in the place of words; what has no room is left out, the least telling first."""
    kind, flags = leaf.entry.outline.kind, _flags(leaf, columns)
    figures = recording_figures(leaf, columns)
    named = [*left, (kind, "text")]
    if kind == USUAL and cells_of([*named, *flags, *figures]) >= columns.width:
        # How an answer ended tells more than that it is a chat, as nearly all are.
        named = [*left[:-1], (left[-1][0].rstrip(), left[-1][1])]
    room = columns.width - cells_of(named) - 1
    if cells_of([*flags, *figures]) > room and not stale_mark(leaf.entry):
        figures = recording_figures(leaf, columns, spare=True)
    if (excess := cells_of([*flags, *figures]) - room) > 0:
        text, style = flags[0]
        flags[0] = (f"{set_cell_size(text, max(1, cell_len(text) - excess - 1)).rstrip()}…", style)
    return named, [*flags, *figures]


def _flags(leaf: Leaf, columns: Columns) -> list[StyledText]:
    """How a recording ended, and what else there is to look at."""
    text, style = ending(leaf)
    text = recorded_name(text)
    text = text.lstrip() if columns.width < ROOMY else f"{text:<{ENDING}}" if columns.width >= WIDE else text
    flags = [(f"! {_ROW_FLAGS[flag]}  ", "warning") for flag in leaf.entry.flags if flag in _ROW_FLAGS]
    return [(text, style), *flags, *(stale_mark(leaf.entry) or [(" ", "text")])]


def _unread(leaf: Leaf) -> list[StyledText]:
    """The file that was not read, and why."""
    entry = leaf.entry
    name = entry.source.path.rpartition("/")[2] or "."
    mark, style = ("· ", "dim") if entry.readability.is_sound else ("✗ ", "error")
    return [(mark, style), (f"{shorten(recorded_name(name), 16)}  ", "text"), (entry.problem, style)]


def sole_recording_row(row: Row, leaf: Leaf, columns: Columns, quote: Quote | None, *, current: bool) -> Sides:
    """A folded test with one recording: the row shows its ending, and enter opens it."""
    right = [
        *sole_recording_flags(row, leaf, columns),
        columns.mark,
        token_count(leaf),
        (" " * (columns.digits + 1), "text"),
        *(verdict_mark(leaf) if columns.has_verdicts else []),
    ]
    left = _name_of_one(row, current, columns.width - cells_of(right))
    return [*left, *_words_of_one(left, columns.width - cells_of(right) - _GAP, quote)], right


def _words_of_one(left: list[StyledText], end: int, quote: Quote | None) -> list[StyledText]:
    """The words behind a name, up to the cell `end`; none if there is too little room for them."""
    start = max(cells_of(left) + _GAP, int(end * _NAMES))
    if quote is None or end - start < LEAST:
        return []
    return [(" " * (start - cells_of(left)), "text"), *quoted(quote, end - start)]


def _name_of_one(row: Row, current: bool, room: int) -> list[StyledText]:
    """The name of a folded test with one recording, with the sign that marks the current recording."""
    named = shorten(recorded_name(row.node.label) or "?", max(4, room - 2 * row.depth - 3))
    mark = ("▶ ", "accent") if current else ("· ", "faint")
    return [(indented(row), "text"), mark, (named, name_style(row))]
