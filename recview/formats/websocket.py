"""The messages of a websocket → exchanges, one per turn. Containers say who sent each message, and what is in it.

A turn is what the client sent, and the answer to it: one response of OpenAI's Realtime or Responses API, one turn of
Gemini's Live API. So each answer has its own row, usage and ending. A socket without such answers is one exchange.
Source: the API references of these three, and recordings of pydantic-ai, Codex, vLLM and browsers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from recview.coerce import as_dict, as_str
from recview.formats.http import Recorded
from recview.framing import Body
from recview.framing.media import as_text, without_bytes
from recview.model import Chunk, Json, Readability
from recview.named_tuple import NamedTuple
from recview.wire import parse, parse_text

SENT = frozenset({"send", "sent", "client", "outgoing", "outbound", "client_to_server"})
RECEIVED = frozenset({"receive", "received", "recv", "server", "incoming", "inbound", "server_to_client"})
"""Words for who sent a message."""

CONTROLS: Mapping[Json, str] = {8: "close", 9: "ping", 10: "pong"}
"""Messages of the connection itself, by their opcode."""

BINARY = 2
"""The opcode of messages that are bytes: 1 is that of text."""


class Message(NamedTuple):
    """A message of a websocket.

    Attributes:
        is_sent: Whether the client sent it.
        data: What is in it: a JSON value, else text; bytes that are none are described.
        raw: The message as the container keeps it, with that data in it.
        control: `ping`, `pong` or `close`, if it is about the connection.
    """

    is_sent: bool
    data: Json
    raw: Json
    control: str = ""

    @property
    def type(self) -> str:
        """The `type` of an event of OpenAI's APIs, or empty."""
        return as_str(as_dict(self.data).get("type"))


class Turn(NamedTuple):
    """Messages that belong together, and the model that the socket has named by then."""

    messages: Sequence[Message]
    model: str = ""


def socket_message(*, is_sent: bool, body: Body, kept: Mapping[str, Json], key: str, control: str = "") -> Message:
    """A message.

    Args:
        is_sent: Whether the client sent it.
        body: What is in it.
        kept: The message as the container keeps it.
        key: The key in `kept` that holds the body.
        control: `ping`, `pong` or `close`.
    """
    data = _value(body)
    return Message(is_sent, data, {**kept, key: data}, control)


def _value(body: Body) -> Json:
    if isinstance(body, bytes):
        value = parse(body) if body.lstrip()[:1] in (b"{", b"[") else None
        return as_text(body) if value is None or isinstance(value, Readability) else value
    if isinstance(body, str) and body.lstrip()[:1] in ("{", "["):
        value = parse_text(body)
        return body if isinstance(value, Readability) else value
    return without_bytes(body) if isinstance(body, dict | list) else body


def recorded(turn: Turn, socket: Recorded) -> Recorded:
    """Where the parts of a turn are.

    Args:
        turn: The turn.
        socket: What the container keeps of the connection: URL, headers, status.
    """
    chunks = tuple(map(_chunk, turn.messages))
    return socket._replace(body=_request(turn.messages), chunks=chunks, model=turn.model)


def _chunk(message: Message) -> Chunk:
    direction: Literal["sent", "received"] = "sent" if message.is_sent else "received"
    if message.is_sent or message.control:
        return Chunk(message.control, None, message.raw, direction=direction)
    return Chunk(message.type, message.data, message.raw, direction=direction)


_WHOLE = ("input", "messages", "contents", "prompt")
"""A key of these has the conversation in a message that is a whole request."""


def _request(messages: Iterable[Message]) -> Json:
    """The last message that is a whole request; else the only message that was sent, or a list of them all."""
    sent = [message for message in messages if message.is_sent and not message.control]
    whole = (message.data for message in reversed(sent) if message.type in _REQUESTS)
    request = next((data for data in whole if any(key in as_dict(data) for key in _WHOLE)), None)
    if request is not None:
        return request
    datas = [message.data for message in sent]
    return datas[0] if len(datas) == 1 else datas or None


_REQUESTS = frozenset({"response.create", ""})


# Turns


def turns(messages: Iterable[Message]) -> list[Turn]:
    """The turns of a socket, in order; each message is in one of them."""
    splitter = _Splitter()
    for number, received in enumerate(messages):
        splitter.take(number, received)
    return splitter.turns()


class _Splitter:
    """Collects the messages of a socket until an answer ends."""

    def __init__(self) -> None:
        self._turns: list[dict[int, Message]] = []
        self._current: dict[int, Message] = {}
        self._early: dict[int, Message] = {}
        self._open: set[str] = set()
        self._calls_tool = self._is_answered = self._is_asked = False
        self._models: list[str] = []
        self._model = ""

    def take(self, number: int, message: Message) -> None:
        """Add a message."""
        if self._is_over(message):
            self._end()
        if message.is_sent and self._open and message.type.startswith(_INPUT):
            # A tool's result may be sent before the response that calls it has ended: it is for the next one.
            self._early[number] = message
            return
        self._current[number] = message
        self._model = _model(as_dict(message.data)) or self._model
        self._is_asked = self._is_asked or _asks(message)
        if not message.is_sent:
            self._receive(message)

    def turns(self) -> list[Turn]:
        """The turns. What comes after the last answer and asks for no other is of the last turn."""
        left = self._current | self._early
        if self._is_asked or not self._turns:
            self._turns.append(left)
            self._models.append(self._model)
        else:
            self._turns[-1].update(left)
        return [
            Turn([message for _, message in sorted(turn.items(), key=lambda item: item[0])], model)
            for turn, model in zip(self._turns, self._models, strict=True)
        ]

    def _end(self) -> None:
        self._turns.append(self._current)
        self._models.append(self._model)
        self._current, self._early = self._early, {}
        self._open.clear()
        self._calls_tool = self._is_answered = self._is_asked = False

    def _is_over(self, message: Message) -> bool:
        if self._calls_tool and message.is_sent and not _TOOL_RESULTS.isdisjoint(as_dict(message.data)):
            return True
        return self._is_answered and not self._open and not _is_afterthought(message)

    def _receive(self, message: Message) -> None:
        fields = as_dict(message.data)
        content = as_dict(fields.get("serverContent", fields.get("server_content")))
        response = as_str(as_dict(fields.get("response")).get("id"))
        if message.type == "response.created":
            self._open.add(response)
        elif message.type in _ENDS:
            self._open.discard(response)
            self._is_answered = True
        elif True in (content.get("turnComplete"), content.get("turn_complete")):
            self._is_answered = True
        self._calls_tool = self._calls_tool or "toolCall" in fields or "tool_call" in fields


_INPUT = ("conversation.item.create", "input_audio_buffer.")
_ENDS = frozenset(f"response.{status}" for status in ("done", "completed", "incomplete", "failed", "cancelled"))
_TOOL_RESULTS = frozenset({"toolResponse", "tool_response"})
_ASKING = frozenset({"clientContent", "client_content", "serverContent", "server_content", *_TOOL_RESULTS})
"""The keys of Gemini's messages that ask for an answer or are one."""

_AFTERTHOUGHTS = frozenset({"rate_limits.updated", "ping"})
_AFTER = frozenset({"usageMetadata", "usage_metadata", "sessionResumptionUpdate", "session_resumption_update"})


def _asks(message: Message) -> bool:
    """Whether a message asks for an answer, or is of one."""
    return message.type.startswith("response.") or not _ASKING.isdisjoint(as_dict(message.data))


def _is_afterthought(message: Message) -> bool:
    """Whether a message that comes after an answer is still about that answer, or about the connection."""
    fields = as_dict(message.data)
    about = message.type in _AFTERTHOUGHTS or (bool(fields) and fields.keys() <= _AFTER)
    return bool(message.control) or (about and not message.is_sent)


def _model(fields: Mapping[str, Json]) -> str:
    """The model that a message names: of the session, or of a request or a response."""
    holders = (fields, *(as_dict(fields.get(key)) for key in ("session", "setup", "response")))
    return next(filter(None, (as_str(holder.get("model")) for holder in holders)), "")
