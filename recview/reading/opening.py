"""From a file's bytes to a recording that is ready to be shown at any position.

Everything that takes time (parsing, folding, laying out JSON) happens here, so that a worker can do it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from recview.coerce import as_dict
from recview.display.covered import covered_events, covered_fields, covered_page
from recview.display.json_lines import JsonLines, json_lines
from recview.display.mask import masked
from recview.display.page import Page, page
from recview.events import Conversation, Event
from recview.formats import Beside, Unread, read
from recview.model import Entry, Exchange, Json, Source
from recview.protocols.decoding import decode
from recview.reading.listing import entry
from recview.reading.raw_text import RawText, raw_text
from recview.reading.request_lines import request_lines
from recview.replay.timeline import Timeline, timeline
from recview.replay.transcript import Transcript, fold
from recview.review.comparing import Comparison, compare, pair_exchanges, understood
from recview.unpacking import readable


@dataclass(frozen=True, slots=True)
class Opened:
    """A recording, ready to be shown at any position.

    Attributes:
        page: With credentials as recorded; as are all but what is named covered.
        covered_events: The conversation's events with credentials covered.
        earlier: What its file held at the start, where that is another content.
    """

    entry: Entry
    exchange: Exchange
    conversation: Conversation
    transcript: Transcript
    timeline: Timeline
    page: Page
    covered_page: Page
    covered_events: Sequence[Event]
    request: JsonLines
    covered_request: JsonLines
    response: JsonLines
    covered_response: JsonLines
    raw: RawText
    earlier: Earlier | None = None

    def at(self, source: Source) -> Opened:
        """The same recording in a file that moved."""
        return replace(self, entry=self.entry._replace(source=source), exchange=self.exchange._replace(source=source))


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the file of a recording held before, and what is different in it now."""

    opened: Opened
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Unopened:
    """A file that could not be opened: why, and its first bytes.

    Attributes:
        partial: True while the file looks half-written.
    """

    source: Source
    problem: str
    size: int
    raw: RawText
    partial: bool = False


def opened(source: Source, data: bytes, beside: Beside | None = None) -> Opened | Unopened:
    """Everything the screen shows of one exchange. Never raises.

    Args:
        source: Which exchange of which file.
        data: The whole file.
        beside: Reads another file of the same tree.
    """
    try:
        known = read(data, source.path, exact=True, beside=beside)
        if isinstance(known, Unread) and not known.so_far:
            return unopened(source, known.problem, data, partial=known.partial)
        exchanges, problem = (known.so_far, known.problem) if isinstance(known, Unread) else (known, "")
        if not 0 <= source.number < len(exchanges):
            return unopened(source, "the file no longer holds this recording", data)
        found = _opened(exchanges[source.number], data)
        is_last = source.number == len(exchanges) - 1
        return replace(found, entry=found.entry._replace(problem=problem)) if is_last else found
    except Exception as error:
        return unopened(source, f"recview failed on it: {error!r}", data)


def with_earlier(now: Opened, data: bytes, earlier: bytes, beside: Beside | None = None) -> Opened:
    """The recording beside what its file held before; alone if that cannot be read. Never raises."""
    source = now.entry.source
    old, new = (understood(content, source.path) for content in (earlier, data))
    number = next((one for one, other in pair_exchanges(old, new) if other == source.number), None)
    before = opened(source._replace(number=number), earlier, beside) if number is not None else None
    if number is None or not isinstance(before, Opened):
        return now
    found = compare(old, new)
    comparison = found.each[source.number] if found.each else found
    # Where another exchange of the file changed, there is nothing to show beside this one.
    return now if comparison.verdict == "same" else replace(now, earlier=Earlier(before, comparison))


def page_of(now: Opened, *, comparing: bool, swapped: bool, secrets: bool) -> Page:
    """The page of a recording: of the side that replays, or of both as one. Without `secrets`, those are covered."""
    earlier = now.earlier
    after = now.page if secrets else now.covered_page
    if earlier is None:
        return after
    before = earlier.opened.page if secrets else earlier.opened.covered_page
    if not comparing:
        return before if swapped else after
    from recview.display.compare_page import compare_page  # on use: the first screen needs none

    last = (earlier.opened if swapped else now).transcript.total - 1
    both = compare_page(before, after, earlier.comparison, last, swapped=swapped)
    return both if secrets else covered_page(both)


def unopened(source: Source, problem: str, data: bytes, size: int = -1, *, partial: bool = False) -> Unopened:
    """The page of a file that has none."""
    raw = _raw(data) if size < 0 else raw_text(data, 0, size)
    return Unopened(source, problem, len(data) if size < 0 else size, raw, partial)


def _opened(exchange: Exchange, data: bytes) -> Opened:
    conversation = decode(exchange)
    response = exchange.response
    transcript = fold(conversation, len(response.chunks), streaming=response.streaming)
    whole = page(exchange, conversation, transcript)
    request = request_lines(exchange, secrets=True)
    response_head = _response_head(exchange)
    return Opened(
        entry=entry(exchange, len(data)),
        exchange=exchange,
        conversation=conversation,
        transcript=transcript,
        timeline=timeline(transcript),
        page=whole,
        covered_page=covered_page(whole),
        covered_events=covered_events(conversation.events),
        request=request,
        covered_request=request_lines(exchange, secrets=False, like=request),
        response=json_lines(_response_value(exchange, secrets=True), response_head),
        covered_response=covered_fields(json_lines(_response_value(exchange, secrets=False), response_head)),
        raw=_raw(data, exchange.source.number),
    )


def _raw(data: bytes, number: int = 0) -> RawText:
    """The beginning of a whole file's text, unpacked if it is packed, for showing one of its exchanges."""
    shown = readable(data)
    return raw_text(shown, 0, -1, packed=shown is not data, number=number)


def _response_head(exchange: Exchange) -> tuple[str, ...]:
    response = exchange.response
    count = len(response.chunks)
    head = [f"status {response.status}"] if response.status is not None else []
    if response.streaming:
        head.append(f"{count:,} chunks, streamed: each is under Chunk")
    head.extend(exchange.notes)
    return (*head, *([""] if head else []))


def _response_value(exchange: Exchange, *, secrets: bool) -> Json:
    """The response as recorded, but for a stream's chunks: those have a panel of their own."""
    response = exchange.response
    if not response.streaming:
        body = response.chunks[0].raw if response.chunks else None
        return {**_others(exchange), "body": body, **_headers(exchange, secrets)}
    return {**_others(exchange), **_headers(exchange, secrets)}


def _others(exchange: Exchange) -> dict[str, Json]:
    fields = as_dict(exchange.response.fields)
    return {key: value for key, value in fields.items() if key not in ("body", "headers")}


def _headers(exchange: Exchange, secrets: bool) -> dict[str, Json]:
    """The headers, last: there are twenty of them."""
    headers = as_dict(as_dict(exchange.response.fields).get("headers"))
    return {"headers": dict(headers) if secrets else masked(headers)} if headers else {}
