"""What the bars and borders of a review say."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from recview.display.change_rows import CLASS_GLYPHS
from recview.display.mask import covered
from recview.display.parts import Part, fitted
from recview.display.progress import progress_parts
from recview.display.severity_marks import MARKS
from recview.humanize import bounded, one_line, plural, shorten
from recview.named_tuple import NamedTuple
from recview.verdicts.listed_changes import ListedChange, findings_words

_FINDINGS_CELLS = 70
"""Cells of what is said of new findings."""

LEAST_LABELS = 12
"""Cells from which the names of the two sides are worth showing."""


class Work(NamedTuple):
    """How far comparing has come.

    Attributes:
        done, total: How many pairs of files were compared, and of how many; a total of 0 is not known yet.
        is_complete: Whether all is compared.
        has_reader: Whether there is a reader that compares.
    """

    done: int
    total: int
    is_complete: bool
    has_reader: bool = True


def top_line(labels: tuple[str, str], seen: str, work: Work, width: int) -> tuple[list[Part], list[Part]]:
    """The parts at the left and at the right of the top line.

    Args:
        labels: What the two sides are called.
        seen: How much was seen.
        work: How far comparing has come.
        width: Columns of the screen.
    """
    right = [Part(f"{seen}  ", "text")]
    if not work.has_reader:
        right.append(Part("✗ nothing is read any more  ", "error"))
    elif not work.is_complete:
        right += progress_parts("comparing", work.done, work.total, width)
    name = Part(" recview review ", "accent")
    right = right if work.total and not work.is_complete else fitted(right, width - len(name.text) - 1)
    left = [name]
    if (room := width - len(name.text) - sum(cell_len(part.text) for part in right) - 3) >= LEAST_LABELS:
        left.append(Part(f" {_names(labels, room)}", "dim"))
    return left, right


def _names(labels: tuple[str, str], room: int) -> str:
    """What the two sides are called, without the folder that both are in."""
    before, after = labels
    alike = next((index for index, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), 0)
    shared = before.rfind("/", 0, alike) + 1
    arrow = " → "
    rest = f"{before[shared:]}{arrow}{after[shared:]}"
    if len(before) + len(after) + len(arrow) <= room or not shared:
        rest = f"{before}{arrow}{after}"
    return shorten(rest, room)


class ShownChange(NamedTuple):
    """The change that is shown.

    Attributes:
        change: The change.
        differences: All its differences in a few words each.
        difference: The number of the difference that was gone to, and how many there are.
        exchange: The number of the exchange of its file, and how many there are.
        stale: That a file holds something else than when it was compared, as a clause; empty if none does.
    """

    change: ListedChange
    differences: Sequence[str]
    difference: tuple[int, int]
    exchange: tuple[int, int] = (1, 1)
    stale: str = ""


def change_line(shown: ShownChange) -> tuple[list[Part], list[Part]]:
    """The parts of the line above the two sides: what is different, and which difference is shown."""
    change = shown.change
    glyph, style = CLASS_GLYPHS.get(change.class_, ("·", "text"))
    words = one_line(covered(bounded(", ".join(shown.differences or change.words or change.kinds))))
    left = [Part(f" {glyph} ", style), Part(f"{change.class_}  ", "text")]
    if shown.stale:
        left.append(Part(f"{shown.stale}  ", "warning"))
    if findings := findings_words(change.findings):
        mark, style = MARKS[change.findings.severity]
        left.append(Part(f"{mark} {shorten(one_line(covered(findings)), _FINDINGS_CELLS)}  ", style))
    left.append(Part(words, "dim"))
    counts = [f"{name} {number:,} of {count:,}" for name, (number, count) in _counted(shown) if count > 1]
    return left, [Part(f"  {' · '.join(counts)} ", "dim")] if counts else []


def _counted(shown: ShownChange) -> Sequence[tuple[str, tuple[int, int]]]:
    return (("call", shown.exchange), ("difference", shown.difference))


def side_title(name: str, label: str, width: int, *, is_there: bool) -> str:
    """The title of a side, in a pane of `width` columns.

    Args:
        name: Which side.
        label: What the tree is called.
        width: Columns of the pane.
        is_there: Whether the side has the recording.
    """
    if not is_there:
        return f"{name}: not there"
    return f"{name} · {shorten(label, max(8, width - len(name) - 9))}"


def paths_words(change: ListedChange | None, width: int) -> str:
    """The path of a change, of two paths both, in so many columns; empty if there is no change."""
    if change is None:
        return ""
    is_moved = change.before and change.after and change.before != change.after
    words = f"{change.before} → {change.after}" if is_moved else change.path
    return shorten(one_line(covered(bounded(words))), max(8, width))


def filter_words(query: str, kept: str) -> str:
    """What the border of a list says that is filtered by a query, and how much that leaves; empty if it is not."""
    return f"/ {shorten(one_line(query), 40)} · {kept}" if query else ""


def empty_words(labels: tuple[str, str], work: Work, identical: int, problems: Sequence[str]) -> list[str]:
    """The lines of a list without changes.

    Args:
        labels: What the two sides are called.
        work: How far comparing has come.
        identical: How many files are the same.
        problems: What is wrong with a side as a whole.
    """
    if not work.is_complete:
        return ["", "Comparing …"]
    same = f"{plural(identical, 'file')} identical" if identical else "There is no recording on either side."
    return ["", "Nothing to review", "", f"{labels[0]} → {labels[1]}", same, *problems, "", "q leaves"]
