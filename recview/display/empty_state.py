"""The lines of a pane that has nothing to show: a few words in its middle."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from recview.display.lines import Line
from recview.display.sanitize import sanitize
from recview.display.wrap import rows


def centred(paragraphs: Sequence[str], width: int, height: int) -> list[Line]:
    """The lines of a pane that shows some words in its middle, the first of them as a heading.

    Args:
        paragraphs: The words; each is wrapped, and an empty one is a blank line.
        width: Cells of the pane.
        height: Its rows; more lines than that begin at its top.
    """
    lines: list[Line] = []
    for number, text in enumerate(paragraphs):
        shown = sanitize(text)
        laid = rows(shown, max(8, width - 2))
        for start, end in zip(laid.starts, laid.ends, strict=True):
            piece = shown[start:end].strip()
            indent = max(0, (width - cell_len(piece)) // 2)
            lines.append(Line(f"{' ' * indent}{piece}", "dim" if number else "text"))
    return [Line("")] * max(0, (height - len(lines)) // 2) + lines
