"""OpenAI chat.completions, streamed and plain, and the many servers that speak it.

Source: OpenAI's API reference (chat.completion and chat.completion.chunk objects) and the recorded deviations of
Ollama, vLLM, Azure, Groq and others: reasoning under several keys, tool calls without an index, usage on a last
chunk without choices. A plain answer yields the same events as a streamed one: `message` is one big delta.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from recview import events as ev
from recview.coerce import as_dict, as_int, as_list, as_str
from recview.model import Chunk, Exchange, Json, Outline
from recview.protocols.contract import ErrorSource, Origin
from recview.protocols.openai.chat_ending import plain_ending
from recview.protocols.openai.chat_piece import plain_piece
from recview.protocols.openai.executed_tools import ExecutedTools
from recview.protocols.shared.chunk_notes import why_unread
from recview.protocols.shared.endings import Ending, ending_of
from recview.protocols.shared.errors import error_of, failure
from recview.protocols.shared.logprobs import tokens
from recview.protocols.shared.media import describe_media
from recview.protocols.shared.messages import brief, question, thinking
from recview.protocols.shared.messages import messages as messages
from recview.protocols.shared.reasoning_blocks import ReasoningBlocks
from recview.protocols.shared.sources import BESIDE, WITHIN, Citations, citation
from recview.protocols.shared.tool_calls import ToolCalls
from recview.protocols.shared.usage import usage
from recview.wire import as_text, payloads

NAME = "openai.chat"
DECODED_KEYS = frozenset(
    {
        *("content", "reasoning", "reasoning_content", "refusal", "text", "summary"),
        *("arguments", "input", "name", "finish_reason"),
    }
)
FINISHES = {
    "stop": ("stop", "eos", "end_of_turn", "REASON_STOP"),
    "length": ("length", "model_length", "out_of_tokens", "REASON_MAX_LEN", "REASON_MAX_CONTEXT"),
    "tool_calls": ("tool_calls", "tool_call", "function_call", "end_of_message", "REASON_TOOL_CALLS"),
    "content_filter": ("content_filter", "sensitive"),
    "error": ("error", "network_error", "insufficient_system_resource", "REASON_TIME_LIMIT"),
    "other": ("abort", "REASON_INVALID"),
    "": ("null",),
}
NOISE_KEYS = {
    "ids": ("tool_call_id",),
    "timestamps": ("timings",),
    "fingerprint": ("system_fingerprint", "fingerprint"),
    "padding": ("obfuscation",),
}

_KINDS = {"ChatCompletionChunk", "ChatCompletion"}
_OBJECTS = {"chat.completion.chunk", "chat.completion"}
_MESSAGE_KEYS = frozenset({"delta", "message"})
_REFERENCES = frozenset({"reference", "tool_reference"})
"""The parts in which Mistral cites: {reference_ids}, {title, url}."""


def claims(exchange: Exchange, first: Sequence[Chunk]) -> bool:
    """By the first chunk's class or `object`; else by its choices; else by the URL's path."""
    for chunk in first:
        data = as_dict(chunk.data)
        if chunk.kind == "error":
            continue
        if chunk.kind in _KINDS or as_str(data.get("object")) in _OBJECTS:
            return True
        choice = as_dict(next(iter(as_list(data.get("choices"))), None))
        is_named = bool(chunk.kind or data.get("object"))
        # Some servers call their objects by names of their own; those of completions may have a delta besides the text.
        if not _MESSAGE_KEYS.isdisjoint(choice) and not (is_named and "text" in choice):
            return True
        if is_named:
            return False
    sent = as_dict(exchange.request.body)
    return exchange.request.endpoint.endswith("/chat/completions") and "messages" in sent


def head(body: Mapping[str, Json]) -> Outline:
    """The messages, unparsed."""
    turns = as_list(body.get("messages"))
    opening = brief(turns)
    return Outline("chat", messages=len(turns), opening=opening, question=question(turns, opening))


def ending(chunks: Sequence[Chunk], origin: Origin) -> Ending:
    """How the answer ended: of nearly all answers a plain look at each chunk tells; the others are decoded."""
    return plain_ending(payloads(chunks)) or ending_of(events(chunks, origin))


def events(chunks: Iterable[Chunk], origin: Origin) -> Iterator[ev.Event]:
    """One event per piece, each with the index of the chunk that has it."""
    decoder = _Decoder(origin.source)
    for index, chunk in enumerate(chunks):
        piece = plain_piece(chunk)
        if piece is None:
            yield from decoder.chunk(index, chunk)
        elif piece.text:
            decoder.end_reasoning(piece.choice)
            yield ev.TextDelta(index, piece.choice, piece.text)


class _Decoder:
    """Remembers, over the chunks of one stream, which tool call a piece without a name belongs to."""

    def __init__(self, source: ErrorSource) -> None:
        self._source = source
        self._calls = ToolCalls()
        self._function_calls = ToolCalls()
        self._reasoning = ReasoningBlocks()
        self._executed = ExecutedTools()
        self._citations = Citations()

    def end_reasoning(self, choice: int) -> None:
        """A choice goes on with text: more reasoning is another block."""
        self._reasoning.end(choice)

    def chunk(self, index: int, chunk: Chunk) -> Iterator[ev.Event]:
        data = as_dict(chunk.data)
        if not data:
            yield ev.Unknown(index, why_unread(chunk))
            return
        for position, fields in enumerate(map(as_dict, as_list(data.get("choices")))):
            if "text" in fields and _MESSAGE_KEYS.isdisjoint(fields):
                yield ev.Unknown(index, "a choice of completions, not of a chat")
                continue
            yield from self._choice(index, _index(fields.get("index"), position), fields)
        if not BESIDE.isdisjoint(data):
            yield from self._citations.beside(index, 0, data)
        reported = usage(data)
        if reported:
            yield ev.UsageReported(index, reported)
        if failed := failure(error_of(chunk), self._source):
            yield ev.Failed(index, failed)
        elif "choices" not in data and not reported:
            yield ev.Unknown(index, "no choices, usage or error in this chunk")

    def _choice(self, chunk: int, choice: int, fields: Mapping[str, Json]) -> Iterator[ev.Event]:
        # A chunk may carry a delta and a cumulative message besides: the delta is what arrived. Of a plain answer the
        # message is, and an empty delta besides says nothing.
        sent = fields.get("delta") if self._source == "stream" or "message" not in fields else None
        if sent is not None and not isinstance(sent, dict):
            yield ev.Unknown(chunk, "a delta that is not an object")
        delta = as_dict(fields.get("message") if sent is None else sent)
        logprobs = as_dict(fields.get("logprobs"))
        yield from self._reasoning.of_chat(chunk, choice, delta)
        probable = tokens(logprobs.get("content"))
        for kind, piece in _content(delta.get("content")):
            if kind == "reasoning":
                yield self._reasoning.part(chunk, choice, piece)
                continue
            self._reasoning.end(choice)
            if kind == "text":
                yield ev.TextDelta(chunk, choice, piece, probable)
                probable = ()
            else:
                yield ev.Noted(chunk, choice, kind, piece)
        if refusal := as_str(delta.get("refusal")):
            yield ev.RefusalDelta(chunk, choice, refusal, tokens(logprobs.get("refusal")))
        yield from self._tool_calls(chunk, choice, delta, whole_message=sent is None)
        if "executed_tools" in delta:
            yield from self._executed.events(chunk, choice, delta)
        yield from _extras(chunk, choice, delta)
        if not WITHIN.isdisjoint(delta):
            yield from self._citations.within(chunk, choice, delta)
        if reason := as_str(fields.get("finish_reason")):
            yield ev.Finished(chunk, choice, reason)

    def _tool_calls(
        self, chunk: int, choice: int, delta: Mapping[str, Json], *, whole_message: bool
    ) -> Iterator[ev.Event]:
        for position, sent in enumerate(as_list(delta.get("tool_calls"))):
            fields = as_dict(sent)
            function = as_dict(fields.get("function")) or as_dict(fields.get("custom"))
            arguments = as_text(function.get("arguments", function.get("input")))
            piece = ev.ToolCallDelta(
                chunk, choice, f"{position}.0", as_str(fields.get("id")), as_str(function.get("name")), arguments
            )
            if not whole_message:
                yield from self._calls.deltas(piece, position, fields.get("index"))
            elif piece.id or piece.name or piece.arguments:
                yield piece
        legacy = as_dict(delta.get("function_call"))
        if not legacy:
            return
        piece = ev.ToolCallDelta(
            chunk, choice, "function_call", "", as_str(legacy.get("name")), as_text(legacy.get("arguments"))
        )
        for called in self._function_calls.deltas(piece, 0):
            yield called._replace(call=f"function_call{called.call[1:].removesuffix('.0')}")


def _index(value: Json, default: int) -> int:
    index = as_int(value)
    return default if index is None else index


def _content(value: Json) -> Iterator[tuple[str, str]]:
    """(kind, text) of a content that is a string or a list of parts."""
    if isinstance(value, str):
        if value:
            yield "text", value
        return
    if value is not None and not isinstance(value, list):
        yield "content", f"{as_text(value)}\n"
    for part in as_list(value):
        fields = as_dict(part)
        kind = as_str(fields.get("type"))
        if kind == "thinking":
            if thought := thinking(fields.get("thinking")):
                yield "reasoning", thought
        elif text := as_str(fields.get("text")):
            yield "text", text
        elif kind in _REFERENCES:
            yield "citations", f"{citation(part)}\n"
        else:
            yield kind or "part", "in the raw chunk\n"


def _extras(chunk: int, choice: int, delta: Mapping[str, Json]) -> Iterator[ev.Event]:
    audio = as_dict(delta.get("audio"))
    if heard := as_str(audio.get("transcript")):
        yield ev.Noted(chunk, choice, "audio transcript", heard)
    if data := as_str(audio.get("data")):
        yield ev.Noted(chunk, choice, "audio", f"{describe_media(data, 'audio')}\n")
    if images := as_list(delta.get("images")):
        yield ev.Noted(chunk, choice, "images", f"{len(images):,} in the raw chunk\n")
