"""The facets: how many recordings of the list have each value of a field; enter writes a value into the query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType

from recview.display.lines import Line
from recview.display.sanitize import sanitize
from recview.humanize import bounded, shorten
from recview.tui.line_view import LineView
from recview.tui.messages import FacetChosen
from recview.tui.styles import set_border_title
from recview.value import Value

if TYPE_CHECKING:
    from recview.query.facets import Facet
    from recview.query.syntax import Query

SHOWN = 8
"""Values of a field that are shown before the rest of them is asked for."""


class FacetRow(Value):
    """A row: the name of a field, one of its values, how many values more it has, or a blank.

    Attributes:
        field: The field's name.
        label: What stands at the left.
        recordings: How many have the value.
        term: The query for the value; empty for other rows.
        is_chosen: Whether the query has it.
    """

    field: str = ""
    label: str = ""
    recordings: int = 0
    term: str = ""
    is_chosen: bool = False

    @property
    def is_choice(self) -> bool:
        """Whether enter does something on it."""
        return bool(self.term) or self.label.startswith("… ")


class FacetsView(LineView):
    """Fields and their values, narrowing as the query does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "go('up')", show=False),
        Binding("down,j", "go('down')", show=False),
        Binding("pageup,ctrl+b", "go('page up')", show=False),
        Binding("pagedown,ctrl+f", "go('page down')", show=False),
        Binding("home,g", "go('first')", show=False),
        Binding("end,G", "go('last')", show=False),
        Binding("enter", "choose", show=False),
    ]

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._rows: list[FacetRow] = []
        self._facets: list[Facet] = []
        self._unfolded: set[str] = set()
        self._parts: Sequence[Query] = ()
        self._counted: tuple[object, int, str] = (None, 0, "")

    def is_of(self, root: object, version: int, text: str) -> bool:
        """Whether these are the facets of a tree, of what is known of it, and of a query."""
        return self._counted[0] is root and self._counted[1:] == (version, text)

    def show(self, facets: list[Facet], parts: Sequence[Query], caption: str, counted: tuple[object, int, str]) -> None:
        """Show the values of fields.

        Args:
            facets: The fields.
            parts: The parts of the query that the list is filtered by.
            caption: How many recordings are counted.
            counted: What they were made of; see `is_of`.
        """
        self._facets, self._parts, self._counted = facets, parts, counted
        set_border_title(self, "Facets", caption)
        self._lay_out()

    def _lay_out(self) -> None:
        kept = self._rows[self.cursor_row] if self.cursor_row < len(self._rows) else FacetRow()
        self._rows = [row for facet in self._facets if facet.values or facet.unread for row in self._rows_of(facet)]
        keys = [(row.field, row.label) for row in self._rows]
        if (kept.field, kept.label) in keys:
            self.cursor_row = keys.index((kept.field, kept.label))
        self.resized()
        self._rest_on_choice(1)

    def _rows_of(self, facet: Facet) -> list[FacetRow]:
        rows = [FacetRow(facet.field, facet.field)]
        from recview.query.parsing import parse  # on use: few open the facets

        most = len(facet.values) if facet.field in self._unfolded else SHOWN
        for value, count in facet.values[:most]:
            term = facet.term(value)
            rows.append(FacetRow(facet.field, value, count, term, parse(term) in self._parts))
        if (rest := len(facet.values) - most) > 0:
            rows.append(FacetRow(facet.field, f"… {rest:,} more"))
        if facet.unread:
            rows.append(FacetRow(facet.field, "not read yet", facet.unread))
        return [*rows, FacetRow(facet.field)]

    def line_count(self) -> int:
        """A line per row."""
        return len(self._rows)

    def line(self, row: int) -> Line:
        """A row: `  tool_calls          189`."""
        facet = self._rows[row]
        if not facet.label or facet.label == facet.field:
            return Line(f" {facet.label}", "title" if facet.label else "text")
        from recview.display.mask import covered  # on use: the screen begins without facets

        count = f"{facet.recordings:,}" if facet.recordings else ""
        room = max(1, self.room - 4 - len(count) - 2)
        label = shorten(sanitize(covered(bounded(facet.label))), room)
        mark = "●" if facet.is_chosen else " "
        text = f" {mark} {label}{' ' * max(1, self.room - 4 - cell_len(label) - len(count))}{count}"
        style = "accent" if facet.is_chosen else "text" if facet.term else "dim"
        return Line(text, style, [(len(text) - len(count), len(text), "dim")] if count else [])

    def action_go(self, where: str) -> None:
        """Move to a value, over the names of fields."""
        super().action_go(where)
        self._rest_on_choice(-1 if where in ("up", "page up", "half a page up", "last") else 1)

    def _rest_on_choice(self, by: int) -> None:
        """Move on from a row on which enter does nothing, to the next one in a direction, else in the other."""
        for direction in (by, -by):
            row = self.cursor_row
            while 0 <= row < len(self._rows):
                if self._rows[row].is_choice:
                    if row != self.cursor_row:
                        self.move_to(row)
                    return
                row += direction

    def action_choose(self) -> None:
        """Write the value into the query, or take it out; or show all values of the field."""
        if self.cursor_row >= len(self._rows):
            return
        row = self._rows[self.cursor_row]
        if row.term:
            self.post_message(FacetChosen(row.term))
        elif row.is_choice:
            self._unfolded.add(row.field)
            self._lay_out()

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked."""
        row = self.row_at(event.y - self.gutter.top)
        if row is not None and self._rows[row].is_choice:
            self.move_to(row)
            self.action_choose()

    def on_resize(self) -> None:
        """Draw at the new width."""
        self.refresh()
