"""One row of the tree as text with inks: what matters of a recording, or of all below a branch, at a glance.

Every row has the same columns: name, flags, tokens, number of recordings, verdict.
"""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

from recview.display.mask import covered
from recview.display.sanitize import sanitize
from recview.display.tree_rows import Row
from recview.humanize import bounded, short, shorten
from recview.library import WRITING, Leaf, Tally, sole_leaf
from recview.model import Entry
from recview.protocols.finishes import UNUSUAL_FINISHES, normal, spelled
from recview.review.flags import EMPTY, OVERWRITTEN

StyledText = tuple[str, str]
"""(text, ink)."""

VERDICT_GLYPHS = (
    ("changed", "≠", "warning"),
    ("new", "+", "number"),
    ("gone", "−", "warning"),
    ("noise", "≈", "dim"),
    ("same", "=", "dim"),
)
"""(verdict, mark, ink), the most telling first."""

_ROW_FLAGS = {EMPTY: "empty", OVERWRITTEN: "overwritten"}
"""Flags that a row spells out; the others show in its ending."""

_NAME = 16
"""Cells of a name that a long reason beside it leaves, if it has so many."""

ROOMY = 46
"""Cells from which a row has room for more than names, flags and figures."""

SUMMED = 28
"""Cells from which a branch has room for the tokens of what is below it."""

TOKENS = 4
"""Cells of the column of tokens: see `recview.humanize.short`."""

USUAL = "chat"
"""The kind of call that nearly all are."""

KIND = 3
"""Which piece of a recording's row is its kind."""

VERDICT = 2
"""Cells of the column of verdicts, with the blank before it."""


def tree_line(
    row: Row,
    width: int,
    *,
    unfolded: bool,
    current: bool,
    label: str | None = None,
    brief: str | None = None,
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
        brief: What to call it where even that has no room: without what the row above has said.
        marked: Whether the list has a column for what became of files.
        digits: Cells of the column that counts recordings.
    """
    if isinstance(row.node, Leaf):
        left, flags = _leaf(row, row.node, current, width)
        figures = _figures(row.node, digits, marked, spare=not flags)
        is_usual = row.node.entry.outline.kind == USUAL and not row.node.entry.problem
        if is_usual and _cells([*left, *flags, *figures]) >= width:
            # How an answer ended tells more than that it is a chat, as nearly all are.
            del left[KIND]
    elif not unfolded and row.depth > 1 and (leaf := sole_leaf(row.node)):
        # A test with one recording is that recording: its ending stands here, and it opens from here.
        flags = _flags_of_one(row, leaf, width)
        figures = [_tokens(leaf), (" " * (digits + 1), "text"), *(_verdict(leaf) if marked else [])]
        left = _name_of_one(row, current, width - _cells(flags) - _cells(figures))
    else:
        flags = _flags(row.node.tally, width)
        figures = _sums(row, width, digits, marked)
        left = _branch(row, unfolded, (label or row.node.label, brief), width - _cells(flags) - _cells(figures))
    # Cells are counted of what is shown, and a key is known by its whole length.
    left, right = _shown(left), _shown([*flags, *figures])
    room = max(1, width - _cells(right) - 1)
    line = [*_fitted(left, room), (" ", "text"), *right]
    return line if _cells(line) == width else _fitted(line, width)


def _shown(pieces: list[StyledText]) -> list[StyledText]:
    """What is drawn of pieces, which may be megabytes long. One look tells that nearly all are drawn as they are."""
    pieces = [(bounded(text), style) for text, style in pieces]
    joined = "".join(text for text, _ in pieces)
    if sanitize(covered(joined)) == joined:
        return pieces
    return [(sanitize(covered(text)), style) for text, style in pieces]


def _name(recorded: str) -> str:
    """A recorded text, still to be cut to its room: a credential is known by its whole length."""
    return covered(bounded(recorded))


def _fitted(pieces: list[StyledText], room: int) -> list[StyledText]:
    found = []
    for text, style in pieces:
        size = cell_len(text)
        if size > room:
            text = f"{set_cell_size(text, room - 1)}…" if room > 1 and text.strip() else set_cell_size(text, room)
            size = room
        found.append((text, style))
        room -= size
    if room:
        found.append((" " * room, "text"))
    return found


def _cells(pieces: list[StyledText]) -> int:
    return sum(cell_len(text) for text, _ in pieces)


def _branch(row: Row, unfolded: bool, labels: tuple[str, str | None], room: int) -> list[StyledText]:
    indent = "  " * row.depth
    room = max(4, room - len(indent) - 3)
    label, brief = _name(labels[0]), _name(labels[1] or "")
    named = label if len(label) <= room else shorten(brief or label, room)
    named = named or "?"
    return [(f"{indent}{'▾' if unfolded else '▸'} ", "dim"), (named, _ink(row))]


def _name_of_one(row: Row, current: bool, room: int) -> list[StyledText]:
    """The name of a test that stands for its one recording."""
    indent = "  " * row.depth
    named = shorten(_name(row.node.label) or "?", max(4, room - len(indent) - 3))
    return [(indent, "text"), ("▶ " if current else "· ", "accent" if current else "faint"), (named, _ink(row))]


def _ink(row: Row) -> str:
    return ("bold", "text", "text", "dim")[min(row.depth, 3)]


def _flags(tally: Tally, width: int) -> list[StyledText]:
    """What became of the recordings below a branch, and what is to be looked at, each with its number."""
    verdicts = [(f"{mark}{short(n)} ", style) for name, mark, style in VERDICT_GLYPHS if (n := getattr(tally, name))]
    flags = verdicts[: (1 if tally.broken else 2) if width < ROOMY else 4]
    if tally.broken:
        flags.append((f"✗{short(tally.broken)} broken ", "error"))
    if tally.errors:
        flags.append((f"✗{short(tally.errors)} ", "error"))
    if tally.unusual:
        flags.append((f"!{short(tally.unusual)} ", "warning"))
    return flags


def _flags_of_one(row: Row, leaf: Leaf, width: int) -> list[StyledText]:
    """The ending of a test's one recording; where there is little room, its mark: the name matters more."""
    text, style = _ending(leaf) if not leaf.entry.problem else _unread(leaf)
    if width < ROOMY:
        failure = leaf.entry.outline.failure
        text = text[:1] + (f"{failure.status}" if failure and failure.status else "")
    elif leaf.entry.answer_problem:
        text = _name(text)
        room = width - 2 * row.depth - 3 - min(cell_len(bounded(row.node.label)), _NAME) - 10
        text = text if cell_len(text) <= room else f"{set_cell_size(text, max(1, room - 1)).rstrip()}…"
    return [(text, style), *(_stale(leaf.entry) or [(" ", "text")])]


def _sums(row: Row, width: int, digits: int, marked: bool) -> list[StyledText]:
    """The tokens and the number of the recordings below a branch."""
    tally = row.node.tally
    summed = f"{short(tally.tokens) if tally.tokens else '':>{TOKENS}}" if width >= SUMMED else ""
    count = (f" {tally.present:>{digits},}", "text" if row.depth == 0 else "dim")
    return [(summed, "dim"), count, *([(" " * VERDICT, "text")] if marked else [])]


def _leaf(row: Row, node: Leaf, current: bool, width: int) -> tuple[list[StyledText], list[StyledText]]:
    entry, outline = node.entry, node.entry.outline
    left: list[StyledText] = [(" " * max(0, 2 * row.depth - 1), "text"), (f"{'▶' if current else ' '}", "accent")]
    left.append((f"{row.number:>2} ", "accent" if current else "dim"))
    if entry.problem:
        name = entry.source.path.rpartition("/")[2] or "."
        mark, tone = ("· ", "dim") if entry.readability.is_sound else ("✗ ", "error")
        left += [(mark, tone), (f"{shorten(_name(name), 16)}  ", "text"), (entry.problem, tone)]
        return left, []
    kind = outline.kind
    ending, style = _ending(node)
    if width < ROOMY and len(kind) < 5:
        # The blanks before an ordinary ending stand where others have a mark.
        left += [(f"{kind:<5}", "text"), (ending.lstrip(), style)]
    else:
        gap = " " if len(kind) > 5 and not ending.startswith(" ") else ""
        left += [(f"{kind:<6}{gap}", "text"), (ending, style)]
    left += [(f"  ! {_ROW_FLAGS[flag]}", "warning") for flag in entry.flags if flag in _ROW_FLAGS]
    return left, _stale(entry)


def _stale(entry: Entry) -> list[StyledText]:
    """The mark of a row that is older than its file: that is being written, or broken."""
    if not entry.stale or entry.verdict == "gone":
        return []
    return [(" ~", "warning") if entry.stale == WRITING else (" ✗", "error"), (" ", "text")]


def _figures(leaf: Leaf, digits: int, marked: bool, spare: bool) -> list[StyledText]:
    """The columns of a recording; with `spare`, what would be blank is left to a long ending."""
    if leaf.entry.problem:
        return []
    tokens = _tokens(leaf)
    figures = [tokens, (" " * (digits + 1), "text")] if tokens[0].strip() or not spare else []
    return [*figures, *(_verdict(leaf) if marked else [])]


def _verdict(leaf: Leaf) -> list[StyledText]:
    """What became of the file in this session."""
    marks = [(f" {mark}", style) for verdict, mark, style in VERDICT_GLYPHS if verdict == leaf.entry.verdict]
    return marks or [(" " * VERDICT, "text")]


def _tokens(leaf: Leaf) -> StyledText:
    """The tokens of the answer; where that is all that moved, from how many to how many."""
    usage = leaf.entry.outline.usage
    count = leaf.entry.token_change or (short(usage.output) if usage and usage.output is not None else "")
    return f"{count:>{TOKENS}}", "text" if leaf.entry.token_change else "dim"


def _unread(node: Leaf) -> StyledText:
    """A file that is sound and no recording that can be read is not broken."""
    return ("· not read", "dim") if node.entry.readability.is_sound else ("✗ broken", "error")


def _ending(node: Leaf) -> StyledText:
    outline = node.entry.outline
    if problem := node.entry.answer_problem:
        return f"✗ {problem.removeprefix('its answer is ')}", "error"
    if failure := outline.failure:
        status = f" {failure.status}" if failure.status else ""
        return f"✗ {failure.type or failure.code or 'error'}{status}", "error"
    if outline.finish in UNUSUAL_FINISHES:
        return f"! {spelled(outline.finish)}", "warning"
    if outline.finish and (outline.calls or normal(outline.finish) == "tool_calls"):
        return f"▲ {spelled(outline.finish)}", "tool"
    if outline.finish:
        return f"  {spelled(outline.finish)}", "dim"
    if outline.detail:
        return f"  {outline.detail}", "dim"
    return ("· no finish", "warning") if outline.kind in {"chat", "text"} else ("", "dim")
