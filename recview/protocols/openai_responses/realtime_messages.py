"""The request side of the Realtime API: instructions, the items of the conversation, and the audio that was sent.

The server repeats each item that it adds to the conversation, also those that it makes of audio; the transcript of that
audio comes later, in events of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from recview.coerce import as_dict, as_list, as_str
from recview.humanize import size
from recview.model import Exchange, Json, Message, Part
from recview.protocols.openai_responses.input import messages as messages_of_items
from recview.protocols.shared.media import byte_count

_ADDED = ("conversation.item.added", "conversation.item.created")
_TRANSCRIPTION = "conversation.item.input_audio_transcription"


def request_body(exchange: Exchange) -> Mapping[str, Json]:
    """What was sent, and what the server said of it: `{sent: [message], received: [message]}`."""
    body = exchange.request.body
    received = [as_dict(chunk.data) for chunk in exchange.response.chunks]
    of_answer = {_item_id(data) for data in received if data.get("type") == "response.output_item.added"} - {""}
    about_items = (data for data in received if as_str(data.get("type")).startswith("conversation.item."))
    return {
        "sent": body if isinstance(body, list) else [body],
        "received": [data for data in about_items if _item_id(data) not in of_answer],
    }


def _item_id(message: Mapping[str, Json]) -> str:
    return as_str(as_dict(message.get("item")).get("id"))


def messages(body: Mapping[str, Json]) -> tuple[Message, ...]:
    """The messages of a turn, in order.

    Args:
        body: What `request_body` returns.
    """
    sent = [as_dict(message) for message in as_list(body.get("sent"))]
    received = [as_dict(message) for message in as_list(body.get("received"))]
    created = _items(sent, ("conversation.item.create",))
    added = _items(received, _ADDED)
    # A server that repeats no items, or not all of them, is not the one to ask.
    items = added if len(added) >= len(created) else created
    audio = _Audio(sent, received)
    conversation = (message for item in items for message in _messages(item, audio))
    return (*_instructions(sent), *conversation, *audio.rest(), *_own_input(sent))


def _items(messages: Iterable[Mapping[str, Json]], types: Sequence[str]) -> list[Mapping[str, Json]]:
    """The items in messages of some types, each once."""
    items = (as_dict(message.get("item")) for message in messages if message.get("type") in types)
    by_id = {as_str(item.get("id")) or f"item {number}": item for number, item in enumerate(items) if item}
    return list(by_id.values())


def _instructions(sent: Sequence[Mapping[str, Json]]) -> Iterator[Message]:
    """Those of the session that were sent last, and those of a response alone."""
    sessions = [as_str(as_dict(message.get("session")).get("instructions")) for message in sent]
    responses = [as_str(as_dict(message.get("response")).get("instructions")) for message in sent]
    for events in (sessions, responses):
        if text := next(filter(None, reversed(events)), ""):
            yield Message("system", (Part("text", text),))


def _own_input(sent: Sequence[Mapping[str, Json]]) -> Iterator[Message]:
    """What a response was asked with that is not to be part of the conversation."""
    for message in sent:
        if message.get("type") == "response.create":
            yield from messages_of_items({"input": as_dict(message.get("response")).get("input")})


class _Audio:
    """The audio that was sent in a turn, and its transcripts by item."""

    def __init__(self, sent: Iterable[Mapping[str, Json]], received: Sequence[Mapping[str, Json]]) -> None:
        pieces = (message for message in sent if message.get("type") == "input_audio_buffer.append")
        self._bytes = sum(byte_count(as_str(piece.get("audio"))) for piece in pieces)
        self._transcripts = _transcripts(received)

    def parts(self, item: Mapping[str, Json], content: Mapping[str, Json]) -> Iterator[Part]:
        """The parts of an item's audio: its transcript, and its size where it is known."""
        transcript = self._transcripts.pop(as_str(item.get("id")), "") or as_str(content.get("transcript"))
        if transcript:
            yield Part("text", transcript)
        own = byte_count(as_str(content.get("audio")))
        if count := own or self._bytes:
            yield Part("audio", size(count))
        if not own:
            self._bytes = 0

    def rest(self) -> Iterator[Message]:
        """Audio, and transcripts, of which no item came."""
        parts = [Part("text", transcript) for transcript in self._transcripts.values()]
        parts += [Part("audio", size(self._bytes))] if self._bytes else []
        if parts:
            yield Message("user", tuple(parts))


def _transcripts(received: Iterable[Mapping[str, Json]]) -> dict[str, str]:
    """What the user said, by item: whole where that came, else the pieces of it."""
    pieces: dict[str, str] = {}
    whole: dict[str, str] = {}
    for data in received:
        item = as_str(data.get("item_id"))
        if data.get("type") == f"{_TRANSCRIPTION}.delta":
            pieces[item] = pieces.get(item, "") + as_str(data.get("delta"))
        elif data.get("type") == f"{_TRANSCRIPTION}.completed":
            whole[item] = as_str(data.get("transcript"))
    return {item: text.strip() for item, text in (pieces | whole).items()}


_AUDIO = frozenset({"input_audio", "output_audio", "audio"})


def _messages(item: Mapping[str, Json], audio: _Audio) -> Iterator[Message]:
    """The message that an item is; those of the Responses API have the same shape but for audio."""
    content = as_list(item.get("content"))
    parts: list[Part] = []
    for part in content:
        fields = as_dict(part)
        if as_str(fields.get("type")) in _AUDIO:
            parts.extend(audio.parts(item, fields))
        else:
            parts.extend(inner for message in messages_of_items(_alone(part)) for inner in message.parts)
    if content:
        yield Message(as_str(item.get("role")) or "?", tuple(parts))
    else:
        yield from messages_of_items({"input": [item]})


def _alone(part: Json) -> Mapping[str, Json]:
    return {"input": [{"role": "user", "content": [part]}]}
