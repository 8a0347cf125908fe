"""OpenAI's Realtime API over a websocket, and the servers that speak it: Azure, its Voice Live, and xAI.

Source: OpenAI's API reference (Realtime client and server events, of the beta and of general availability) and
recordings of these servers. Audio is described by its size; its transcript is the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from recview import events as ev
from recview.coerce import as_dict, as_list, as_str
from recview.model import Chunk, Exchange, Json
from recview.protocols.contract import Origin
from recview.protocols.openai_responses.realtime_messages import messages as messages
from recview.protocols.openai_responses.realtime_messages import request_body as request_body
from recview.protocols.openai_responses.realtime_stream import OF_SESSIONS, Stream
from recview.protocols.openai_responses.realtime_stream import is_piece as is_piece

NAME = "openai.realtime"
DECODED_KEYS = frozenset({"delta", "text", "transcript", "arguments"})
FINISHES = {"stop": ("done",)}

_OF_AUDIO = ("response.output_audio", "response.audio", "response.text.")
_SILENT = frozenset({"", "ping", "error", "rate_limits.updated"})


def claims(exchange: Exchange, first: Sequence[Chunk]) -> bool:
    """By the first events: those of the Responses API have the same names, but no session and no `event_id`.

    Where none came, by what was sent.
    """
    for chunk in first:
        data = as_dict(chunk.data)
        kind = as_str(data.get("type"))
        if kind.startswith((*OF_SESSIONS, *_OF_AUDIO)):
            return True
        if kind.startswith("response."):
            return "event_id" in data or as_dict(data.get("response")).get("object") == "realtime.response"
        if kind not in _SILENT:
            return False
    is_answered = any(chunk.data for chunk in first)
    return not is_answered and any(map(_is_sent_to_realtime, as_list(request_body(exchange)["sent"])))


def _is_sent_to_realtime(message: Json) -> bool:
    """Whether only a client of this API sends such a message."""
    fields = as_dict(message)
    kind = as_str(fields.get("type"))
    return kind.startswith(OF_SESSIONS) or (kind == "response.create" and isinstance(fields.get("response"), dict))


def events(chunks: Iterable[Chunk], origin: Origin) -> Iterator[ev.Event]:
    """The events of a turn, each with the index of its chunk."""
    stream = Stream(origin.source)
    index = -1
    for index, chunk in enumerate(chunks):
        if not chunk.is_beside_answer:
            yield from stream.events(index, chunk)
    yield from stream.unfinished(index)
