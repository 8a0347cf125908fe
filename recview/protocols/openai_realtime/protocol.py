"""OpenAI's Realtime API over a websocket, and the servers that speak it: Azure, its Voice Live, and xAI.

Source: OpenAI's API reference (Realtime client and server events, of the beta and of general availability) and
recordings of these servers. Audio is described by its size; its transcript is the text.
"""

from __future__ import annotations

from recview import events as ev
from recview.coerce import as_dict, as_str
from recview.model import Exchange, Outline
from recview.protocols.openai_realtime.messages import messages, request_body
from recview.protocols.openai_realtime.stream import events, is_text_piece
from recview.protocols.shared.endings import significant, with_ending_of
from recview.protocols.shared.usage import error_source
from recview.wire import payloads

NAME = "openai.realtime"
SPOKEN = frozenset({"delta", "text", "transcript", "arguments"})

_OF_SESSION = ("session.", "conversation.", "input_audio_buffer.", "output_audio_buffer.", "transcription_session.")
_OF_AUDIO = ("response.output_audio", "response.audio", "response.text.")
_SILENT = frozenset({"", "ping", "error", "rate_limits.updated"})


def claims(exchange: Exchange) -> bool:
    """By the first events: those of the Responses API have the same names, and neither sessions nor an `event_id`."""
    for chunk in exchange.response.chunks[:3]:
        data = as_dict(chunk.data)
        kind = as_str(data.get("type"))
        if kind.startswith((*_OF_SESSION, *_OF_AUDIO)):
            return True
        if kind.startswith("response."):
            return "event_id" in data or as_dict(data.get("response")).get("object") == "realtime.response"
        if kind not in _SILENT:
            return False
    return False


def outline(exchange: Exchange) -> Outline:
    """A response ends with an event that has its status and usage."""
    sent, chunks = messages(request_body(exchange)), exchange.response.chunks
    opening = next((part.text for message in sent if message.role == "user" for part in message.parts if part.text), "")
    head = Outline("chat", messages=len(sent), opening=opening[:80])
    source = error_source(exchange.response)
    indexes = significant(chunks, payloads(chunks), is_text_piece)
    return with_ending_of(head, chunks, indexes, lambda some: events(some, source))


def decode(exchange: Exchange) -> ev.Conversation:
    """The conversation of a turn."""
    answer = events(exchange.response.chunks, error_source(exchange.response))
    return ev.Conversation(NAME, messages(request_body(exchange)), tuple(answer))
