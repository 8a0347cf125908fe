"""`--where` of a comparison: whether a query matches a file on one of its sides."""

from __future__ import annotations

from recview.cli.output import Stopped
from recview.cli.where import Where
from recview.reading.file_query import keeps_file
from recview.review.parsed import Parsed


class DiffWhere:
    """A query, asked of the files that differ."""

    def __init__(self, where: Where) -> None:
        """Ask nothing yet.

        Args:
            where: The query.

        Raises:
            Stopped: If it asks for findings, which are those of whole trees.
        """
        if where.asks_for_findings:
            raise Stopped(
                "a comparison knows no findings: recview check --since REF says what is wrong in what changed"
            )
        self._where = where
        self._is_asked = False

    def keeps(self, parsed: Parsed) -> bool:
        """Whether the query matches any exchange of a file, or the file itself if it has none."""
        self._is_asked = True
        return keeps_file(parsed, self._where.keeps)

    @property
    def problem(self) -> str:
        """That nothing that differs matches, and what was probably meant; empty if anything did, or nothing differs."""
        return self._where.problem if self._is_asked else ""
