"""Cohere's chat, streamed and plain, and its older v1 chat and generate.

Source: Cohere's API reference v2. A plain answer is {message: {content[].{type, text | thinking}, tool_plan,
tool_calls[], citations[]}, finish_reason, usage}; a streamed event has a `type` and wraps the same fields in
`delta.message`, where content, tool_calls and citations are one object each; message-end has finish_reason and usage.
What the model says before it calls tools, `tool_plan`, counts as reasoning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from recview import events as ev
from recview.coerce import as_dict, as_float, as_list, as_str, as_words
from recview.model import Chunk, Exchange, Json, Outline
from recview.protocols.cohere.messages import messages as messages
from recview.protocols.cohere.messages import opening
from recview.protocols.cohere.parts import citations
from recview.protocols.cohere.v1 import EVENTS as OLDER_EVENTS
from recview.protocols.cohere.v1 import OlderDecoder
from recview.protocols.contract import ErrorSource, NoiseRule, Origin
from recview.protocols.shared.chunk_notes import why_unread
from recview.protocols.shared.errors import failure
from recview.protocols.shared.messages import question
from recview.protocols.shared.reasoning_blocks import ReasoningBlocks
from recview.protocols.shared.tool_calls import ToolCalls
from recview.protocols.shared.usage import billed_usage as usage
from recview.wire import as_text

NAME = "cohere.chat"
DECODED_KEYS = frozenset({"text", "thinking", "tool_plan", "name", "arguments", "parameters", "finish_reason"})
FINISHES = {
    "stop": ("COMPLETE",),
    "length": ("MAX_TOKENS", "ERROR_LIMIT"),
    "tool_calls": ("TOOL_CALL",),
    "content_filter": ("ERROR_TOXIC",),
    "stop_sequence": ("STOP_SEQUENCE",),
    "error": ("ERROR", "TIMEOUT"),
    "other": ("USER_CANCEL",),
}
NOISE_KEYS = {"ids": ("generation_id",), "usage": ("billed_units",)}
NOISE_RULES: Mapping[str, NoiseRule] = {
    "tokens": ("usage", lambda counts: "billed_units" in counts),
}

_CALLS = ("tool_calls", "tool_call_delta")
_EVENTS = {
    *("message-start", "message-end", "content-start", "content-delta", "content-end", "tool-plan-delta"),
    *("tool-call-start", "tool-call-delta", "tool-call-end", "citation-start", "citation-end", "debug"),
}
_PIECE = {"type", "index", "id", "delta", "logprobs"}
_OLDER_PIECE = {"event_type", "is_finished", "index", "text"}


def claims(exchange: Exchange, first: Sequence[Chunk]) -> bool:
    """By the first event's type or the fields that only such an answer has together; of an error, by the URL."""
    for chunk in first:
        data = as_dict(chunk.data)
        if not data or as_str(data.get("message")):
            continue
        if as_str(data.get("type")) in _EVENTS or chunk.kind in _EVENTS or _is_older(data):
            return True
        return "role" in as_dict(data.get("message")) and "finish_reason" in data and "choices" not in data
    sent = exchange.request
    return sent.endpoint.endswith(("/chat", "/generate")) and "cohere" in sent.url


def _is_older(data: Mapping[str, Json]) -> bool:
    if as_str(data.get("event_type")) in OLDER_EVENTS or (
        "is_finished" in data and ("text" in data or "response" in data)
    ):
        return True
    if "generations" in data:
        return "text" in as_dict(next(iter(as_list(data["generations"])), None))
    return "text" in data and ("generation_id" in data or "chat_history" in data)


def head(body: Mapping[str, Json]) -> Outline:
    """A chat, or a text where there is a prompt."""
    kind, turns = "text" if "prompt" in body else "chat", as_list(body.get("messages"))
    return Outline(kind, messages=len(messages(body)), opening=opening(body), question=question(turns))


def is_piece(data: Json) -> bool:
    """Whether an event of either API has a piece of text, and nothing that a row shows."""
    if not isinstance(data, dict):
        return False
    if data.get("event_type") == "text-generation":
        return data.keys() <= _OLDER_PIECE and data.get("is_finished") is not True
    delta = data.get("delta")
    if data.get("type") != "content-delta" or not data.keys() <= _PIECE or not isinstance(delta, dict):
        return False
    return delta.keys() == {"message"} and isinstance(delta["message"], dict) and delta["message"].keys() == {"content"}


def _error(fields: Mapping[str, Json]) -> Json:
    """An error is a string under `error`, or a `message` that is one."""
    return fields.get("error") or as_str(fields.get("message"))


def events(chunks: Iterable[Chunk], origin: Origin) -> Iterator[ev.Event]:
    """One event per piece; a second message-start opens another choice."""
    newer, older = _Decoder(origin.source), OlderDecoder(origin.source)
    for index, chunk in enumerate(chunks):
        data = as_dict(chunk.data)
        is_older = "event_type" in data or _is_older(data)
        yield from older.chunk(index, data) if is_older else newer.chunk(index, chunk)


class _Decoder:
    """Remembers, over the events of one stream, the answers and the calls that began."""

    def __init__(self, source: ErrorSource) -> None:
        self._source = source
        self._choice = 0
        self._began = False
        self._calls = ToolCalls()
        self._reasoning = ReasoningBlocks()

    def chunk(self, index: int, chunk: Chunk) -> Iterator[ev.Event]:
        data = as_dict(chunk.data)
        kind = as_str(data.get("type")) or chunk.kind
        if not data:
            yield ev.Unknown(index, why_unread(chunk))
            return
        if kind == "message-start":
            self._choice += self._began
            self._began = True
        fields = as_dict(data.get("delta")) or data
        message = as_dict(fields.get("message"))
        yield from self._message(index, data, message)
        if reason := as_str(fields.get("finish_reason")):
            yield ev.Finished(index, self._choice, reason)
        if counts := usage(fields.get("usage")):
            yield ev.UsageReported(index, counts)
        if failed := failure(_error(fields), self._source):
            yield ev.Failed(index, failed)
        elif kind not in _EVENTS and not message:
            yield ev.Unknown(index, f"an event of type {kind}" if kind else "no message, usage or error in this chunk")

    def _message(self, index: int, data: Mapping[str, Json], message: Mapping[str, Json]) -> Iterator[ev.Event]:
        """The parts of a message: lists in a plain answer, one object each in a streamed one."""
        if plan := as_str(message.get("tool_plan")):
            yield self._reasoning.piece(index, self._choice, "tool_plan", plan)
        logprobs = _tokens(data.get("logprobs"))
        for position, part in enumerate(_each(message.get("content"))):
            if thought := as_str(part.get("thinking")):
                yield self._reasoning.piece(index, self._choice, as_words(data.get("index")) or f"{position}", thought)
            elif text := as_str(part.get("text")):
                yield ev.TextDelta(index, self._choice, text, logprobs)
                logprobs = ()
            elif as_str(part.get("type")) not in {"text", "thinking", ""}:
                yield ev.Noted(index, self._choice, as_str(part.get("type")), "in the raw chunk\n")
        for position, call in enumerate(_each(message.get("tool_calls"))):
            function = as_dict(call.get("function"))
            called = (as_str(call.get("id")), as_str(function.get("name")), as_text(function.get("arguments")))
            piece = ev.ToolCallDelta(index, self._choice, "", *called)
            yield from self._calls.deltas(piece, position, data.get("index"))
        yield from citations(index, self._choice, message.get("citations"))


def _each(value: Json) -> Iterator[Mapping[str, Json]]:
    """The objects of a list, or a single one in its place; a string is a text."""
    for item in value if isinstance(value, list) else [value] if value else ():
        yield {"text": item} if isinstance(item, str) else as_dict(item)


def _tokens(value: Json) -> tuple[ev.TokenLogprob, ...]:
    """[{text, token_ids, logprobs}] or one of them; a piece of several tokens does not say where each ends."""
    return tuple(
        ev.TokenLogprob(as_str(fields.get("text")), logprob)
        for fields in _each(value)
        if len(as_list(fields.get("logprobs"))) == 1 and (logprob := as_float(fields["logprobs"][0])) is not None
    )
