"""A query asked of a whole file: whether it matches any exchange of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TypeAlias

from recview.library.row_facts import row_facts
from recview.model import WHOLE, Entry
from recview.patterns import Pattern as Compiled
from recview.patterns import compile_pattern
from recview.query.matching import matches
from recview.query.syntax import Pattern, Query
from recview.reading.listing import unread_file
from recview.reading.query_facts import decoded_facts, exchange_row
from recview.reading.recording import Recording
from recview.reading.recordings import decode_exchange
from recview.review.parsed import Parsed

RowKeeps: TypeAlias = Callable[[Entry, Callable[[], Recording | None]], bool]
"""Whether a query matches a recording, given its row and what decodes it."""


def keeps_file(parsed: Parsed, keeps: RowKeeps) -> bool:
    """Whether a query matches any exchange of a file, or the file itself if it has none."""
    size = len(parsed.data)
    if not parsed.exchanges:
        return keeps(unread_file(parsed.path, parsed.readability, size).entries[0], lambda: None)
    return any(
        keeps(exchange_row(exchange, size, WHOLE), partial(_decoded, parsed, number))
        for number, exchange in enumerate(parsed.exchanges)
    )


def _decoded(parsed: Parsed, number: int) -> Recording | None:
    try:
        # What it decodes to is kept for the comparison.
        return decode_exchange(parsed.exchanges[number], parsed.conversation(number))
    except Exception:
        return None


def row_query(query: Query) -> RowKeeps:
    """Asks a query of one recording after the other."""

    def keeps(row: Entry, read: Callable[[], Recording | None]) -> bool:
        truth = matches(query, row_facts(row), _has)
        if truth is None:
            truth = matches(query, decoded_facts(row, read()), _has)
        return bool(truth)

    return keeps


def _has(pattern: Pattern, text: str) -> bool:
    compiled = _compiled(pattern.text)
    return compiled is not None and compiled.matches(text)


@cache
def _compiled(text: str) -> Compiled | None:
    compiled = compile_pattern(text)
    return compiled if isinstance(compiled, Compiled) else None
