"""From a file's bytes to a recording that is ready to be shown at any position.

Everything that takes time (parsing, folding, laying out JSON) happens here, so that a worker can do it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recview.display.json_lines import JsonLines, json_lines
from recview.display.mask import masked, masked_url
from recview.display.page import Page, page
from recview.formats import Unread, read
from recview.model import Conversation, Entry, Exchange, Json, Source
from recview.protocols import decode
from recview.reading.listing import entry
from recview.reading.raw_text import RawText, raw_text
from recview.replay.timeline import Timeline, timeline
from recview.replay.transcript import Transcript, fold
from recview.shapes import mapping, sequence, words


@dataclass(frozen=True, slots=True)
class Opened:
    """A recording, ready to be shown at any position."""

    entry: Entry
    exchange: Exchange
    conversation: Conversation
    transcript: Transcript
    timeline: Timeline
    page: Page
    request: JsonLines
    response: JsonLines
    covered_request: JsonLines
    raw: RawText


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


def opened(source: Source, data: bytes) -> Opened | Unopened:
    """Everything the screen shows of one exchange. Never raises."""
    try:
        exchanges = read(data, source.path, exact=True)
        if isinstance(exchanges, Unread):
            return unopened(source, exchanges.problem, data, partial=exchanges.partial)
        exchange = next((one for one in exchanges if one.source == source), None)
        if exchange is None:
            return unopened(source, "the file no longer holds this recording", data)
        return _opened(exchange, data)
    except Exception as error:
        return unopened(source, f"recview failed on it: {error!r}", data)


def unopened(source: Source, problem: str, data: bytes, size: int = -1, *, partial: bool = False) -> Unopened:
    """The page of a file that has none."""
    return Unopened(source, problem, len(data) if size < 0 else size, raw_text(data, 0, size), partial)


def _opened(exchange: Exchange, data: bytes) -> Opened:
    conversation = decode(exchange)
    response = exchange.response
    transcript = fold(conversation, len(response.chunks), streaming=response.streaming)
    return Opened(
        entry=entry(exchange, len(data)),
        exchange=exchange,
        conversation=conversation,
        transcript=transcript,
        timeline=timeline(transcript),
        page=page(exchange, conversation, transcript),
        request=_request_lines(exchange, secrets=True),
        covered_request=_request_lines(exchange, secrets=False),
        response=json_lines(_response_value(exchange), _response_head(exchange)),
        raw=raw_text(data, 0, len(data)),
    )


# The order in which a reader wants a body's keys; the rest follows as recorded, the conversation last.
_FIRST = ("model", "stream", "temperature", "top_p", "max_tokens", "max_completion_tokens", "n", "seed")
_SECOND = ("tools", "tool_choice", "parallel_tool_calls", "response_format", "reasoning_effort")
_LAST = ("messages", "input", "prompt", "contents", "instructions")


def _request_lines(exchange: Exchange, *, secrets: bool) -> JsonLines:
    request = exchange.request
    url = request.url if secrets else masked_url(request.url)
    headers = dict(request.headers) if secrets else masked(request.headers)
    head = [f"{request.method} {url}".strip()] if url or request.method else []
    if request.endpoint and not url.endswith(request.endpoint):
        head.append(f"endpoint {request.endpoint}")
    tools = [_tool_name(mapping(tool)) for tool in sequence(mapping(request.body).get("tools"))]
    if tools:
        head.append(f"tools {', '.join(tools)}")
    head.extend(f"{name}: {words(value) or value}" for name, value in headers.items())
    extra = {
        name: value
        for name, value in mapping(request.fields).items()
        if name not in {"method", "url", "headers", "body", "payload", "endpoint", "model", "test_id"}
    }
    body = _ordered(request.body)
    if extra:
        # A tool invocation has no body: its recorded fields are the request.
        body = extra if body is None or "kwargs" in extra else {**extra, "body": body}
    return json_lines(body, (*head, *([""] if head else [])))


def _tool_name(tool: Json) -> str:
    fields = mapping(tool)
    return words(mapping(fields.get("function")).get("name")) or words(fields.get("name")) or words(fields.get("type"))


def _ordered(body: Json) -> Json:
    if not isinstance(body, dict):
        return body
    first = [key for key in (*_FIRST, *_SECOND) if key in body]
    last = [key for key in _LAST if key in body]
    middle = [key for key in body if key not in first and key not in last]
    return {key: body[key] for key in (*first[: _count(first)], *middle, *first[_count(first) :], *last)}


def _count(keys: Sequence[str]) -> int:
    return sum(key in _FIRST for key in keys)


def _response_head(exchange: Exchange) -> tuple[str, ...]:
    response = exchange.response
    count = len(response.chunks)
    head = [f"status {response.status}"] if response.status is not None else []
    if response.streaming:
        head.append(f"{count:,} chunks, streamed: each is under Chunk")
    head.extend(exchange.notes)
    return (*head, *([""] if head else []))


def _response_value(exchange: Exchange) -> Json:
    """The response as recorded, but for a stream's chunks: those have a panel of their own."""
    response = exchange.response
    if not response.streaming:
        body = response.chunks[0].raw if response.chunks else None
        others = {key: value for key, value in mapping(response.fields).items() if key != "body"}
        if isinstance(others.get("headers"), dict):
            others["headers"] = masked(others["headers"])
        return {**others, "body": body}
    return {key: value for key, value in mapping(response.fields).items() if key != "body"}
