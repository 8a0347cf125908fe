"""Usage and finish_reason at the playhead."""

from __future__ import annotations

from rich.cells import cell_len

from recview.display.facts import Fact
from recview.display.sanitize import sanitize
from recview.tui.line_view import Line, LineView

LEAST, MOST = 4, 10
"""Rows: an answer with usage and a finish_reason has four, and the box of another is no smaller."""


class FactsView(LineView, can_focus=False):
    """A label and a value a row; the label dim, the value aligned."""

    has_cursor = False

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._facts: list[Fact] = []

    def show(self, facts: list[Fact]) -> None:
        """Show other facts."""
        if facts != self._facts:
            resized = len(facts) != len(self._facts)
            self._facts = facts
            if resized:
                self.styles.height = min(max(len(facts), LEAST), MOST) + 2
                self.resized()
            self.refresh()

    def line_count(self) -> int:
        """One a fact."""
        return len(self._facts)

    def line(self, row: int) -> Line:
        """`input          40`."""
        label, value, style = self._facts[row]
        value = sanitize(value[: 2 * self.room])  # it may be megabytes long
        room = max(1, self.room - cell_len(label) - cell_len(value) - 2)
        text = f" {label}{' ' * room}{value}"
        return Line(text, "dim", [(len(text) - len(value), len(text), style)])
