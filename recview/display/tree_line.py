"""One row of the tree as text with styles: a recording, or the sums of all below a branch.

Every row has the same columns: name, flags, tokens, number of recordings, verdict.
"""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

from recview.display.mask import covered
from recview.display.sanitize import sanitize
from recview.display.tree_columns import (
    ROOMY,
    Columns,
    StyledText,
    branch_figures,
    branch_flags,
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
from recview.humanize import bounded, shorten
from recview.library import Leaf, sole_leaf
from recview.verdicts.flags import EMPTY, OVERWRITTEN

_ROW_FLAGS = {EMPTY: "empty", OVERWRITTEN: "overwritten"}
"""Flags that a row spells out; the others show in its ending."""

USUAL = "chat"
"""The kind of call that nearly all are."""

KIND = 3
"""Which piece of a recording's row is its kind."""


def tree_line(
    row: Row,
    width: int,
    *,
    unfolded: bool,
    current: bool,
    label: str | None = None,
    continued: str | None = None,
    marked: bool = False,
    digits: int = 5,
) -> list[StyledText]:
    """A row of exactly `width` cells, its figures aligned at the right.

    Args:
        row: The row.
        width: Cells.
        unfolded: Whether a branch shows its children.
        current: Whether this recording is the one on the screen.
        label: What to call a branch, where its own label is too long for the list.
        continued: What to call it where even that has no room: without what it shares with the row above.
        marked: Whether the list has a column for what became of files.
        digits: Cells of the column that counts recordings.
    """
    columns = Columns(width, marked, digits)
    if isinstance(row.node, Leaf):
        left, right = _recording(row, row.node, columns, current=current)
    elif not unfolded and row.depth > 1 and (leaf := sole_leaf(row.node)):
        left, right = _test_of_one(row, leaf, columns, current=current)
    else:
        right = [*branch_flags(row.node.tally, width), *branch_figures(row, columns)]
        left = _branch(row, unfolded, (label or row.node.label, continued), width - cells_of(right))
    # Cells are counted of what is shown, and a key is known by its whole length.
    left, right = _shown(left), _shown(right)
    room = max(1, width - cells_of(right) - 1)
    line = [*_fitted(left, room), (" ", "text"), *right]
    return line if cells_of(line) == width else _fitted(line, width)


def _recording(row: Row, leaf: Leaf, columns: Columns, *, current: bool) -> tuple[list[StyledText], list[StyledText]]:
    """(name, columns) of a recording."""
    left, flags = _leaf(row, leaf, current, columns.width)
    right = [*flags, *recording_figures(leaf, columns, spare=not flags)]
    is_usual = leaf.entry.outline.kind == USUAL and not leaf.entry.problem
    if is_usual and cells_of([*left, *right]) >= columns.width:
        # How an answer ended tells more than that it is a chat, as nearly all are.
        del left[KIND]
    return left, right


def _test_of_one(row: Row, leaf: Leaf, columns: Columns, *, current: bool) -> tuple[list[StyledText], list[StyledText]]:
    """(name, columns) of a folded test with one recording: the row shows its ending, and enter opens it."""
    figures = [token_count(leaf), (" " * (columns.digits + 1), "text")]
    right = [
        *sole_recording_flags(row, leaf, columns.width),
        *figures,
        *(verdict_mark(leaf) if columns.has_verdicts else []),
    ]
    return _name_of_one(row, current, columns.width - cells_of(right)), right


def _shown(pieces: list[StyledText]) -> list[StyledText]:
    """Pieces bounded, covered and neutralised; one look tells of nearly all that they stay as they are."""
    pieces = [(bounded(text), style) for text, style in pieces]
    joined = "".join(text for text, _ in pieces)
    if sanitize(covered(joined)) == joined:
        return pieces
    return [(sanitize(covered(text)), style) for text, style in pieces]


def _fitted(pieces: list[StyledText], room: int) -> list[StyledText]:
    fitted = []
    for text, style in pieces:
        size = cell_len(text)
        if size > room:
            text = f"{set_cell_size(text, room - 1)}…" if room > 1 and text.strip() else set_cell_size(text, room)
            size = room
        fitted.append((text, style))
        room -= size
    if room:
        fitted.append((" " * room, "text"))
    return fitted


def _branch(row: Row, unfolded: bool, labels: tuple[str, str | None], room: int) -> list[StyledText]:
    indent = "  " * row.depth
    room = max(4, room - len(indent) - 3)
    label, continued = recorded_name(labels[0]), recorded_name(labels[1] or "")
    named = label if len(label) <= room else shorten(continued or label, room)
    named = named or "?"
    return [(f"{indent}{'▾' if unfolded else '▸'} ", "dim"), (named, _name_style(row))]


def _name_of_one(row: Row, current: bool, room: int) -> list[StyledText]:
    """The name of a folded test with one recording, with the sign that marks the current recording."""
    indent = "  " * row.depth
    named = shorten(recorded_name(row.node.label) or "?", max(4, room - len(indent) - 3))
    return [(indent, "text"), ("▶ " if current else "· ", "accent" if current else "faint"), (named, _name_style(row))]


def _name_style(row: Row) -> str:
    return ("bold", "text", "text", "dim")[min(row.depth, 3)]


def _leaf(row: Row, node: Leaf, current: bool, width: int) -> tuple[list[StyledText], list[StyledText]]:
    entry, outline = node.entry, node.entry.outline
    left: list[StyledText] = [(" " * max(0, 2 * row.depth - 1), "text"), (f"{'▶' if current else ' '}", "accent")]
    left.append((f"{row.number:>2} ", "accent" if current else "dim"))
    if entry.problem:
        name = entry.source.path.rpartition("/")[2] or "."
        mark, style = ("· ", "dim") if entry.readability.is_sound else ("✗ ", "error")
        left += [(mark, style), (f"{shorten(recorded_name(name), 16)}  ", "text"), (entry.problem, style)]
        return left, []
    kind = outline.kind
    words, style = ending(node)
    if width < ROOMY and len(kind) < 5:
        # The blanks before an ordinary ending stand where others have a mark.
        left += [(f"{kind:<5}", "text"), (words.lstrip(), style)]
    else:
        gap = " " if len(kind) > 5 and not words.startswith(" ") else ""
        left += [(f"{kind:<6}{gap}", "text"), (words, style)]
    left += [(f"  ! {_ROW_FLAGS[flag]}", "warning") for flag in entry.flags if flag in _ROW_FLAGS]
    return left, stale_mark(entry)
