"""The columns of the list: flags, findings, tokens, number of recordings, verdict, and how a recording ended."""

from __future__ import annotations

from typing import TypeAlias

from rich.cells import cell_len, set_cell_size

from recview.display.mask import covered
from recview.display.tree_rows import Row
from recview.events import UNUSUAL_FORMS
from recview.humanize import bounded, short
from recview.library import WRITING, Leaf, Tally
from recview.model import Entry
from recview.value import Value

StyledText: TypeAlias = tuple[str, str]
"""(text, style)."""


class Columns(Value):
    """The columns of a row.

    Attributes:
        width: Cells of a row.
        has_verdicts: Whether there is a column for what became of files.
        digits: Cells of the column that counts recordings.
        mark: What stands in the column of findings.
    """

    width: int
    has_verdicts: bool
    digits: int
    mark: StyledText = ("  ", "text")


def cells_of(pieces: list[StyledText]) -> int:
    """The cells of pieces of a row."""
    return sum(cell_len(text) for text, _ in pieces)


VERDICT_GLYPHS = (
    ("changed", "≠", "warning"),
    ("new", "+", "number"),
    ("gone", "−", "warning"),
    ("noise", "≈", "dim"),
    ("same", "=", "dim"),
)
"""(verdict, mark, style), the most telling first."""

_NAME = 16
"""Cells of a name that a long reason beside it leaves, if it has so many."""

ROOMY = 46
"""Cells from which a row has room for more than names, flags and figures."""

WIDE = 60
"""Cells from which the endings of all rows begin in one column."""

ENDING = 12
"""Cells of that column."""

_FLAGS = 0.36
"""The part of a row that the flags of a branch may take before they are shortened."""

SUMMED = 28
"""Cells from which a branch has room for the sum of the tokens below it."""

TOKENS = 4
"""Cells of the column of tokens: see `recview.humanize.short`."""

VERDICT = 2
"""Cells of the column of verdicts, with the blank before it."""


def recorded_name(recorded: str) -> str:
    """A recorded text, still to be cut to its room: a credential is known by its whole length."""
    return covered(bounded(recorded))


def branch_flags(tally: Tally, width: int) -> list[StyledText]:
    """The verdicts of the recordings below a branch, and the broken, failed and unusual ones, each with its number.

    Where they would leave little of the name, the broken ones are counted with the failed ones.
    """
    verdicts = [(f"{mark}{short(n)} ", style) for name, mark, style in VERDICT_GLYPHS if (n := getattr(tally, name))]
    verdicts = verdicts[: (1 if tally.broken else 2) if width < ROOMY else 4]
    unusual = [(f"!{short(tally.unusual)} ", "warning")] if tally.unusual else []
    broken = [(f"✗{short(tally.broken)} broken ", "error")] if tally.broken else []
    failed = [(f"✗{short(tally.errors)} ", "error")] if tally.errors else []
    flags = [*verdicts, *broken, *failed, *unusual]
    if not broken or cells_of(flags) <= width * _FLAGS:
        return flags
    return [*verdicts, (f"✗{short(tally.broken + tally.errors)} ", "error"), *unusual]


def sole_recording_flags(row: Row, leaf: Leaf, columns: Columns) -> list[StyledText]:
    """The ending of a test's one recording; where there is little room, its mark: the name matters more."""
    text, style = ending(leaf) if not leaf.entry.problem else _unread(leaf)
    if columns.width < ROOMY:
        failure = leaf.entry.outline.failure
        text = text[:1] + (f"{failure.status}" if failure and failure.status else "")
    else:
        text = recorded_name(text)
        if leaf.entry.answer_problem:
            room = columns.width - 2 * row.depth - 3 - min(cell_len(bounded(row.node.label)), _NAME) - 10
            text = text if cell_len(text) <= room else f"{set_cell_size(text, max(1, room - 1)).rstrip()}…"
        text = f"{text:<{ENDING}}" if columns.width >= WIDE else text
    return [(text, style), *(stale_mark(leaf.entry) or [(" ", "text")] * (columns.width >= ROOMY))]


def branch_figures(row: Row, columns: Columns) -> list[StyledText]:
    """The findings, the tokens and the number of the recordings below a branch."""
    tally = row.node.tally
    summed = f"{short(tally.tokens) if tally.tokens else '':>{TOKENS}}" if columns.width >= SUMMED else ""
    count = (f" {tally.present:>{columns.digits},}", "text" if row.depth == 0 else "dim")
    return [columns.mark, (summed, "dim"), count, *([(" " * VERDICT, "text")] if columns.has_verdicts else [])]


def stale_mark(entry: Entry) -> list[StyledText]:
    """The mark of a row whose file is being written, or broken, since the row was made."""
    if not entry.stale or entry.verdict == "gone":
        return []
    return [(" ~", "warning") if entry.stale == WRITING else (" ✗", "error"), (" ", "text")]


def recording_figures(leaf: Leaf, columns: Columns, *, spare: bool = False) -> list[StyledText]:
    """The columns of a recording; with `spare`, without those that are blank, as a long ending may need them."""
    if leaf.entry.problem:
        return []
    tokens = token_count(leaf)
    figures = [columns.mark, tokens, (" " * (columns.digits + 1), "text")]
    if spare and not tokens[0].strip():
        figures = [(columns.mark[0][:-1], columns.mark[1])]
    return [*figures, *(verdict_mark(leaf) if columns.has_verdicts else [])]


def verdict_mark(leaf: Leaf) -> list[StyledText]:
    """The column that shows what became of the file in this session."""
    marks = [(f" {mark}", style) for verdict, mark, style in VERDICT_GLYPHS if verdict == leaf.entry.verdict]
    return marks or [(" " * VERDICT, "text")]


def token_count(leaf: Leaf) -> StyledText:
    """The tokens of the answer; where only they changed in this session, from how many to how many."""
    usage = leaf.entry.outline.usage
    count = leaf.entry.token_change or (short(usage.output) if usage and usage.output is not None else "")
    return f"{count:>{TOKENS}}", "text" if leaf.entry.token_change else "dim"


def _unread(node: Leaf) -> StyledText:
    """The ending of a recording that was not read: broken, unless its file is sound and of another kind."""
    return ("· not read", "dim") if node.entry.readability.is_sound else ("✗ broken", "error")


def ending(leaf: Leaf) -> StyledText:
    """How the answer of a recording ended: its problem, error or finish_reason, else the detail of its kind."""
    outline = leaf.entry.outline
    if problem := leaf.entry.answer_problem:
        return f"✗ {problem.removeprefix('its answer is ')}", "error"
    if failure := outline.failure:
        status = f" {failure.status}" if failure.status else ""
        return f"✗ {failure.type or failure.code or 'error'}{status}", "error"
    if outline.finish_form in UNUSUAL_FORMS:
        return f"! {outline.finish}", "warning"
    if outline.finish and (outline.calls or outline.finish_form == "tool_calls"):
        return f"▲ {outline.finish}", "tool"
    if outline.finish:
        return f"  {outline.finish}", "dim"
    if outline.detail:
        return f"  {outline.detail}", "dim"
    return ("· no finish", "warning") if outline.kind in {"chat", "text"} else ("", "dim")
