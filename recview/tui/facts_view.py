"""Usage and finish_reason at the playhead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.display.line_part import shown_cells
from recview.display.lines import Line
from recview.tui.line_view import LineView

if TYPE_CHECKING:
    from recview.display.facts import Fact

LEAST, MOST = 4, 10
"""Rows: an answer with usage and a finish_reason has four, and the box of another is no smaller."""


class FactsView(LineView, can_focus=False):
    """A fact per row: its label dim, its value aligned at the right."""

    has_cursor = False

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._facts: list[Fact] = []

    def show(self, facts: list[Fact]) -> None:
        """Show these facts."""
        if facts != self._facts:
            is_resized = len(facts) != len(self._facts)
            self._facts = facts
            if is_resized:
                self.styles.height = min(max(len(facts), LEAST), MOST) + 2
                self.resized()
            self.refresh()

    def line_count(self) -> int:
        """One line per fact."""
        return len(self._facts)

    def line(self, row: int) -> Line:
        """A fact's line: `input          40`."""
        label, value, style = self._facts[row]
        value = value[: 2 * self.room]  # it may be megabytes long
        gap = max(1, self.room - len(label) - shown_cells(value) - 2)
        text = f" {label}{' ' * gap}{value}"
        return Line(text, "dim", [(len(text) - len(value), len(text), style)])
