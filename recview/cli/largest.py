"""Lists recordings by a field, the largest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from recview.cli.output import Out, warn
from recview.cli.record_listing import RecordListing, rows
from recview.cli.report import Report
from recview.cli.targets import Target
from recview.humanize import plural
from recview.model import Json
from recview.reading.record_fields import field_of
from recview.reading.record_types import Row

if TYPE_CHECKING:
    from recview.cli.where import Where

Size: TypeAlias = tuple[int, float, str]

MOST = 100_000
"""Rows that are held to be sorted, where there is no limit."""


class Largest:
    """Lists the recordings with the largest values of a field; those that have none are left out."""

    def __init__(
        self,
        out: Out,
        field: str,
        fields: Sequence[str] | None,
        limit: int | None,
        *,
        as_json: bool,
        where: Where | None = None,
    ) -> None:
        """Write nothing yet.

        Args:
            out: Where the lines go.
            field: The name of the field.
            fields: The names of the fields to write; None for the value, the test and the path, or as JSON for all.
            limit: How many recordings to write at most.
            as_json: Whether a line is a JSON object.
            where: Which recordings count; None for all.
        """
        shown = fields or (None if as_json else (field, "test_id", "path", "index"))
        self._listing = RecordListing(out, shown, as_json=as_json)
        self._field = field
        self._limit = limit or MOST
        self._where = where
        self._rows: list[tuple[Size, Row]] = []
        self._left_out = 0

    def lines(self, target: Target, report: Report) -> Iterator[Callable[[], None]]:
        """What takes note of each recording."""
        return (partial(self._add, row) for row in rows(target, report, self._where))

    def _add(self, row: Row) -> None:
        size = size_of(field_of(row, self._field))
        if size is None:
            return
        self._rows.append((size, row))
        if len(self._rows) > 2 * self._limit:
            self._cut()

    def _cut(self) -> None:
        self._rows.sort(key=lambda item: item[0], reverse=True)
        self._left_out += len(self._rows[self._limit :])
        del self._rows[self._limit :]

    def end(self) -> None:
        """Write the largest."""
        self._cut()
        for _, row in self._rows:
            self._listing.write(row)
        if self._left_out:
            warn(f"{plural(self._left_out, 'more recording')}: --limit")


def size_of(value: Json) -> Size | None:
    """What a value is sorted by: numbers before texts, a list by its largest item; None for what is not there."""
    if isinstance(value, list):
        return max((size for size in map(size_of, value) if size), default=None)
    if isinstance(value, str):
        return 0, 0.0, value
    return (1, float(value), "") if isinstance(value, int | float) else None
