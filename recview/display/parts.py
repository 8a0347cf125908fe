"""The parts of a one-line bar: words, their style, and what a click on them does."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from recview.named_tuple import NamedTuple


class Part(NamedTuple):
    """A stretch of a bar: its text, the name of its style, and the action of the screen that a click runs."""

    text: str
    style: str = "text"
    action: str = ""


def fitted(parts: Sequence[Part], room: int) -> list[Part]:
    """Parts in so many cells: as they are, else each by its figure or mark alone, else as many of those as fit."""
    if sum(cell_len(part.text) for part in parts) <= room:
        return list(parts)
    kept: list[Part] = []
    for part in parts:
        words = part.text.split()
        # `✗ 32 errors` has its figure behind its mark, `● live 12:30:01` has just a mark.
        count = 2 if len(words) > 1 and not words[0].isalnum() and words[1].replace(",", "").isdigit() else 1
        part = part._replace(text=f"{' '.join(words[:count])} ")
        if room < cell_len(part.text):
            break
        room -= cell_len(part.text)
        kept.append(part)
    return kept
