"""From a file's bytes to a recording's view, which shows it at any position of its replay.

Everything that takes time (parsing, folding, laying out JSON) happens here, so that a worker can do it.
"""

from __future__ import annotations

from dataclasses import replace

from recview.decompressing import readable
from recview.display.facts import read_as
from recview.display.section import Page
from recview.formats import Beside
from recview.model import Readability, ReadState, Source
from recview.pages.covered_recording import covered_events, covered_page
from recview.pages.page import page
from recview.reading.listing import entry, own_mistake
from recview.reading.raw_text import raw_text
from recview.reading.recording import Earlier, RawText, Recording, RecordingView, Unopened
from recview.reading.recordings import decode_exchange
from recview.reading.request_lines import request_lines
from recview.reading.response_lines import response_lines
from recview.replay.folding import fold
from recview.replay.timeline import timeline
from recview.review.comparing import compare, pair_exchanges
from recview.review.parsed import Parsed, parse_file


def open_recording(source: Source, data: bytes, beside: Beside | None = None) -> RecordingView | Unopened:
    """The view of one exchange, or why there is none. Never raises.

    Args:
        source: Which exchange of which file.
        data: The whole file.
        beside: Reads another file of the same tree.
    """
    try:
        return open_parsed(source, parse_file(data, source.path, beside))
    except Exception as error:
        return unopened(source, own_mistake(error), data)


def open_parsed(source: Source, parsed: Parsed) -> RecordingView | Unopened:
    """The view of one exchange of a parsed file, or why there is none. Never raises."""
    try:
        recording = read_recording(source, parsed)
        return recording if isinstance(recording, Unopened) else recording_view(recording, parsed.data)
    except Exception as error:
        return unopened(source, own_mistake(error), parsed.data)


def read_recording(source: Source, parsed: Parsed) -> Recording | Unopened:
    """The recording of one exchange of a parsed file; or why there is none."""
    content, exchanges = parsed.content, parsed.exchanges
    if isinstance(content, Readability) and not exchanges:
        return unopened(source, content, parsed.data)
    if not 0 <= source.number < len(exchanges):
        readability = Readability(ReadState.BROKEN, "the file no longer holds this recording")
        return unopened(source, readability, parsed.data)
    recording = decode_exchange(exchanges[source.number], parsed.conversation(source.number))
    if isinstance(content, Readability) and source.number == len(exchanges) - 1:
        return recording._replace(readability=replace(content, recovered=()))
    return recording


def recording_view(recording: Recording, data: bytes) -> RecordingView:
    """The view of a recording.

    Args:
        recording: What it shows.
        data: The whole file, for its first raw window.
    """
    exchange, conversation = recording.exchange, recording.conversation
    response = exchange.response
    transcript = recording.transcript
    if not response.streaming:
        # An answer that came in one piece replays by words.
        transcript = fold(conversation, len(response.chunks), streaming=False)
    whole = page(exchange, conversation, transcript)
    request = request_lines(exchange, secrets=True)
    return RecordingView(
        entry=entry(exchange, len(data))._replace(readability=recording.readability),
        url=exchange.request.url,
        read_as=read_as(conversation),
        is_card=conversation.card is not None,
        transcript=transcript,
        timeline=timeline(transcript),
        page=whole,
        covered_page=covered_page(whole),
        request=request,
        covered_request=request_lines(exchange, secrets=False, like=request),
        response=response_lines(exchange, secrets=True),
        covered_response=response_lines(exchange, secrets=False),
        chunks=response.chunks,
        events=conversation.events,
        covered_events=covered_events(conversation.events),
        raw=_raw(data, exchange.source.number),
    )


def with_earlier(now: RecordingView, content: Parsed, earlier: Parsed) -> RecordingView:
    """The view beside that of what the file held before; alone if that cannot be read. Never raises.

    Args:
        now: The view of an exchange of the file.
        content: The file as it is now.
        earlier: The file as it was before.
    """
    source = now.entry.source
    pairs = pair_exchanges(earlier, content)
    number = next((before for before, after in pairs if after == source.number), None)
    before = open_parsed(source._replace(number=number), earlier) if number is not None else None
    if not isinstance(before, RecordingView):
        return now
    comparison = compare(earlier, content)
    if comparison.each:
        comparison = comparison.each[source.number]
    # Where another exchange of the file changed, there is nothing to show beside this one.
    return now if comparison.verdict == "same" else replace(now, earlier=Earlier(before, comparison))


def page_of(now: RecordingView, *, comparing: bool, swapped: bool, secrets: bool) -> Page:
    """The page of the side that replays, or of both sides as one.

    Args:
        now: The recording.
        comparing: Whether before and after are shown together.
        swapped: Whether the side that replays is the one before.
        secrets: Whether credentials are shown.
    """
    earlier = now.earlier
    after = now.page if secrets else now.covered_page
    if earlier is None:
        return after
    before = earlier.view.page if secrets else earlier.view.covered_page
    if not comparing:
        return before if swapped else after
    from recview.pages.compare_page import compare_page  # on use: the first screen needs none

    last = (earlier.view if swapped else now).transcript.total - 1
    both = compare_page(before, after, earlier.comparison, last, swapped=swapped)
    return both if secrets else covered_page(both)


def unopened(source: Source, readability: Readability, data: bytes, size: int = -1) -> Unopened:
    """What is shown of a file that cannot be opened.

    Args:
        source: Which exchange of which file.
        readability: Why it cannot be opened.
        data: The file's bytes, or its first ones.
        size: The whole file's size in bytes; -1 if `data` is all of it.
    """
    raw = _raw(data) if size < 0 else raw_text(data, 0, size)
    return Unopened(source, readability, len(data) if size < 0 else size, raw)


def _raw(data: bytes, number: int = 0) -> RawText:
    """The first window on a whole file, unpacked if it is packed, for showing one of its exchanges."""
    unpacked = readable(data)
    return raw_text(unpacked, 0, -1, packed=unpacked is not data, number=number)
