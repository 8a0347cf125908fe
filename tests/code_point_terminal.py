"""A terminal that counts cells by code point, as many do, with a table of its own for what terminals disagree on."""

from __future__ import annotations

import re
from collections.abc import Callable

from rich.cells import get_character_cell_size

_PART = re.compile(
    r"\x1b\[(?P<row>\d+);(?P<column>\d+)H|\x1b\[(?P<to>\d+)G|\x1b\[[0-?]*[ -/]*[@-~]|(?P<text>.)", re.DOTALL
)


def narrow_emoji(character: str) -> int:
    """tmux 3.3a and xterm 379, nearly: a skin tone stands alone, U+FE0F and joiners change nothing."""
    return 2 if "\U0001f3fb" <= character <= "\U0001f3ff" else get_character_cell_size(character)


def wide_emoji(character: str) -> int:
    """A terminal that draws every emoji, also those that are narrow without U+FE0F, in two cells."""
    return 2 if "\u2600" <= character <= "\u27bf" else narrow_emoji(character)


class CodePointTerminal:
    """A grid of characters; the second cell of a wide one is empty, and goes when the first is overwritten."""

    def __init__(self, width: int, height: int, cells: Callable[[str], int]) -> None:
        self.grid = [[" "] * width for _ in range(height)]
        self._cells = cells
        self._row = self._column = 0

    def feed(self, frame: str) -> None:
        """Obey cursor addresses and draw text; the cursor stops at the right edge."""
        for part in _PART.finditer(frame):
            if part["row"]:
                self._row, self._column = int(part["row"]) - 1, int(part["column"]) - 1
            elif part["to"]:
                self._column = int(part["to"]) - 1
            elif part["text"] == "\n":
                self._row = min(self._row + 1, len(self.grid) - 1)
            elif part["text"]:
                self._draw(part["text"])

    def _draw(self, character: str) -> None:
        size, row = self._cells(character), self.grid[self._row]
        if not size:
            return
        for at in range(self._column, min(self._column + size, len(row))):
            if row[at] == "" and at:
                row[at - 1] = " "
            if at + 1 < len(row) and row[at + 1] == "":
                row[at + 1] = " "
            row[at] = ""
        if self._column < len(row):
            row[self._column] = character
        self._column = min(self._column + size, len(row) - 1)

    def column(self, at: int) -> str:
        """What stands in a column, from the top down."""
        return "".join(row[at] or "_" for row in self.grid)
