"""Vercel's AI SDK: what a server streams to its UI, and what a language model streams inside of it.

Source: the AI SDK's page on stream protocols (v4 to v6), `ui-message-chunks.ts` and `LanguageModelV2StreamPart`. A UI
message stream is events of data {type: start | text-delta | reasoning-delta | tool-input-start | tool-input-delta |
tool-input-available | tool-output-available | source-url | file | data-… | finish | error | abort | …}, a model's
stream is parts of like names, and the data stream of v4 is lines (see `data_stream`). `finish` has {finishReason}
since v6, and of a model {finishReason, usage}.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from recview import events as ev
from recview.coerce import as_dict, as_list, as_str
from recview.model import Chunk, Exchange, Json, Message
from recview.protocols.ai_sdk.data_stream import CODES, is_line, part_of_line
from recview.protocols.ai_sdk.messages import sent_messages
from recview.protocols.ai_sdk.parts import Parts
from recview.protocols.contract import Origin
from recview.protocols.shared.chunk_notes import why_unread

NAME = "ai_sdk"
DECODED_KEYS = frozenset(
    {"delta", "text", "textDelta", "inputTextDelta", "argsTextDelta", "input", "input{}", "args", "args{}", "toolName"}
    | {"finishReason"}
)
FINISHES = {
    "stop": ("finish",),
    "length": ("length",),
    "tool_calls": ("tool-calls",),
    "content_filter": ("content-filter",),
    "error": ("error",),
    "other": ("other", "unknown", "abort"),
}
NOISE_KEYS = {"ids": ("messageId", "toolCallId")}
GROWING_KEYS = ("delta", "inputTextDelta", "argsTextDelta", "textDelta")

_TELLING = frozenset(
    {
        *("text-start", "text-delta", "text-end", "reasoning-start", "reasoning-delta", "reasoning-end"),
        *("tool-input-start", "tool-input-delta", "tool-input-available", "tool-output-available", "start-step"),
        *("finish-step", "stream-start", "step-start", "step-finish", "source-url", "message-metadata"),
    }
)
_START = frozenset({"type", "messageId", "messageMetadata"})


def claims(exchange: Exchange, first: Sequence[Chunk]) -> bool:
    """By the types of its parts, or the codes of its lines."""
    if not exchange.response.streaming:
        return False
    for chunk in first:
        data = as_dict(chunk.data)
        if is_line(chunk) and (not data or data.get("type") is None):
            return True
        if as_str(data.get("type")) in _TELLING:
            return True
        is_of_app = as_str(data.get("type")).startswith("data-") and "data" in data
        if not is_of_app and (data.get("type") != "start" or not data.keys() <= _START):
            return False
    return bool(first)


def messages(body: Mapping[str, Json]) -> tuple[Message, ...]:
    """The messages of a UI, whose parts are named otherwise than OpenAI's; of a model its prompt."""
    return sent_messages(as_list(body.get("messages")) or as_list(body.get("prompt")))


def events(chunks: Iterable[Chunk], origin: Origin) -> Iterator[ev.Event]:
    """One event per piece."""
    parts = Parts(origin.source)
    for index, chunk in enumerate(chunks):
        if chunk.kind in CODES and (not isinstance(chunk.data, dict) or "type" not in chunk.data):
            data = part_of_line(chunk.kind, chunk.data)
        else:
            data = as_dict(chunk.data)
        if data:
            yield from parts.events(index, data)
        else:
            yield ev.Unknown(index, why_unread(chunk))
