"""`--where` of a comparison: whether a query matches a file on one of its sides."""

from __future__ import annotations

from functools import partial

from recview.cli.where import Where
from recview.model import WHOLE
from recview.reading.query_facts import exchange_row
from recview.reading.recording import Recording
from recview.reading.recordings import decode_exchange
from recview.review.parsed import Parsed


class DiffWhere:
    """A query, asked of the files that differ."""

    def __init__(self, where: Where) -> None:
        """Ask nothing yet.

        Args:
            where: The query.
        """
        self._where = where
        self._is_asked = False

    def keeps(self, parsed: Parsed) -> bool:
        """Whether the query matches any exchange of a file, or the file itself if it has none."""
        self._is_asked = True
        if not parsed.exchanges:
            return self._where.keeps_unread(parsed.path, parsed.readability, len(parsed.data))
        return any(
            self._where.keeps(exchange_row(exchange, len(parsed.data), WHOLE), partial(_decoded, parsed, number))
            for number, exchange in enumerate(parsed.exchanges)
        )

    @property
    def problem(self) -> str:
        """That nothing that differs matches, and what was probably meant; empty if anything did, or nothing differs."""
        return self._where.problem if self._is_asked else ""


def _decoded(parsed: Parsed, number: int) -> Recording | None:
    try:
        # What it decodes to is kept for the comparison.
        return decode_exchange(parsed.exchanges[number], parsed.conversation(number))
    except Exception:
        return None
