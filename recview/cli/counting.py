"""Counts recordings: all of them, or those with the same values of some fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from recview.cli.output import Out, warn
from recview.cli.record_listing import rows
from recview.cli.report import Report
from recview.cli.targets import Target
from recview.humanize import one_line, plural
from recview.model import Json
from recview.reading.record_fields import field_of, field_text
from recview.reading.record_types import Row

if TYPE_CHECKING:
    from recview.cli.ls import Listing
    from recview.cli.where import Where


class Count:
    """The number of recordings that a listing would list."""

    def __init__(self, out: Out, listing: Listing) -> None:
        self._out = out
        self._listing = listing
        self._count = 0

    def lines(self, target: Target, report: Report) -> Iterator[Callable[[], None]]:
        """What counts each recording."""
        return (self._add for _ in self._listing.lines(target, report))

    def _add(self) -> None:
        self._count += 1

    def end(self) -> None:
        """Write the number."""
        self._out.write_line(str(self._count))


class CountsByFields:
    """How many recordings have each combination of values, the most frequent first."""

    def __init__(
        self, out: Out, fields: Sequence[str], limit: int | None, *, as_json: bool, where: Where | None = None
    ) -> None:
        """Count nothing yet.

        Args:
            out: Where the lines go.
            fields: The names of the fields.
            limit: How many lines to write at most.
            as_json: Whether a line is a JSON object with the fields and `count`, else both with tabs between.
            where: Which recordings are counted; None for all.
        """
        self._out = out
        self._where = where
        self._fields = fields
        self._limit = limit
        self._as_json = as_json
        self._values: dict[tuple[str, ...], tuple[Json, ...]] = {}
        self._counts: Counter[tuple[str, ...]] = Counter()

    def lines(self, target: Target, report: Report) -> Iterator[Callable[[], None]]:
        """What counts each recording."""
        return (partial(self._add, row) for row in rows(target, report, self._where))

    def _add(self, row: Row) -> None:
        values = tuple([field_of(row, name) for name in self._fields])
        texts = tuple(map(one_line, map(field_text, values)))
        self._values.setdefault(texts, values)
        self._counts[texts] += 1

    def end(self) -> None:
        """Write the counts."""
        ordered = sorted(self._counts.items(), key=lambda item: (-item[1], item[0]))
        for texts, count in ordered[: self._limit]:
            if self._as_json:
                self._out.write_json(dict(zip(self._fields, self._values[texts], strict=True)) | {"count": count})
            else:
                self._out.write_line("\t".join((str(count), *texts)))
        if self._limit and len(ordered) > self._limit:
            warn(f"{plural(len(ordered) - self._limit, 'more combination')} of values: --limit")
