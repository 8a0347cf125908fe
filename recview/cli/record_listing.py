"""Lists recordings by their records: as JSON, or as some fields of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from recview.cli.output import Out
from recview.cli.reading_targets import read_target
from recview.cli.report import Report
from recview.cli.targets import Target
from recview.humanize import one_line
from recview.reading.record_fields import field_of, field_text
from recview.reading.record_types import Row
from recview.reading.recordings import measure_recordings
from recview.reading.records import record, unread_record

if TYPE_CHECKING:
    from recview.cli.where import Where


def rows(target: Target, report: Report, where: Where | None = None) -> Iterator[Row]:
    """The record of each recording of a target in the order of their paths, as soon as it is read."""
    for path, _, recordings, problem in read_target(target, report, measure_recordings, where):
        if problem:
            yield unread_record(path, problem)
        yield from map(record, recordings)


class RecordListing:
    """Lists recordings in the order of their paths."""

    def __init__(self, out: Out, fields: Sequence[str] | None, *, as_json: bool, where: Where | None = None) -> None:
        """Write nothing yet.

        Args:
            out: Where the lines go.
            fields: The names of the fields to write; None for all.
            as_json: Whether a line is a JSON object, else fields with tabs between.
            where: Which recordings are listed; None for all.
        """
        self._out = out
        self._where = where
        self._fields = fields
        self._as_json = as_json

    def lines(self, target: Target, report: Report) -> Iterator[Callable[[], None]]:
        """What writes the line of each recording, as soon as it is read."""
        return (partial(self.write, row) for row in rows(target, report, self._where))

    def end(self) -> None:
        """Nothing comes after the last."""

    def write(self, row: Row) -> None:
        """Write the line of a recording."""
        if self._fields is None:
            self._out.write_json(row)
            return
        values = {name: field_of(row, name) for name in self._fields}
        if self._as_json:
            self._out.write_json(values)
        else:
            self._out.write_line("\t".join(map(one_line, map(field_text, values.values()))))
