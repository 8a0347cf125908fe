"""Which model family a body that Bedrock's invoke carries belongs to, and the reader of that family.

Told by the shape of the body; where that has nothing of its own, by the model. Source: Bedrock's inference parameters
of each family, and recordings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from recview import events as ev
from recview.coerce import as_dict, as_list, as_str
from recview.model import Chunk, Json
from recview.protocols.anthropic import completions as anthropic_completions
from recview.protocols.anthropic import events as anthropic_events
from recview.protocols.anthropic import messages as anthropic_messages
from recview.protocols.bedrock import converse as bedrock_converse
from recview.protocols.bedrock import events as bedrock_events
from recview.protocols.bedrock import texts as bedrock_texts
from recview.protocols.cohere.v1 import OlderDecoder
from recview.protocols.contract import Origin
from recview.protocols.openai import chat as openai_chat
from recview.protocols.openai import completions as openai_completions

Reader: TypeAlias = Callable[[Sequence[Chunk], Origin], Iterable[ev.Event]]
"""The events of the objects of one answer."""

DECODED_KEYS = frozenset(
    {
        *bedrock_converse.DECODED_KEYS,
        *anthropic_messages.DECODED_KEYS,
        *anthropic_completions.DECODED_KEYS,
        *openai_chat.DECODED_KEYS,
        *("outputText", "completionReason", "generation", "reason"),
    }
)

_ANTHROPIC = frozenset(
    {
        *("message_start", "message", "content_block_start", "content_block_delta", "content_block_stop"),
        *("message_delta", "message_stop", "ping", "error"),
    }
)
_COHERE = frozenset({"generations", "is_finished", "event_type", "generation_id", "chat_history"})


def reader_of(chunks: Iterable[Chunk], model: str) -> Reader | None:
    """The reader of the family that the first telling object belongs to, else of the model's; None if none is known."""
    # Bare text is what one family answers with, and what a line of words among any other's objects is.
    telling = sorted(chunks, key=lambda chunk: not isinstance(chunk.data, dict))
    by_shape = next(filter(None, map(_by_shape, telling)), None)
    return by_shape or next((read for name, read in _BY_MODEL if name in model), None)


def _by_shape(chunk: Chunk) -> Reader | None:
    data = as_dict(chunk.data)
    if as_str(data.get("type")) in _ANTHROPIC:
        return anthropic_events.events
    if "completion" in data:
        return anthropic_completions.events
    if bedrock_events.frame_of(chunk)[0]:
        return bedrock_events.events
    if choices := as_list(data.get("choices")):
        return _completions if "text" in as_dict(choices[0]) else _chat
    if not _COHERE.isdisjoint(data):
        return _cohere
    return _texts if bedrock_texts.is_one(chunk) else None


def _chat(chunks: Sequence[Chunk], origin: Origin) -> Iterable[ev.Event]:
    return openai_chat.events(map(_in_openai_words, chunks), origin)


def _completions(chunks: Sequence[Chunk], origin: Origin) -> Iterable[ev.Event]:
    return openai_completions.events(map(_in_openai_words, chunks), origin)


def _in_openai_words(chunk: Chunk) -> Chunk:
    data = _spelled(as_dict(chunk.data))
    return Chunk("", data, data)


def _spelled(data: Mapping[str, Json]) -> Json:
    """Mistral and DeepSeek say `stop_reason` where OpenAI says `finish_reason`."""
    choices = data.get("choices")
    if not isinstance(choices, list):
        return data
    return {**data, "choices": [_choice(as_dict(choice)) for choice in choices]}


def _choice(fields: Mapping[str, Json]) -> Json:
    return {**fields, "finish_reason": fields.get("finish_reason") or fields.get("stop_reason")}


def _cohere(chunks: Sequence[Chunk], origin: Origin) -> Iterator[ev.Event]:
    decoder = OlderDecoder(origin.source)
    for index, chunk in enumerate(chunks):
        yield from decoder.chunk(index, as_dict(chunk.data))


def _texts(chunks: Sequence[Chunk], origin: Origin) -> Iterator[ev.Event]:
    return bedrock_texts.events(chunks)


# By a part of the model's id, such as `us.anthropic.claude-sonnet-4-5`; the first that fits counts.
_BY_MODEL: tuple[tuple[str, Reader], ...] = (
    ("anthropic.", anthropic_events.events),
    ("amazon.nova", bedrock_events.events),
    ("cohere.", _cohere),
    ("amazon.titan", _texts),
    ("meta.llama", _texts),
    ("ai21.jamba", _chat),
    ("ai21.", _texts),
    ("openai.", _chat),
    ("qwen.", _chat),
    ("deepseek.", _chat),
    ("mistral.", _texts),
)
