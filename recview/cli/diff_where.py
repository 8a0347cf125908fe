"""`--where` of a comparison: whether a query matches a file on one of its sides."""

from __future__ import annotations

from functools import partial

from recview.cli.where import Where
from recview.model import WHOLE
from recview.reading.query_facts import exchange_row
from recview.reading.recording import Recording
from recview.reading.recordings import decode_exchange
from recview.review.parsed import Parsed


def keeps(where: Where, parsed: Parsed) -> bool:
    """Whether a query matches any exchange of a file, or the file itself if it has none.

    Args:
        where: The query.
        parsed: The file.
    """
    if not parsed.exchanges:
        return where.keeps_unread(parsed.path, parsed.readability, len(parsed.data))
    return any(
        where.keeps(exchange_row(exchange, len(parsed.data), WHOLE), partial(_decoded, parsed, number))
        for number, exchange in enumerate(parsed.exchanges)
    )


def _decoded(parsed: Parsed, number: int) -> Recording | None:
    try:
        # What it decodes to is kept for the comparison.
        return decode_exchange(parsed.exchanges[number], parsed.conversation(number))
    except Exception:
        return None
