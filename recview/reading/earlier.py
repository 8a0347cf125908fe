"""What is shown before a recording that is open: its file's first content, or another recording that the user chose.

Imported on use: most recordings have nothing before them.
"""

from __future__ import annotations

from recview.reading.held_recording import HeldRecording
from recview.reading.opening import open_parsed
from recview.reading.recording_view import Earlier
from recview.review.comparing import compare, compare_exchanges
from recview.review.exchange_pairs import pair_exchanges
from recview.review.parsed import Parsed


def add_earlier(now: HeldRecording, content: Parsed, earlier: Parsed) -> None:
    """Put beside a recording what the file held before; nothing if that cannot be read. Never raises.

    Args:
        now: An exchange of the file.
        content: The file as it is now.
        earlier: The file as it was before.
    """
    source = now.view.entry.source
    pairs = pair_exchanges(earlier.meanings, content.meanings)
    number = next((before for before, after in pairs if after == source.number), None)
    before = open_parsed(source._replace(number=number), earlier) if number is not None else None
    if not isinstance(before, HeldRecording):
        return
    comparison = compare(earlier, content)
    if comparison.each:
        comparison = comparison.each[source.number]
    if comparison.verdict == "same":
        # Another exchange of the file changed: there is nothing to show beside this one.
        return
    now.earlier, now.comparison = before, comparison
    now.view = now.view._replace(earlier=Earlier(before.view, comparison.verdict))


def put_before(now: HeldRecording, before: HeldRecording) -> None:
    """Put before a recording another one that the user chose, whatever the files and formats of the two are."""
    sides = ((held.recording.exchange, held.recording.conversation) for held in (before, now))
    now.earlier, now.comparison = before, compare_exchanges(*sides)
    now.view = now.view._replace(earlier=Earlier(before.view, now.comparison.verdict, is_chosen=True))
