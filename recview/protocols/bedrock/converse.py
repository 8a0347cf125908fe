"""AWS Bedrock's Converse and ConverseStream: one shape for the models of every provider.

Source: the API reference of Bedrock Runtime. `events` reads its objects, `content` their blocks and the
request.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.coerce import as_dict, as_list
from recview.model import Chunk, Exchange, Json, Outline
from recview.protocols.bedrock.content import messages as messages
from recview.protocols.bedrock.events import FRAMES, PLAIN, frame_of, is_exception
from recview.protocols.bedrock.events import events as events
from recview.protocols.bedrock.urls import operation_of
from recview.protocols.contract import NoiseRule, Origin
from recview.protocols.shared.endings import Ending, ending_of_significant
from recview.protocols.shared.messages import brief, question

_PADDED = frozenset({"role", "contentBlockIndex", "stopReason", "metrics"})
"""What the frames that are padded with `p` have besides."""

NAME = "bedrock.converse"
DECODED_KEYS = frozenset({"text", "input", "name", "stopReason"})
FINISHES = {
    "content_filter": ("content_filtered", "guardrail_intervened"),
    "error": ("malformed_model_output", "malformed_tool_use"),
}
NOISE_KEYS = {
    # Nova opens another block per piece.
    "ids": ("requestId", "toolUseId", "contentBlockIndex"),
    "timestamps": ("latencyMs",),
    "signatures": ("redactedContent",),
}
NOISE_RULES: Mapping[str, NoiseRule] = {
    "p": ("padding", lambda frame: not _PADDED.isdisjoint(frame)),
}


# Other APIs have events of this name, too.
_COMMON = "metadata"
_TEXT_KEYS = {"text", "reasoningContent"}


def claims(exchange: Exchange, first: Sequence[Chunk]) -> bool:
    """By the names of the first frames or the shape of a plain answer; where there is neither, by the URL."""
    for chunk in first:
        kind, data = frame_of(chunk)
        if kind == PLAIN:
            return "message" in as_dict(as_dict(data).get(PLAIN))
        if kind in FRAMES and kind != _COMMON:
            return True
        if kind != _COMMON and not is_exception(kind) and data:
            return False
    return operation_of(exchange.request.url or exchange.request.endpoint).startswith("converse")


def head(body: Mapping[str, Json]) -> Outline:
    """The messages, not counting the system prompt."""
    turns = as_list(body.get("messages"))
    return Outline("chat", messages=len(turns), opening=brief(turns), question=question(turns))


def ending(chunks: Sequence[Chunk], origin: Origin) -> Ending:
    """How the answer ended, by the frames around the pieces of content."""
    indexes = [index for index, chunk in enumerate(chunks) if not _is_piece(chunk)]
    return ending_of_significant(chunks, indexes, lambda some: events(some, origin))


def _is_piece(chunk: Chunk) -> bool:
    """Whether a frame has a piece of text or reasoning, or ends a block."""
    kind, data = frame_of(chunk)
    if kind == "contentBlockDelta":
        delta = as_dict(as_dict(data).get("delta"))
        return bool(delta) and delta.keys() <= _TEXT_KEYS
    return kind == "contentBlockStop" and bool(as_dict(data))
