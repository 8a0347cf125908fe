"""From a file's bytes to a recording that is open: its view shows it at any position of its replay.

Everything that takes time (parsing, folding, laying out JSON) happens here, so that a worker can do it.
"""

from __future__ import annotations

from recview.decompressing import readable
from recview.display.facts import read_as
from recview.formats import Beside
from recview.formats.beginning import beginning
from recview.model import WHOLE, Readability, ReadState, Source
from recview.pages.page import page
from recview.reading.held_recording import HeldRecording
from recview.reading.listing import entry, own_mistake
from recview.reading.raw_text import raw_text
from recview.reading.recording import Recording
from recview.reading.recording_view import RawText, RecordingView, Unopened
from recview.reading.recordings import decode_exchange
from recview.reading.request_lines import request_lines
from recview.reading.response_lines import response_lines
from recview.replay.folding import fold
from recview.replay.timeline import timeline
from recview.review.parsed import Parsed, parse_file

BEGINNING_BYTES = 262_144
"""Bytes of a large file that are read first, to show its beginning."""


def open_recording(source: Source, data: bytes, beside: Beside | None = None) -> HeldRecording | Unopened:
    """One exchange with all that is shown of it, or why there is none. Never raises.

    Args:
        source: Which exchange of which file.
        data: The whole file.
        beside: Reads another file of the same tree.
    """
    try:
        return open_parsed(source, parse_file(data, source.path, beside))
    except Exception as error:
        return unopened(source, own_mistake(error), data)


def open_beginning(source: Source, head: bytes, size: int) -> HeldRecording | None:
    """One exchange of a large file, as far as its first bytes go; None where they do not show how it begins.

    How many chunks there are is not known; those that are there have the same indexes as in the whole. Never raises.

    Args:
        source: Which exchange of which file.
        head: The first `BEGINNING_BYTES` of the file.
        size: The whole file's size in bytes.
    """
    try:
        parsed = parse_file(beginning(head), source.path)
        recording = read_recording(source, parsed) if _has_begun(parsed, source.number) else None
        if not isinstance(recording, Recording):
            return None
        goes_on = source.number == len(parsed.exchanges) - 1
        transcript = recording.transcript._replace(goes_on=goes_on)
        held = hold_recording(recording._replace(transcript=transcript), parsed.data)
    except Exception:
        # Any error is reported once the whole file is read.
        return None
    entry = held.view.entry._replace(size=size, readability=WHOLE)
    held.view = held.view._replace(entry=entry, raw=raw_text(head, 0, size))
    return held


def _has_begun(parsed: Parsed, number: int) -> bool:
    """Whether an exchange is there, of the last one, which may be cut, some of its stream."""
    exchanges = parsed.exchanges
    if not 0 <= number < len(exchanges):
        return False
    response = exchanges[number].response
    return number < len(exchanges) - 1 or (response.streaming and len(response.chunks) > 1)


def open_parsed(source: Source, parsed: Parsed) -> HeldRecording | Unopened:
    """One exchange of a parsed file with all that is shown of it, or why there is none. Never raises."""
    try:
        recording = read_recording(source, parsed)
        return recording if isinstance(recording, Unopened) else hold_recording(recording, parsed.data)
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
        return recording._replace(readability=content._replace(recovered=()))
    return recording


def hold_recording(recording: Recording, data: bytes) -> HeldRecording:
    """A recording with its view and its page.

    Args:
        recording: What is shown.
        data: The whole file, for its first raw window.
    """
    exchange, conversation = recording.exchange, recording.conversation
    response = exchange.response
    transcript = recording.transcript
    if not response.streaming:
        # An answer that came in one piece replays by words.
        transcript = fold(conversation, len(response.chunks), streaming=False)
    request = request_lines(exchange, secrets=True)
    view = RecordingView(
        entry=entry(exchange, len(data))._replace(readability=recording.readability),
        url=exchange.request.url,
        read_as=read_as(conversation),
        is_card=conversation.card is not None,
        transcript=transcript,
        timeline=timeline(transcript),
        has_credentials=False,
        request=request,
        covered_request=request_lines(exchange, secrets=False, like=request),
        response=response_lines(exchange, secrets=True),
        covered_response=response_lines(exchange, secrets=False),
        chunk_count=len(response.chunks),
        raw=_raw(data, exchange.source.number),
    )
    # What its choices are at their end would be a second copy of the answer.
    return HeldRecording(view, page(exchange, conversation, transcript), recording._replace(choices=()))


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
