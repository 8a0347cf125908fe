"""One row of the tree as text with inks: what matters of a recording, or of all below a branch, at a glance."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

from recview.display.literal import literal
from recview.display.tree_rows import Row
from recview.display.wording import short, shortened, tokens
from recview.library import WRITING, Branch, Leaf, sole_leaf
from recview.model import Entry
from recview.protocols.finishes import UNUSUAL_FINISHES, normal, spelled
from recview.review.flags import EMPTY, OVERWRITTEN

Inked = tuple[str, str]
"""(text, ink)."""

VERDICT_MARKS = (
    ("changed", "≠", "warning"),
    ("new", "+", "number"),
    ("gone", "−", "warning"),
    ("noise", "≈", "dim"),
    ("same", "=", "dim"),
)
"""(verdict, mark, ink), the most telling first."""

_ROW_FLAGS = {EMPTY: "empty", OVERWRITTEN: "overwritten"}
"""Flags that a row spells out; the others show in its ending."""

ROOMY = 46
"""Cells from which a row has room for more than names and counts."""


def tree_line(
    row: Row, width: int, *, unfolded: bool, current: bool, label: str | None = None, marked: bool = False
) -> list[Inked]:
    """A row of exactly `width` cells, its figures aligned at the right.

    Args:
        row: The row.
        width: Cells.
        unfolded: Whether a branch shows its children.
        current: Whether this recording is the one on the screen.
        label: What to call a branch, where its own label is too long for the list.
        marked: Whether the list has a column for what became of files.
    """
    if isinstance(row.node, Leaf):
        left, right = _leaf(row, row.node, current, marked)
    else:
        left, right = _branch(row, row.node, unfolded, current, label, width, marked)
    room = max(1, width - _cells(right) - 1)
    line = [*_fitted(left, room), (" ", "text"), *right]
    return line if _cells(line) == width else _fitted(line, width)


def _fitted(pieces: list[Inked], room: int) -> list[Inked]:
    found = []
    for text, ink in pieces:
        size = cell_len(text)
        if size > room:
            text = f"{set_cell_size(text, room - 1)}…" if room > 1 and text.strip() else set_cell_size(text, room)
            size = room
        found.append((text, ink))
        room -= size
    if room:
        found.append((" " * room, "text"))
    return found


def _name(label: str, width: int) -> str:
    """A name in so many characters that cannot join the mark before it. The name may be megabytes long."""
    return literal(shortened(label, width)).lstrip("\ufe0e\ufe0f\u200d") or "?"


def _clipped(text: str) -> str:
    """As much of a recorded text as a row could show."""
    return literal(text[:LONGEST])


LONGEST = 1_000
"""Characters of one text on a row: more than any screen has."""


def _cells(pieces: list[Inked]) -> int:
    return sum(cell_len(text) for text, _ in pieces)


def _branch(
    row: Row, node: Branch, unfolded: bool, current: bool, label: str | None, width: int, marked: bool
) -> tuple[list[Inked], list[Inked]]:
    tally = node.tally
    right: list[Inked] = []
    indent = "  " * row.depth
    arrow = "▾" if unfolded else "▸"
    ink = ("bold", "text", "text", "dim")[min(row.depth, 3)]
    if not unfolded and row.depth > 1 and (leaf := sole_leaf(node)):
        # A test with one recording is that recording: its ending stands here, and it opens from here.
        text, tone = _ending(leaf) if not leaf.entry.problem else _unread(leaf)
        if width < ROOMY:
            # The name matters more than an ordinary ending.
            failure = leaf.entry.outline.failure
            text = text[:1] + (f"{failure.status}" if failure and failure.status else "")
        right = [(text, tone), *_stale(leaf.entry), _tokens(leaf, 7), *_marks(leaf, marked)]
        named = _name(node.label, max(4, width - len(indent) - 3 - _cells(right)))
        return [
            (indent, "text"),
            ("▶ " if current else "· ", "accent" if current else "faint"),
            (named, ink),
        ], right
    told = [(f"{mark}{short(n)} ", ink) for name, mark, ink in VERDICT_MARKS if (n := getattr(tally, name))]
    narrow = width < ROOMY
    right += told[: (1 if tally.broken else 2) if narrow else 4]
    if tally.broken:
        right.append((f"✗{short(tally.broken)} broken ", "error"))
    if tally.errors:
        right.append((f"✗{short(tally.errors)} ", "error"))
    if tally.unusual:
        right.append((f"!{short(tally.unusual)} ", "warning"))
    if not narrow:
        right.append((f"{tokens(tally.tokens) if tally.tokens else '':>6} ", "dim"))
    right.append((f"{tally.recordings - tally.gone:>5,}", "text" if row.depth == 0 else "dim"))
    room = width - _cells(right) - len(indent) - 3
    named = _name(label or node.label, max(4, room))
    return [(f"{indent}{arrow} ", "dim"), (named, ink)], right


def _leaf(row: Row, node: Leaf, current: bool, marked: bool) -> tuple[list[Inked], list[Inked]]:
    entry, outline = node.entry, node.entry.outline
    left: list[Inked] = [(" " * max(0, 2 * row.depth - 1), "text"), (f"{'▶' if current else ' '}", "accent")]
    left.append((f"{row.number:>2} ", "accent" if current else "dim"))
    if entry.problem:
        name = _clipped(entry.source.path.rpartition("/")[2]) or "."
        mark, tone = ("· ", "dim") if outline.kind == "other" else ("✗ ", "error")
        left += [(mark, tone), (f"{shortened(name, 16)}  ", "text"), (_clipped(entry.problem), tone)]
        return left, []
    left.append((f"{_clipped(outline.kind):<6}", "text"))
    left.append(_ending(node))
    left += [(f"  ! {_ROW_FLAGS[flag]}", "warning") for flag in entry.flags if flag in _ROW_FLAGS]
    return left, [*_stale(entry), _tokens(node), *_marks(node, marked)]


def _stale(entry: Entry) -> list[Inked]:
    """The mark of a row that is older than its file: that is being written, or broken."""
    if not entry.stale or entry.verdict == "gone":
        return []
    return [(" ~", "warning") if entry.stale == WRITING else (" ✗", "error"), (" ", "text")]


def _marks(leaf: Leaf, marked: bool) -> list[Inked]:
    """What became of the file in this session; a blank where nothing did keeps the figures aligned."""
    found = [(f" {mark}", ink) for verdict, mark, ink in VERDICT_MARKS if verdict == leaf.entry.verdict]
    return found or ([("  ", "text")] if marked else [])


def _tokens(leaf: Leaf, width: int = 0) -> Inked:
    """The tokens of the answer; where that is all that moved, from how many to how many."""
    usage = leaf.entry.outline.usage
    said = f"{leaf.entry.moved} t" if leaf.entry.moved else tokens(usage.output) if usage else ""
    return f"{said:>{width}}", "text" if leaf.entry.moved else "dim"


def _unread(node: Leaf) -> Inked:
    """A file that is sound and no recording that can be read is not broken."""
    return ("· not read", "dim") if node.entry.outline.kind == "other" else ("✗ broken", "error")


def _ending(node: Leaf) -> Inked:
    outline = node.entry.outline
    if failure := outline.failure:
        status = f" {failure.status}" if failure.status else ""
        return f"✗ {_clipped(failure.type or 'error')}{status}", "error"
    if outline.finish in UNUSUAL_FINISHES:
        return f"! {_clipped(spelled(outline.finish))}", "warning"
    if outline.finish and (outline.calls or normal(outline.finish) == "tool_calls"):
        return f"▲ {_clipped(spelled(outline.finish))}", "tool"
    if outline.finish:
        return f"  {_clipped(spelled(outline.finish))}", "dim"
    if outline.detail:
        return f"  {_clipped(outline.detail)}", "dim"
    return ("· no finish", "warning") if outline.kind in {"chat", "text"} else ("", "dim")
