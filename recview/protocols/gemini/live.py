"""Gemini's Live API (BidiGenerateContent) over a websocket, of the Gemini API and of Vertex AI.

Source: the references of both, and recordings of pydantic-ai. A message has one field that says what it is, in
camelCase or in snake_case. Audio is described by its size; its transcript is the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from recview import events as ev
from recview.coerce import as_dict, as_int, as_list, as_str
from recview.humanize import plural, size
from recview.model import Chunk, Exchange, Json, Message, Part, Usage
from recview.protocols.contract import ErrorSource, Origin
from recview.protocols.gemini.calls import FunctionCalls
from recview.protocols.gemini.fields import usage as usage_of
from recview.protocols.gemini.messages import messages as messages_of_contents
from recview.protocols.gemini.parts import part, parts_of
from recview.protocols.shared.chunk_notes import why_unread
from recview.protocols.shared.errors import failure
from recview.protocols.shared.fields import objects, pick
from recview.protocols.shared.media import byte_count

NAME = "gemini.live"
DECODED_KEYS = frozenset({"text", "thought", "functionCalls{}", "function_calls{}", "data"})

FINISHES = {"stop": ("turnComplete",), "tool_calls": ("toolCall",)}

_SIGNS = ("setupComplete", "serverContent", "toolCall", "toolCallCancellation", "goAway", "sessionResumptionUpdate")
_ASIDES = (*_SIGNS, "usageMetadata", "voiceActivity", "voiceActivityDetectionSignal")


def claims(exchange: Exchange, first: Sequence[Chunk]) -> bool:
    """By a field that says what a message is; else by what was sent first."""
    for chunk in first:
        data = as_dict(chunk.data)
        if any(isinstance(pick(data, sign), dict) for sign in _SIGNS):
            return True
        if data and "error" not in data:
            return False
    return any("setup" in message and "model" in as_dict(message["setup"]) for message in _sent(exchange))


# What was sent


def request_body(exchange: Exchange) -> Mapping[str, Json]:
    """What was sent, and the transcript of the audio in it: `{sent: [message], transcript: text}`."""
    contents = (_content(as_dict(chunk.data)) for chunk in exchange.response.chunks)
    pieces = (as_str(as_dict(pick(content, "inputTranscription")).get("text")) for content in contents)
    return {"sent": _sent(exchange), "transcript": "".join(pieces).strip()}


def _sent(exchange: Exchange) -> list[Mapping[str, Json]]:
    body = exchange.request.body
    return [as_dict(message) for message in (body if isinstance(body, list) else [body])]


def messages(body: Mapping[str, Json]) -> tuple[Message, ...]:
    """The messages of a turn, in order.

    Args:
        body: What `request_body` returns.
    """
    sent = [as_dict(message) for message in as_list(body.get("sent"))]
    read = [message for data in sent for message in _messages(data)]
    heard = [Part("audio", size(count))] if (count := sum(map(_audio_bytes, sent))) else []
    if transcript := as_str(body.get("transcript")):
        heard.insert(0, Part("text", transcript))
    return (*read, *([Message("user", tuple(heard))] if heard else []))


def _messages(data: Mapping[str, Json]) -> Iterator[Message]:
    """The messages in one that was sent; audio is read by itself."""
    setup, client = as_dict(data.get("setup")), as_dict(pick(data, "clientContent"))
    yield from messages_of_contents({"systemInstruction": pick(setup, "systemInstruction")})
    yield from messages_of_contents({"contents": client.get("turns")})
    if text := as_str(as_dict(pick(data, "realtimeInput")).get("text")):
        yield Message("user", (Part("text", text),))
    results = objects(as_dict(pick(data, "toolResponse")), "functionResponses")
    if parts := tuple(part({"functionResponse": result}) for result in results):
        yield Message("tool", parts)


def _audio_bytes(data: Mapping[str, Json]) -> int:
    """The bytes of audio or video in a message: `audio`, or in the first version of the API `mediaChunks`."""
    realtime = as_dict(pick(data, "realtimeInput"))
    blobs = (realtime.get("audio"), realtime.get("video"), *as_list(pick(realtime, "mediaChunks")))
    return sum(byte_count(as_str(as_dict(blob).get("data"))) for blob in blobs)


# The answer


def _content(data: Mapping[str, Json]) -> Mapping[str, Json]:
    return as_dict(pick(data, "serverContent"))


def is_piece(data: Json) -> bool:
    """Whether a message has a part of the model's turn or of a transcript, and nothing else."""
    if not isinstance(data, dict) or data.keys() - {"serverContent"}:
        return False
    return set(_content(data)) <= {"modelTurn", "inputTranscription", "outputTranscription"}


def events(chunks: Iterable[Chunk], origin: Origin) -> Iterator[ev.Event]:
    """The events of an answer, each with the index of its chunk."""
    turn = _Turn(origin.source)
    index = -1
    for index, chunk in enumerate(chunks):
        if not chunk.is_beside_answer:
            yield from turn.events(index, chunk)
    yield from turn.audio(index)


class _Turn:
    """Remembers the audio and the calls of a turn."""

    def __init__(self, source: ErrorSource) -> None:
        self._source = source
        self._calls = FunctionCalls()
        self._bytes = self._pieces = 0

    def events(self, index: int, chunk: Chunk) -> Iterator[ev.Event]:
        """The events of a message."""
        data = as_dict(chunk.data)
        if not data:
            yield ev.Unknown(index, why_unread(chunk))
            return
        content = _content(data)
        for sent in parts_of(pick(content, "modelTurn")):
            yield from self._part(index, sent)
        if text := as_str(as_dict(pick(content, "outputTranscription")).get("text")):
            yield ev.TextDelta(index, 0, text)
        yield from self._called(index, as_dict(pick(data, "toolCall")))
        cancelled = as_dict(pick(data, "toolCallCancellation"))
        if ids := ", ".join(map(as_str, as_list(cancelled.get("ids")))):
            yield ev.Noted(index, 0, "calls cancelled", f"{ids}\n")
        if content.get("interrupted") is True:
            yield ev.Noted(index, 0, "interrupted", "by the user\n")
        if pick(content, "turnComplete") is True:
            yield from self.audio(index)
            yield ev.Finished(index, 0, "turnComplete")
        if reported := _usage(data):
            yield ev.UsageReported(index, reported)
        if failed := failure(data.get("error"), self._source):
            yield ev.Failed(index, failed)
        elif all(pick(data, sign) is None for sign in _ASIDES):
            yield ev.Unknown(index, f"a message with {next(iter(data))}")

    def audio(self, index: int) -> Iterator[ev.Event]:
        """How much audio came, once all of it did."""
        if self._pieces:
            text = f"{size(self._bytes)}, in {plural(self._pieces, 'piece')}"
            self._bytes = self._pieces = 0
            yield ev.Noted(index, 0, "audio", text)

    def _part(self, index: int, sent: Json) -> Iterator[ev.Event]:
        read = part(sent)
        match read.kind:
            case "reasoning":
                yield ev.ReasoningDelta(index, 0, read.text)
            case "text":
                yield ev.TextDelta(index, 0, read.text)
            case "audio":
                self._bytes += byte_count(as_str(as_dict(pick(as_dict(sent), "inlineData")).get("data")))
                self._pieces += 1
                yield ev.Noted(index, 0, "audio", "")
            case "tool_call":
                yield self._calls.run_by_google(index, 0, read)
            case _:
                yield ev.Noted(index, 0, read.name or read.kind, f"{read.text}\n", is_part=True)

    def _called(self, index: int, tool_call: Mapping[str, Json]) -> Iterator[ev.Event]:
        """The calls of a message; the model waits for their results, so that the answer ends with them."""
        calls = list(objects(tool_call, "functionCalls"))
        for call in calls:
            yield self._calls.event(index, 0, call)
        if calls:
            yield from self.audio(index)
            yield ev.Finished(index, 0, "toolCall")


def _usage(data: Mapping[str, Json]) -> Usage | None:
    """The token counts of a message; those of the answer have a name of their own here."""
    counts = as_dict(pick(data, "usageMetadata"))
    reported = usage_of({"usageMetadata": counts})
    output = as_int(pick(counts, "responseTokenCount"))
    return reported._replace(output=output) if reported and output is not None else reported
