"""What a query can ask of an exchange that was read: of its row first, then of all that it decodes to."""

from __future__ import annotations

from recview.content_facts import ContentFacts
from recview.library.finding_table import FindingFacts
from recview.library.row_facts import row_facts, with_content
from recview.model import Entry, Exchange, Readability
from recview.query.facts import Facts
from recview.reading.content_facts import content_facts
from recview.reading.listing import entry, own_mistake
from recview.reading.recording import Recording
from recview.reading.search_text import search_text


def exchange_row(exchange: Exchange, size: int, readability: Readability) -> Entry:
    """The row of an exchange; never raises.

    Args:
        exchange: The exchange.
        size: The bytes of its file.
        readability: How far its file could be read.
    """
    try:
        return entry(exchange, size)._replace(readability=readability)
    except Exception as error:
        return Entry(exchange.source, size, readability=own_mistake(error))


def decoded_facts(row: Entry, recording: Recording | None, checked: FindingFacts | None = None) -> Facts:
    """All facts of a row, with nothing left unread.

    Args:
        row: The row.
        recording: What it decodes to; None where it could not be read.
        checked: What the checks found in it; None where they were not asked.
    """
    if recording is None:
        return row_facts(row, ContentFacts(), checked)._replace(unread=frozenset())
    texts = search_text(recording)
    return with_content(row_facts(row, None, checked), content_facts(recording))._replace(
        answer=(texts.answer,),
        reasoning=(texts.reasoning,),
        calls=(texts.calls,),
        request=(texts.request,),
        unread=frozenset(),
    )
