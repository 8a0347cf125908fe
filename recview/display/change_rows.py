"""What differs between two trees as rows of a list: each class under its heading, noise as one row a kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeAlias

from rich.cells import cell_len, set_cell_size

from recview.display.lines import Line, Span
from recview.display.mask import covered
from recview.display.sanitize import sanitize
from recview.display.severity_marks import MARKS
from recview.humanize import bounded, one_line, plural, shorten_test
from recview.named_tuple import NamedTuple
from recview.verdicts.decisions import Decision, Decisions
from recview.verdicts.kinds import Class
from recview.verdicts.listed_changes import ListedChange

BY_KIND: frozenset[Class] = frozenset({"usage", "noise"})
"""The classes that are one row a kind, folded at first."""

CLASS_GLYPHS: Mapping[Class, tuple[str, str]] = {
    "unreadable": ("✗", "error"),
    "behaviour": ("≠", "warning"),
    "request": ("?", "warning"),
    "reworded": ("~", "text"),
    "usage": ("#", "dim"),
    "noise": ("≈", "dim"),
    "new": ("+", "number"),
    "gone": ("−", "warning"),
}
"""The mark of each class, and its style."""

_DECIDED = {"accepted": "✓", "skipped": "»"}
_NAME_SHARE = 0.46
_LEAST_NAME, _LEAST_WORDS = 24, 12

RowKey: TypeAlias = tuple[str | None, str | None]
"""What names a row whatever else is listed: the two paths of a change; of a heading its name and None."""


class ChangeRow(NamedTuple):
    """One row.

    Attributes:
        key: What names it.
        heading: The words of a heading; empty for a change.
        changes: What is below the heading, or the one change.
        is_folded: Whether they are not listed.
        has_repeated_name: Whether the row above is a change of the same test.
    """

    key: RowKey
    heading: str
    changes: Sequence[ListedChange]
    is_folded: bool = False
    has_repeated_name: bool = False

    @property
    def change(self) -> ListedChange | None:
        """The change of the row; None for a heading."""
        return None if self.heading else self.changes[0]


class MatchingChanges(NamedTuple):
    """The changes that a query leaves.

    Attributes:
        changes: Those that match.
        problem: What is wrong with the query, or what it asks that is not known here; empty if nothing is.
    """

    changes: Sequence[ListedChange]
    problem: str = ""


def change_rows(changes: Sequence[ListedChange], toggled: frozenset[RowKey]) -> list[ChangeRow]:
    """All rows.

    Args:
        changes: In order; see `listed_in_order`.
        toggled: The headings that are not folded or unfolded as they are at first.
    """
    return [row for name, group in groupby(changes, _heading_of) for row in _group(name, list(group), toggled)]


def _heading_of(change: ListedChange) -> str:
    return change.class_


def _group(name: str, group: list[ListedChange], toggled: frozenset[RowKey]) -> Iterator[ChangeRow]:
    if name not in BY_KIND:
        yield from _heading(name, group, toggled, is_folded=False)
        return
    by_kind: dict[str, list[ListedChange]] = {}
    for change in group:
        by_kind.setdefault(change.kinds[0] if change.kinds else name, []).append(change)
    for kind, of_kind in sorted(by_kind.items(), key=lambda item: -len(item[1])):
        words = kind if kind == name else f"{name}: {kind}"
        yield from _heading(words, of_kind, toggled, is_folded=True)


def _heading(
    words: str, changes: Sequence[ListedChange], toggled: frozenset[RowKey], *, is_folded: bool
) -> Iterator[ChangeRow]:
    key = (words, None)
    is_folded ^= key in toggled
    yield ChangeRow(key, words, changes, is_folded)
    name = ""
    for change in () if is_folded else changes:
        before, name = name, _name(change)
        yield ChangeRow((change.before, change.after), "", (change,), has_repeated_name=name == before)


def _name(change: ListedChange) -> str:
    """The test without its file and class; where none is named the path."""
    head, bracket, parameters = change.test_id.partition("[")
    return f"{head.rpartition('::')[2]}{bracket}{parameters}" or change.path


def row_line(row: ChangeRow, decisions: Decisions, room: int, *, is_restored: bool = False) -> Line:
    """The line of a row.

    Args:
        row: The row.
        decisions: What was decided.
        room: Cells of a line.
        is_restored: Whether the content before is back.
    """
    if row.heading:
        return _heading_line(row, decisions)
    change = row.changes[0]
    return _change_line(row, change, decisions.of(change), room, is_restored=is_restored)


MOST_LINES = 400
"""Lines that are kept: many times as many as a screen has."""


class ChangeLines:
    """The lines of rows, kept: one of the same row, decided in the same way, is not made again."""

    def __init__(self) -> None:
        self._lines: dict[RowKey, tuple[tuple[object, ...], Line]] = {}

    def line(self, row: ChangeRow, decisions: Decisions, room: int, *, is_restored: bool = False) -> Line:
        """The line of a row; see `row_line`."""
        decided = decisions if row.heading else decisions.of(row.changes[0])
        kept = self._lines.get(row.key)
        if kept and kept[0][0] is row and kept[0][1:] == (decided, room, is_restored):
            return kept[1]
        if len(self._lines) >= MOST_LINES:
            self._lines.clear()
        line = row_line(row, decisions, room, is_restored=is_restored)
        self._lines[row.key] = (row, decided, room, is_restored), line
        return line


def _heading_line(row: ChangeRow, decisions: Decisions) -> Line:
    decided = sum(bool(decisions.of(change).word) for change in row.changes)
    glyph, style = CLASS_GLYPHS.get(row.changes[0].class_, ("·", "text"))
    fold = "▸" if row.is_folded else "▾"
    count = f"{len(row.changes):,}"
    text = f" {fold} {glyph} {count} {row.heading}"
    end = len(text)
    state = f"  {'all' if decided == len(row.changes) else f'{decided:,}'} seen" if decided else ""
    is_done = decided == len(row.changes)
    name_style = "dim" if is_done or row.is_folded else "title"
    spans: list[Span] = [(1, 2, "dim"), (3, 4, style), (5, end, name_style), (end, end + len(state), "dim")]
    findings = sum(change.findings.total for change in row.changes)
    has_errors = any(change.findings.severity == "error" for change in row.changes)
    mark, mark_style = MARKS["error" if has_errors else "warning"]
    marked = f"  {mark} {plural(findings, 'new finding')}" if findings else ""
    end += len(state)
    spans.append((end, end + len(marked), mark_style))
    return Line(text + state + marked, "text", spans)


def _change_line(row: ChangeRow, change: ListedChange, decision: Decision, room: int, *, is_restored: bool) -> Line:
    glyph, style = CLASS_GLYPHS.get(change.class_, ("·", "text"))
    state = "↶" if is_restored else _DECIDED.get(decision.word, " ")
    note = "✎" if decision.note else " "
    words = _words(change, decision)
    name_room = max(_LEAST_NAME, int((room - 9) * _NAME_SHARE))
    if room - 9 - name_room < _LEAST_WORDS:
        name_room = room - 9
    # Only once they are covered they are cut: a key is known by its whole length.
    name = _padded_name(sanitize(one_line(covered(bounded(_name(change))))), name_room)
    mark, mark_style = MARKS[change.findings.severity] if change.findings.total else (" ", "text")
    text = f"   {state}{note}{glyph}{mark} {name}"
    spans: list[Span] = [(3, 4, "number"), (4, 5, "accent"), (5, 6, style), (6, 7, mark_style)]
    is_decided = bool(decision.word) or is_restored
    spans.append((8, 8 + len(name), "faint" if is_decided or row.has_repeated_name else "text"))
    behind = room - 10 - name_room
    if behind > 0 and words:
        shown = _cut(words, behind)
        start = len(text) + 1
        text += f" {shown}"
        spans.append((start, len(text), "faint" if is_decided else "dim"))
    return Line(text, "text", spans)


def _words(change: ListedChange, decision: Decision) -> str:
    """What is different, or what the reviewer wrote; of what is new or gone, who served it."""
    differences = ", ".join(change.words) or ", ".join(change.kinds)
    parts = (decision.note, differences or change.provider, change.ambiguity and f"ambiguous: {change.ambiguity}")
    return sanitize(one_line(covered(bounded(" · ".join(filter(None, parts))))))


def _padded_name(name: str, cells: int) -> str:
    """A test's name, shortened in its middle, in just so many cells."""
    width = cells
    while cell_len(shown := shorten_test(name, width)) > cells and width > 1:
        # Characters of two cells each.
        width -= max(1, (cell_len(shown) - cells) // 2)
    return set_cell_size(shown, cells)


def _cut(text: str, cells: int) -> str:
    """A text in at most so many cells."""
    return text if cell_len(text) <= cells else f"{set_cell_size(text, max(0, cells - 1))}…"
