"""What the checks find in the open recording; the finding under the cursor is explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType

from recview.display.finding_rows import finding_rows
from recview.display.lines import Line
from recview.tui.line_view import LineView
from recview.tui.textual_bindings import bindings

if TYPE_CHECKING:
    from recview.findings import Finding, RuleText


class FindingsView(LineView):
    """The findings, one below the other. The cursor goes from one to the next.

    Attributes:
        findings: The findings.
        chosen: The index of the one that the cursor is on.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("findings")

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.findings: Sequence[Finding] = ()
        self.chosen = 0
        self._rules: Mapping[str, RuleText] = {}
        self._rows: list[tuple[Line, int]] = finding_rows((), {}, 0, 0)

    def show(self, findings: Sequence[Finding], rules: Mapping[str, RuleText]) -> None:
        """Show findings; where they are the same as before, the cursor stays."""
        if findings == self.findings:
            return
        self.findings, self._rules, self.chosen = findings, rules, 0
        self._lay_out()

    def _lay_out(self) -> None:
        self._rows = finding_rows(self.findings, self._rules, self.chosen, self.room - 1)
        self.has_cursor = bool(self.findings)
        self.resized()
        self.choose(self.chosen)

    def choose(self, index: int) -> None:
        """Put the cursor on a finding, and explain it as far as there is room."""
        index = max(0, min(index, len(self.findings) - 1))
        if index != self.chosen:
            self.chosen = index
            self._rows = finding_rows(self.findings, self._rules, index, self.room - 1)
            self.resized()
        rows = [row for row, (_, of) in enumerate(self._rows) if of == index]
        self.cursor_row = rows[0]
        self.scroll_row_into_view(rows[-1])
        self.scroll_row_into_view(rows[0])
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Wrap at the new width."""
        self._lay_out()

    def line_count(self) -> int:
        """The rows of all findings."""
        return len(self._rows)

    def line(self, row: int) -> Line:
        """A row of a finding."""
        return self._rows[row][0]

    def action_go(self, where: str) -> None:
        """Go to another finding: the next one, the one before, the first or the last."""
        if where in ("first", "last"):
            self.choose(0 if where == "first" else len(self.findings) - 1)
        else:
            self.choose(self.chosen + (1 if where.endswith("down") else -1))

    def on_click(self, event: events.Click) -> None:
        """Choose the finding."""
        row = self.row_at(event.y - self.gutter.top)
        if row is not None and not self.text_selection:
            self.choose(self._rows[row][1])
