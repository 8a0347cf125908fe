"""The text of the help: what the marks mean, the keys of the focused pane, those that move, and all others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from recview.display.wrap import rows
from recview.named_tuple import NamedTuple
from recview.tui.commands import GROUPS, SCREENS, Command, Where, commands, is_move, moves
from recview.tui.keymap import Keymap
from recview.tui.line_view import Line, Span

LEGEND = (
    ("▲  ■", "tool call, finish: on rows, in the conversation, on the bar"),
    ("!  ✗", "ending worth a look (length …), error or broken file"),
    ("·  ~", "no finish_reason; file that is being written"),
    ("◆  ◇", "the checks find an error, a warning: the findings say which"),
    ("≠  ≈", "changed, just noise since recview began"),
    ("+ − =", "new, gone, rewritten as it was"),
    ("▶", "recording on the screen"),
    ("▾ ▸ ·", "unfolded, folded, test with one recording"),
    ("1.2k  7", "output tokens, number of recordings"),
    ("▁▄█", "the answer: a cell a group of chunks, as high as their text"),
    ("▎  ▏", "at the left of text: the answer, reasoning"),
    ("▌", "playhead: up to here it was played"),
)
"""(marks, what they mean)."""

REVIEW_LEGEND = (
    ("✗", "a file that cannot be read"),
    ("≠", "behaviour: code that made the call would do otherwise"),
    ("?", "request: the question was another"),
    ("~", "reworded: said otherwise, same conduct"),
    ("#  ≈", "usage: counts of tokens; noise: ids, times, boundaries"),
    ("+  −", "new, gone; at the left of text, only on that side"),
    ("◆  ◇", "after, the checks find an error, a warning that was not there before"),
    ("✓  »", "accepted, skipped"),
    ("✎  ↶", "has a note; restored"),
)
"""The same of a review."""

TWO_COLUMNS = 100
"""Cells from which there is room for two columns."""

KEYS = 9
"""Cells of the column of keys."""

_GAP = 3


class Part(NamedTuple):
    """A titled part of the help: rows of keys or marks, and what they are.

    Attributes:
        title: Its title.
        rows: (keys or marks, what they are).
        keys_cells: Cells of the column of keys.
    """

    title: str
    rows: Sequence[tuple[str, str]]
    keys_cells: int = KEYS


_TABLE = Keymap()


def help_parts(where: Where, keymap: Keymap = _TABLE, screen: Where = "app") -> list[Part]:
    """All parts, in the order in which they are wanted while a view has the focus.

    Args:
        where: The view.
        keymap: The user's keys.
        screen: The screen that it is on; see `SCREENS`.
    """
    others: list[Where] = [group for group in SCREENS[screen] if group != where]
    return [
        Part("Marks", LEGEND if screen == "app" else REVIEW_LEGEND),
        *([] if where == screen else [_keys_of(where, keymap)]),
        Part("Moving, in every pane", _rows(moves(), keymap)),
        _keys_of(screen, keymap),
        *(_keys_of(group, keymap) for group in others),
    ]


def _keys_of(where: Where, keymap: Keymap) -> Part:
    return Part(GROUPS[where], _rows((command for command in commands(where) if not is_move(command)), keymap))


def _rows(rows: Iterable[Command], keymap: Keymap) -> list[tuple[str, str]]:
    """The keys and what they do, of those that have a row."""
    return [(keymap.of(command).shown, command.does) for command in rows if command.shown]


def matching(parts: Iterable[Part], text: str) -> list[Part]:
    """The rows in which every word of a text occurs, in their key, in what it does or in their part's title."""
    words = text.lower().split()
    matches = []
    for part in parts:
        kept = [row for row in part.rows if all(word in f"{part.title} {' '.join(row)}".lower() for word in words)]
        if kept:
            matches.append(part._replace(rows=kept))
    return matches


def help_lines(parts: Sequence[Part], width: int, right: str = GROUPS["app"]) -> list[Line]:
    """The parts as lines, in two columns where there is room.

    Args:
        parts: The parts.
        width: Cells.
        right: The title of the first part of the right column.
    """
    if width < TWO_COLUMNS:
        return [line for part in parts for line in _lines(part, width - 2)]
    room = (width - _GAP) // 2
    first_right = next((at for at, part in enumerate(parts) if part.title == right), len(parts))
    left = [line for part in parts[:first_right] for line in _lines(part, room)]
    beside: list[Line] = []
    for part in parts[first_right:]:
        shorter = beside if len(beside) <= len(left) else left
        shorter += _lines(part, room)
    count = max(len(left), len(beside))
    pairs = zip(_filled(left, count), _filled(beside, count), strict=True)
    return [_beside(*pair, room + _GAP) for pair in pairs]


def _filled(lines: list[Line], count: int) -> list[Line]:
    return lines + [Line("")] * (count - len(lines))


def _beside(left: Line, right: Line, at: int) -> Line:
    if not right.text:
        return left
    spans: list[Span] = [*left.spans, *((start + at, end + at, style) for start, end, style in right.spans)]
    return Line(f"{left.text:<{at}}{right.text}", "text", spans)


def _lines(part: Part, width: int) -> list[Line]:
    lines = [Line(f"  {part.title}", "text", [(2, 2 + len(part.title), "title")])]
    for keys, does in part.rows:
        cells = part.keys_cells
        laid = rows(does, max(12, width - cells - 4))
        for number, (start, end) in enumerate(zip(laid.starts, laid.ends, strict=True)):
            shown = keys if number == 0 else ""
            column = f"{shown:>{cells}}" if cells == KEYS else f"{shown:<{cells}}"
            lines.append(Line(f"  {column}  {does[start:end]}", "text", [(2, 2 + cells, "key")]))
    return [*lines, Line("")]
