"""OpenAI chat.completions, streamed and plain, and the many servers that speak it.

Source: OpenAI's API reference (chat.completion and chat.completion.chunk objects) and the recorded deviations of
Ollama, vLLM, Azure, Groq and others: reasoning under several keys, tool calls without an index, usage on a last
chunk without choices. A plain answer yields the same events as a streamed one: `message` is one big delta.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from recview.model import (
    Chunk,
    Conversation,
    Event,
    Exchange,
    Failed,
    Finished,
    Json,
    Noted,
    Outline,
    ReasoningDelta,
    RefusalDelta,
    TextDelta,
    TokenLogprob,
    ToolCallDelta,
    Unknown,
    UsageReported,
)
from recview.protocols.openai_messages import brief, messages
from recview.protocols.openai_usage import failure, usage
from recview.shapes import mapping, number, sequence, text, whole, words
from recview.wire import as_text

NAME = "openai.chat"

_KINDS = {"ChatCompletionChunk", "ChatCompletion"}
_OBJECTS = {"chat.completion.chunk", "chat.completion"}


def claims(exchange: Exchange) -> bool:
    """By the first chunk's class or `object`; else by its choices; else by the URL's path."""
    chunks = exchange.response.chunks
    for place in range(min(3, len(chunks))):
        chunk = chunks[place]
        data = mapping(chunk.data)
        if chunk.kind in _KINDS or text(data.get("object")) in _OBJECTS:
            return True
        if chunk.kind or data.get("object"):
            return False
        choice = mapping(next(iter(sequence(data.get("choices"))), None))
        if "delta" in choice or "message" in choice:
            return True
    sent = mapping(exchange.request.body)
    return exchange.request.endpoint.endswith("/chat/completions") and "messages" in sent


def outline(exchange: Exchange) -> Outline:
    """The finish_reason and usage stand in the last chunks."""
    sent = mapping(exchange.request.body)
    finish, failed, counts = "", None, None
    chunks = exchange.response.chunks
    last = len(chunks) - 1
    for place in range(last, -1, -1):
        data = mapping(chunks[place].data)
        counts = counts or usage(data)
        if "error" in data and not failed:
            failed = failure(data["error"], "stream" if exchange.response.streaming else "response")
        for choice in reversed(sequence(data.get("choices"))):
            finish = finish or text(mapping(choice).get("finish_reason"))
        if finish and (counts or place < last - 2):
            break
    sent_messages = sequence(sent.get("messages"))
    return Outline(
        kind="chat",
        finish=finish,
        usage=counts,
        failure=failed,
        messages=len(sent_messages),
        opening=brief(sent_messages),
    )


def decode(exchange: Exchange) -> Conversation:
    """One event a piece, each with the index of the chunk that brought it."""
    decoder = _Decoder("stream" if exchange.response.streaming else "response")
    found: list[Event] = []
    for index, chunk in enumerate(exchange.response.chunks):
        found.extend(decoder.chunk(index, chunk))
    return Conversation(NAME, messages(mapping(exchange.request.body)), tuple(found))


class _Decoder:
    """Remembers, over the chunks of one stream, which tool call a piece without a name belongs to."""

    def __init__(self, source: Literal["stream", "response"]) -> None:
        self._source = source
        self._calls: dict[tuple[int, str], tuple[str, int]] = {}
        self._latest: dict[int, str] = {}

    def chunk(self, index: int, chunk: Chunk) -> Iterator[Event]:
        data = mapping(chunk.data)
        if not data:
            yield Unknown(index, "this chunk is not a JSON object")
            return
        for place, choice in enumerate(sequence(data.get("choices"))):
            fields = mapping(choice)
            yield from self._choice(index, _index(fields.get("index"), place), fields)
        reported = usage(data)
        if reported:
            yield UsageReported(index, reported)
        if failed := failure(data.get("error"), self._source):
            yield Failed(index, failed)
        elif "choices" not in data and not reported:
            yield Unknown(index, "no choices, usage or error in this chunk")

    def _choice(self, chunk: int, choice: int, fields: Mapping[str, Json]) -> Iterator[Event]:
        # A chunk may carry a delta and a cumulative message besides: the delta is what arrived.
        sent = fields.get("delta")
        delta = mapping(fields.get("message") if sent is None else sent)
        logprobs = mapping(fields.get("logprobs"))
        for piece in _reasoning(delta):
            yield ReasoningDelta(chunk, choice, piece)
        for kind, piece in _content(delta.get("content")):
            if kind == "reasoning":
                yield ReasoningDelta(chunk, choice, piece)
            elif kind == "text":
                yield TextDelta(chunk, choice, piece, _tokens(logprobs.get("content")))
            else:
                yield Noted(chunk, choice, kind, piece)
        if refusal := text(delta.get("refusal")):
            yield RefusalDelta(chunk, choice, refusal, _tokens(logprobs.get("refusal")))
        yield from self._tool_calls(chunk, choice, delta)
        yield from _extras(chunk, choice, delta)
        if reason := text(fields.get("finish_reason")):
            yield Finished(chunk, choice, reason)

    def _tool_calls(self, chunk: int, choice: int, delta: Mapping[str, Json]) -> Iterator[Event]:
        for place, piece in enumerate(sequence(delta.get("tool_calls"))):
            fields = mapping(piece)
            function = mapping(fields.get("function")) or mapping(fields.get("custom"))
            call_id = text(fields.get("id"))
            call = self._key(choice, fields.get("index"), call_id, place, whole_message="index" not in fields)
            arguments = function.get("arguments", function.get("input"))
            yield ToolCallDelta(chunk, choice, call, call_id, text(function.get("name")), as_text(arguments))
        if legacy := mapping(delta.get("function_call")):
            yield ToolCallDelta(
                chunk, choice, "function_call", "", text(legacy.get("name")), as_text(legacy.get("arguments"))
            )

    def _key(self, choice: int, index: Json, call_id: str, place: int, whole_message: bool) -> str:
        """The call that a piece belongs to. A new id under a used index opens a new call."""
        if whole(index) is None:
            if call_id:
                self._latest[choice] = call_id
            elif choice not in self._latest or (whole_message and place):
                self._latest[choice] = f"#{place}"
            return self._latest[choice]
        slot = (choice, words(index))
        known, count = self._calls.get(slot, ("", 0))
        if call_id and known and call_id != known:
            count += 1
        self._calls[slot] = (call_id or known, count)
        return f"{slot[1]}.{count}"


def _index(value: Json, default: int) -> int:
    index = whole(value)
    return default if index is None else index


def _reasoning(delta: Mapping[str, Json]) -> Iterator[str]:
    """Some servers send the same reasoning under two keys; the first that holds any counts."""
    for key in ("reasoning_content", "reasoning"):
        if piece := text(delta.get(key)):
            yield piece
            return
    for detail in sequence(delta.get("reasoning_details")):
        fields = mapping(detail)
        if piece := text(fields.get("text")) or text(fields.get("summary")):
            yield piece


def _content(value: Json) -> Iterator[tuple[str, str]]:
    """(kind, text) of a content that is a string or a list of parts."""
    if isinstance(value, str):
        if value:
            yield "text", value
        return
    for part in sequence(value):
        fields = mapping(part)
        kind = text(fields.get("type"))
        if kind == "thinking":
            inner = fields.get("thinking")
            yield "reasoning", text(inner) or "".join(text(mapping(p).get("text")) for p in sequence(inner))
        elif said := text(fields.get("text")):
            yield "text", said
        else:
            yield kind or "part", "in the raw chunk"


def _extras(chunk: int, choice: int, delta: Mapping[str, Json]) -> Iterator[Event]:
    audio = mapping(delta.get("audio"))
    if audio:
        heard = text(audio.get("transcript")) or f"{len(text(audio.get('data'))):,} characters of base64"
        yield Noted(chunk, choice, "audio", heard)
    for key in ("images", "annotations"):
        if items := sequence(delta.get(key)):
            yield Noted(chunk, choice, key, f"{len(items):,} in the raw chunk")


def _tokens(value: Json) -> tuple[TokenLogprob, ...]:
    if not value:
        return ()
    return tuple(
        TokenLogprob(text(fields.get("token")), logprob)
        for fields in map(mapping, sequence(value))
        if (logprob := number(fields.get("logprob"))) is not None
    )
