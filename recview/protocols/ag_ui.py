"""AG-UI, the events that agents stream to user interfaces (CopilotKit, LangGraph, Pydantic AI, ADK, …).

Source: AG-UI's reference (docs.ag-ui.com, `@ag-ui/core`). Each event is data {type: RUN_STARTED | TEXT_MESSAGE_START |
TEXT_MESSAGE_CONTENT | TEXT_MESSAGE_CHUNK | TOOL_CALL_START | TOOL_CALL_ARGS | TOOL_CALL_RESULT | REASONING_… |
THINKING_… | STATE_… | MESSAGES_SNAPSHOT | CUSTOM | RAW | STEP_… | RUN_FINISHED | RUN_ERROR, …}. A request is {threadId,
runId, messages, tools, state, context, forwardedProps}; messages are OpenAI's in camelCase. Python's dumps are in
snake_case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from recview import events as ev
from recview.coerce import as_dict, as_list, as_str, as_words
from recview.model import Chunk, Exchange, Json, Message
from recview.protocols.contract import ErrorSource, Origin
from recview.protocols.shared.calls_by_id import CallsById
from recview.protocols.shared.camel_usage import camel_usage
from recview.protocols.shared.chunk_notes import why_unread
from recview.protocols.shared.errors import failure
from recview.protocols.shared.fields import pick
from recview.protocols.shared.messages import messages as chat_messages
from recview.wire import as_text

NAME = "ag_ui"
DECODED_KEYS = frozenset({"delta", "toolCallName", "tool_call_name", "content"})
FINISHES = {"stop": ("RUN_FINISHED", "success"), "pause": ("interrupt",)}
NOISE_KEYS = {
    "ids": ("threadId", "runId", "messageId", "toolCallId", "parentMessageId", "thread_id", "run_id", "message_id"),
    "timestamps": ("timestamp",),
}
GROWING_KEYS = ("delta",)

# As text: `re` compiles and keeps it at its first use, which spares the start.
_TYPE = (
    r"RUN_(STARTED|FINISHED|ERROR)|TEXT_MESSAGE_(START|CONTENT|END|CHUNK)|TOOL_CALL_(START|ARGS|END|RESULT|CHUNK)"
    r"|STATE_(SNAPSHOT|DELTA)|MESSAGES_SNAPSHOT|ACTIVITY_(SNAPSHOT|DELTA)|STEP_(STARTED|FINISHED)|RAW|CUSTOM|USAGE"
    r"|THINKING_(START|END|TEXT_MESSAGE_(START|CONTENT|END))"
    r"|REASONING_(START|END|MESSAGE_(START|CONTENT|END|CHUNK)|ENCRYPTED_VALUE)"
)
_REASONING = frozenset({"THINKING_TEXT_MESSAGE_CONTENT", "REASONING_MESSAGE_CONTENT", "REASONING_MESSAGE_CHUNK"})
_RUN_KEYS = (("threadId", "runId"), ("thread_id", "run_id"))
_NOTES = {
    "STATE_SNAPSHOT": ("state", "snapshot"),
    "STATE_DELTA": ("state", "delta"),
    "ACTIVITY_SNAPSHOT": ("activity", "content"),
    "ACTIVITY_DELTA": ("activity", "patch"),
}


def claims(exchange: Exchange, first: Sequence[Chunk]) -> bool:
    """By the types of its events; without one, by what only its requests hold together."""
    for chunk in first:
        kind = as_str(as_dict(chunk.data).get("type"))
        return re.fullmatch(_TYPE, kind) is not None and kind not in {"RAW", "CUSTOM", "USAGE"}
    body = as_dict(exchange.request.body)
    return "messages" in body and any({thread, run} <= body.keys() for thread, run in _RUN_KEYS)


def messages(body: Mapping[str, Json]) -> tuple[Message, ...]:
    """The messages as those of a chat."""
    return chat_messages({"messages": [_in_openai_words(message) for message in as_list(body.get("messages"))]})


def events(chunks: Iterable[Chunk], origin: Origin) -> Iterator[ev.Event]:
    """One event per piece."""
    run = _Run(origin.source)
    for index, chunk in enumerate(chunks):
        data = as_dict(chunk.data)
        if not data:
            yield ev.Unknown(index, why_unread(chunk))
            continue
        yield from run.events(index, data)
        if counts := camel_usage(data.get("usage")) or camel_usage(as_dict(data.get("result")).get("usage")):
            yield ev.UsageReported(index, counts)


def _in_openai_words(message: Json) -> Json:
    fields = as_dict(message)
    if not fields:
        return message
    words = {"tool_calls": pick(fields, "toolCalls"), "tool_call_id": pick(fields, "toolCallId")}
    if isinstance(fields.get("content"), list):
        words["content"] = [_part(part) for part in fields["content"]]
    return {**fields, **{key: value for key, value in words.items() if value is not None}}


def _part(part: Json) -> Json:
    """Media stands beside its type, or in a source of its own."""
    fields = as_dict(part)
    kind, source = as_str(fields.get("type")), as_dict(fields.get("source"))
    if kind not in {"binary", "image"}:
        return part
    data = as_str(fields.get("data")) or (as_str(source.get("value")) if source.get("type") == "data" else "")
    media_type = as_str(pick(fields, "mimeType")) or as_str(pick(source, "mimeType"))
    url = f"data:{media_type};base64,{data}" if data else as_str(fields.get("url")) or as_str(source.get("value"))
    return {"type": "image_url", "image_url": {"url": url}}


def _reasoning(index: int, text: str) -> Iterator[ev.Event]:
    if text:
        yield ev.ReasoningDelta(index, 0, text)


class _Run:
    """Remembers, over one stream, its calls, the roles of its messages, and whether anything was answered."""

    def __init__(self, source: ErrorSource) -> None:
        self._source = source
        self._calls = CallsById()
        self._roles: dict[str, str] = {}
        self._has_answer = False

    def events(self, index: int, data: Mapping[str, Json]) -> Iterator[ev.Event]:
        match as_str(data.get("type")):
            case "TEXT_MESSAGE_START" | "TEXT_MESSAGE_CONTENT" | "TEXT_MESSAGE_CHUNK":
                yield from self._text(index, data)
            case kind if kind in _REASONING:
                yield from _reasoning(index, as_str(data.get("delta")))
            case "TOOL_CALL_START" | "TOOL_CALL_ARGS" | "TOOL_CALL_CHUNK":
                self._has_answer = True
                call = as_str(pick(data, "toolCallId")), as_str(pick(data, "toolCallName"))
                yield from self._calls.piece(index, *call, as_str(data.get("delta")))
            case "TOOL_CALL_RESULT":
                yield from self._calls.ran(index, as_str(pick(data, "toolCallId")))
                yield ev.Noted(index, 0, "tool result", f"{as_text(data.get('content'))}\n", is_part=True)
            case "MESSAGES_SNAPSHOT":
                yield from self._snapshot(index, as_list(data.get("messages")))
            case "CUSTOM":
                yield ev.Noted(index, 0, as_words(data.get("name")) or "custom", f"{as_text(data.get('value'))}\n")
            case kind if kind in _NOTES:
                label, key = _NOTES[kind]
                yield ev.Noted(index, 0, label, f"{as_text(data.get(key))}\n")
            case "RUN_FINISHED" | "RUN_ERROR":
                yield from self._end(index, data)
            case kind if not re.fullmatch(_TYPE, kind):
                yield ev.Unknown(index, "no event of AG-UI has this type" if kind else "no type in this object")

    def _text(self, index: int, data: Mapping[str, Json]) -> Iterator[ev.Event]:
        """A piece of a message; what the agent streams in another's name is no answer."""
        message, role = as_str(pick(data, "messageId")), as_str(data.get("role"))
        if role:
            self._roles[message] = role
        role = self._roles.get(message, "assistant")
        if not (text := as_str(data.get("delta"))):
            return
        if role == "assistant":
            self._has_answer = True
            yield ev.TextDelta(index, 0, text)
        else:
            yield ev.Noted(index, 0, f"{role} message", text, is_part=True)

    def _snapshot(self, index: int, sent: Sequence[Json]) -> Iterator[ev.Event]:
        """All messages so far: an agent that streams no pieces answers by those behind the last one of the user."""
        if self._has_answer:
            return
        answered: list[Mapping[str, Json]] = []
        for fields in map(as_dict, sent):
            answered = [] if fields.get("role") == "user" else [*answered, fields]
        for fields in (message for message in answered if message.get("role") == "assistant"):
            self._has_answer = True
            if text := as_str(fields.get("content")):
                yield ev.TextDelta(index, 0, text)
            for call in map(as_dict, as_list(pick(fields, "toolCalls"))):
                function = as_dict(call.get("function"))
                named = as_str(call.get("id")), as_str(function.get("name"))
                yield from self._calls.whole(index, *named, function.get("arguments"))

    def _end(self, index: int, data: Mapping[str, Json]) -> Iterator[ev.Event]:
        """A run ends by the name of its last event, or by the outcome that this has since 2026."""
        if data["type"] == "RUN_ERROR":
            if failed := failure({"message": data.get("message"), "code": data.get("code")}, self._source):
                yield ev.Failed(index, failed)
            return
        if (result := data.get("result")) is not None:
            yield ev.Noted(index, 0, "result", f"{as_text(result)}\n")
        outcome = data.get("outcome")
        yield ev.Finished(index, 0, as_str(outcome) or as_str(as_dict(outcome).get("type")) or "RUN_FINISHED")
