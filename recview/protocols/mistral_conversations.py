"""Mistral's conversations, /v1/conversations, and what its agents do in them; its chats are read as OpenAI's.

Source: Mistral's API reference (beta conversations) and its clients' classes. A streamed event is data {type:
conversation.response.started | message.output.delta {content: text or a part} | tool.execution.started {id, name,
arguments} | .delta | .done {info} | function.call.delta {tool_call_id, name, arguments} | agent.handoff.started | .done
| conversation.response.done {usage} | conversation.response.error {message, code}}. A plain answer is {object:
conversation.response, conversation_id, outputs: [{type: message.output | tool.execution | function.call |
agent.handoff}], usage}. A request is {inputs: text or entries, instructions, model | agent_id, tools}.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from recview import events as ev
from recview.coerce import as_dict, as_list, as_str, as_words
from recview.model import Chunk, Exchange, Json, Message, Part
from recview.protocols.contract import ErrorSource, Origin
from recview.protocols.shared.calls_by_id import CallsById
from recview.protocols.shared.chunk_notes import why_unread
from recview.protocols.shared.errors import failure
from recview.protocols.shared.media import describe_media
from recview.protocols.shared.messages import messages as chat_messages
from recview.protocols.shared.messages import thinking
from recview.protocols.shared.sources import citation
from recview.protocols.shared.usage import usage
from recview.wire import as_text

NAME = "mistral.conversations"
DECODED_KEYS = frozenset({"content", "text", "thinking", "name", "arguments"})
FINISHES = {"stop": ("done",)}
NOISE_KEYS = {"ids": ("conversation_id", "tool_call_id"), "timestamps": ("completed_at",)}

_EVENTS = frozenset(
    {
        *("conversation.response.started", "conversation.response.done", "conversation.response.error"),
        *("message.output.delta", "function.call.delta", "agent.handoff.started", "agent.handoff.done"),
        *("tool.execution.started", "tool.execution.delta", "tool.execution.done"),
    }
)
_RESPONSE = "conversation.response"


def claims(exchange: Exchange, first: Sequence[Chunk]) -> bool:
    """By the types of its events or the object of a plain answer; without one, by the URL and its inputs."""
    for chunk in first:
        data = as_dict(chunk.data)
        return data.get("object") == _RESPONSE or as_str(data.get("type")) in _EVENTS
    body = as_dict(exchange.request.body)
    return "inputs" in body and "/conversations" in exchange.request.endpoint


def messages(body: Mapping[str, Json]) -> tuple[Message, ...]:
    """Instructions, and the inputs: a text, or entries, each of which has a type of its own."""
    inputs = body.get("inputs")
    instructions = as_str(body.get("instructions"))
    system = (Message("system", (Part("text", instructions),)),) if instructions else ()
    if isinstance(inputs, str):
        return (*system, Message("user", (Part("text", inputs),)))
    return (*system, *map(_entry, map(as_dict, as_list(inputs))))


def events(chunks: Iterable[Chunk], origin: Origin) -> Iterator[ev.Event]:
    """One event per piece, or per entry of a plain answer."""
    answer = _Answer(origin.source)
    for index, chunk in enumerate(chunks):
        data = as_dict(chunk.data)
        if "outputs" in data:
            for entry in map(as_dict, as_list(data["outputs"])):
                yield from answer.entry(index, entry)
        elif data:
            yield from answer.event(index, data)
        else:
            yield ev.Unknown(index, why_unread(chunk))
        if counts := usage(data):
            yield ev.UsageReported(index, counts)


def _entry(fields: Mapping[str, Json]) -> Message:
    match as_str(fields.get("type")):
        case "function.result":
            result = Part("tool_result", as_text(fields.get("result")), "", as_str(fields.get("tool_call_id")))
            return Message("tool", (result,))
        case "function.call":
            named = as_str(fields.get("name")), as_str(fields.get("tool_call_id"))
            return Message("assistant", (Part("tool_call", as_text(fields.get("arguments")), *named),))
        case "tool.execution" | "agent.handoff" as kind:
            return Message("assistant", (Part("other", as_text(fields), kind),))
        case kind:
            role = as_words(fields.get("role")) or ("assistant" if kind == "message.output" else "user")
            return chat_messages({"messages": [{"role": role, "content": fields.get("content")}]})[0]


class _Answer:
    """Remembers, over one stream, its calls."""

    def __init__(self, source: ErrorSource) -> None:
        self._source = source
        self._calls = CallsById()

    def event(self, index: int, data: Mapping[str, Json]) -> Iterator[ev.Event]:
        """The events of a streamed one."""
        match as_str(data.get("type")):
            case "message.output.delta":
                yield from self._content(index, data.get("content"))
            case "tool.execution.started" | "tool.execution.delta":
                yield from self._calls.piece(index, *_named(data, "id"), as_text(data.get("arguments")), "provider")
            case "tool.execution.done":
                yield from self._result(index, data)
            case "function.call.delta":
                yield from self._calls.piece(index, *_named(data, "tool_call_id"), as_text(data.get("arguments")))
            case "agent.handoff.started" | "agent.handoff.done":
                yield _handoff(index, data)
            case "conversation.response.done":
                yield ev.Finished(index, 0, "done")
            case "conversation.response.error":
                error = {"message": data.get("message"), "code": as_words(data.get("code"))}
                if failed := failure(error, self._source):
                    yield ev.Failed(index, failed)
            case kind if kind != "conversation.response.started" and "error" not in data:
                yield ev.Unknown(index, "no event of a conversation has this type")

    def entry(self, index: int, entry: Mapping[str, Json]) -> Iterator[ev.Event]:
        """The events of an entry of a plain answer."""
        match as_str(entry.get("type")):
            case "message.output":
                yield from self._content(index, entry.get("content"))
            case "tool.execution":
                yield from self._calls.whole(index, *_named(entry, "id"), entry.get("arguments"), "provider")
                yield from self._result(index, entry)
            case "function.call":
                yield from self._calls.whole(index, *_named(entry, "tool_call_id"), entry.get("arguments"))
            case "agent.handoff":
                yield _handoff(index, entry)
            case kind:
                yield ev.Noted(index, 0, kind or "entry", f"{as_text(entry)}\n")

    def _content(self, index: int, content: Json) -> Iterator[ev.Event]:
        """A text, a part, or a list of them."""
        for part in content if isinstance(content, list) else [content]:
            fields = as_dict(part)
            if text := as_str(part) or as_str(fields.get("text")):
                yield ev.TextDelta(index, 0, text)
            elif thought := thinking(fields.get("thinking")):
                yield ev.ReasoningDelta(index, 0, thought)
            elif fields.get("type") == "tool_reference":
                yield ev.Noted(index, 0, "citations", f"{citation(fields)}\n")
            elif image := fields.get("image_url"):
                yield ev.Noted(index, 0, "image", f"{describe_media(as_dict(image).get('url', image))}\n")
            elif as_str(fields.get("type")) not in {"", "text", "thinking"}:
                yield ev.Noted(index, 0, as_str(fields["type"]), f"{as_text(fields)}\n")

    def _result(self, index: int, data: Mapping[str, Json]) -> Iterator[ev.Event]:
        yield from self._calls.piece(index, *_named(data, "id"), runs="provider")
        if info := as_dict(data.get("info")):
            yield ev.Noted(index, 0, "tool result", f"{as_text(info)}\n", is_part=True)


def _named(data: Mapping[str, Json], key: str) -> tuple[str, str]:
    """The id and the name of a call."""
    return as_str(data.get(key)) or as_str(data.get("id")), as_str(data.get("name"))


def _handoff(index: int, data: Mapping[str, Json]) -> ev.Noted:
    keys = ("previous_agent_name", "previous_agent_id", "next_agent_name", "next_agent_id")
    names = {key.partition("_agent")[0]: name for key in reversed(keys) if (name := as_str(data.get(key)))}
    return ev.Noted(index, 0, "handoff", f"{' '.join(f'{way}: {name}' for way, name in sorted(names.items()))}\n")
