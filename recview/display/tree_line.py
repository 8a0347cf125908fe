"""One row of the tree as text with styles: a recording, or the sums of all below a branch.

Every row has the same columns: name, flags, findings, tokens, number of recordings, verdict.
"""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

from recview.display.call_words import Quote
from recview.display.finding_marks import finding_mark
from recview.display.mask import covered
from recview.display.recording_line import indented, name_style, recording_row, sole_recording_row
from recview.display.sanitize import sanitize
from recview.display.tree_columns import Columns, StyledText, branch_figures, branch_flags, cells_of, recorded_name
from recview.display.tree_rows import Row
from recview.humanize import bounded, shorten
from recview.library import Leaf, sole_leaf
from recview.library.finding_table import NO_FINDINGS, FindingCount


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
    quote: Quote | None = None,
    is_keen: bool = False,
    findings: FindingCount = NO_FINDINGS,
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
        quote: The words to show where a recording's row has room for them.
        is_keen: Whether the words matter more than how the answer ended.
        findings: How many recordings of the row have findings.
    """
    columns = Columns(width, marked, digits, finding_mark(findings, width, counted=row.node.tally.recordings > 1))
    if isinstance(row.node, Leaf):
        left, right = recording_row(row, row.node, columns, quote, current=current, is_keen=is_keen)
    elif not unfolded and row.depth > 1 and (leaf := sole_leaf(row.node)):
        left, right = sole_recording_row(row, leaf, columns, quote, current=current)
    else:
        right = [*branch_flags(row.node.tally, width), *branch_figures(row, columns)]
        left = _branch(row, unfolded, (label or row.node.label, continued), width - cells_of(right))
    left, right = _shown(left), _shown(right)
    line = [*_fitted(left, max(1, width - cells_of(right) - 1)), (" ", "text"), *right]
    return line if cells_of(line) == width else _fitted(line, width)


def _shown(pieces: list[StyledText]) -> list[StyledText]:
    """Pieces bounded, covered and neutralised: cells are counted of what is shown, a key is known by its whole length.

    One look tells of nearly all that they stay as they are.
    """
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
    indent = indented(row)
    room = max(4, room - len(indent) - 3)
    label, continued = recorded_name(labels[0]), recorded_name(labels[1] or "")
    named = label if len(label) <= room else shorten(continued or label, room)
    named = named or "?"
    return [(f"{indent}{'▾' if unfolded else '▸'} ", "dim"), (named, name_style(row))]
