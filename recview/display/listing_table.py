"""The list of recordings as a table: aligned in a terminal's width, or as plain fields for a pipe."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from recview.display.mask import covered
from recview.display.sanitize import sanitize
from recview.events import UNUSUAL_FORMS
from recview.humanize import one_line, short, shorten, shorten_test
from recview.library import display_name
from recview.model import Entry, Failure
from recview.named_tuple import NamedTuple

StyledText = tuple[str, str]
"""(text, style)."""

Name = Literal["test", "file", "protocol", "model", "finish", "tokens", "chunks"]


class Column(NamedTuple):
    """A column: its width in cells, and whether it holds figures."""

    name: Name
    width: int
    figures: bool = False


_COLUMNS = (
    Column("test", 30),
    Column("file", 12),
    Column("protocol", 16),
    Column("model", 16),
    Column("finish", 14),
    Column("tokens", 9, figures=True),
    Column("chunks", 6, figures=True),
)

# What a narrow terminal goes without, in this order. The tests take what room is left.
_SPARE: tuple[Name, ...] = ("protocol", "model", "chunks", "tokens", "file")
_GAP = 2


def columns(width: int) -> tuple[Column, ...]:
    """The columns that fit in so many cells."""
    kept = list(_COLUMNS)
    for name in _SPARE:
        if _cells(kept) > width:
            kept = [column for column in kept if column.name != name]
    room = max(4, width - _cells(kept[1:]) - _GAP)
    return (kept[0]._replace(width=room), *kept[1:])


def _cells(kept: Sequence[Column]) -> int:
    return sum(column.width for column in kept) + _GAP * (len(kept) - 1)


def heading(kept: Sequence[Column]) -> list[StyledText]:
    """The names of the columns."""
    return _joined([(column, column.name.upper(), "dim") for column in kept])


def table_row(entry: Entry, kept: Sequence[Column], *, numbered: bool) -> list[StyledText]:
    """The row of a recording; an error or a problem takes the columns from its finish_reason on.

    Args:
        entry: The recording.
        kept: The columns.
        numbered: Whether its file holds several.
    """
    outline = entry.outline
    values: dict[Name, StyledText] = {
        "test": (_test(entry, kept[0].width), "text"),
        "file": (_file(entry, numbered), "dim"),
        "protocol": (entry.protocol, "dim"),
        "model": (shorten(covered(entry.model), 16), "dim"),
        "finish": _finish(entry),
        "tokens": (_tokens(entry), "text"),
        "chunks": (f"{entry.chunks}" if entry.streaming else "", "dim"),
    }
    problem = entry.problem or entry.answer_problem
    trouble = f"✗ {problem}" if problem else error_label(outline.failure) if outline.failure else ""
    if not trouble:
        return _joined([(column, *values[column.name]) for column in kept])
    index = next(index for index, column in enumerate(kept) if column.name == "finish")
    rest = Column("finish", _cells(kept[index:]))
    return _joined([*((column, *values[column.name]) for column in kept[:index]), (rest, trouble, "error")])


def fields(entry: Entry) -> tuple[str, ...]:
    """The fields of a line into a pipe, uncut.

    They are test id, path, index, protocol, model, finish_reason, input tokens, output tokens, chunks, error or
    problem. What would end a field or a line early is a blank.
    """
    outline = entry.outline
    counts = outline.usage
    failure = outline.failure
    error = f"{error_label(failure)[2:]}: {failure.message}" if failure else ""
    values = (
        entry.test_id or "",
        entry.source.path,
        f"{entry.source.number}",
        entry.protocol,
        entry.model,
        outline.finish_form,
        "" if counts is None or counts.input is None else f"{counts.input}",
        "" if counts is None or counts.output is None else f"{counts.output}",
        f"{entry.chunks}",
        entry.problem or entry.answer_problem or error,
    )
    return tuple(map(one_line, values))


def _test(entry: Entry, room: int) -> str:
    return "–" if entry.test_id is None else shorten_test(covered(display_name(entry)), room)


def _file(entry: Entry, numbered: bool) -> str:
    """The start of a file's name, by which `show` finds it; of several recordings in it the number, from 1."""
    name = entry.source.path.rpartition("/")[2]
    number = f"#{entry.source.number + 1}" if numbered else ""
    room = 12 - len(number)
    is_hash = len(name) > 16 and all(sign in "0123456789abcdef" for sign in name[:12])
    return (name[:room] if is_hash or len(name) <= room else f"{name[: room - 1]}…") + number


def _finish(entry: Entry) -> StyledText:
    outline = entry.outline
    # What a card says at a glance tells more than the normal form of the word that ended it.
    word = outline.finish_form
    if word and outline.kind in {"chat", "text"}:
        if outline.finish_form in UNUSUAL_FORMS:
            return word, "warning"
        return word, "tool" if outline.calls or word == "tool_calls" else "text"
    if outline.kind in {"chat", "text"}:
        return "no finish", "warning"
    return f"{outline.kind} {outline.detail}".strip(), "dim"


def _tokens(entry: Entry) -> str:
    counts = entry.outline.usage
    if counts is None or (counts.input, counts.output) == (None, None):
        return ""
    sent, received = ("–" if count is None else short(count) for count in (counts.input, counts.output))
    return f"{sent}→{received}"


def error_label(failure: Failure) -> str:
    """`✗ RateLimitError 429`."""
    status = f" {failure.status}" if failure.status is not None else ""
    return f"✗ {failure.type or failure.code or 'error'}{status}"


def _joined(cells: Sequence[tuple[Column, str, str]]) -> list[StyledText]:
    """The cells of a row, each of its column's width; the last one ends where its text does."""
    from rich.cells import cell_len, set_cell_size  # on use: into a pipe no cells are counted

    line: list[StyledText] = []
    for column, text, style in cells:
        # Cells are counted of what is shown, and a key is known by its whole length.
        shown = sanitize(covered(text))
        if cell_len(shown) > column.width:
            shown = f"{set_cell_size(shown, column.width - 1)}…"
        blanks = " " * (column.width - cell_len(shown))
        line += [(blanks, "text"), (shown, style)] if column.figures else [(shown, style), (blanks, "text")]
        line.append((" " * _GAP, "text"))
    return line[: -1 if cells[-1][0].figures else -2]
