"""AWS Bedrock's Converse and ConverseStream: one shape for the models of every provider.

Source: the API reference of Bedrock Runtime. What its objects mean is in `bedrock_events`, what is in their blocks and
in the request in `bedrock_content`.
"""

from __future__ import annotations

from recview import events as ev
from recview.bedrock import operation_of
from recview.coerce import as_dict, as_list
from recview.model import Chunk, Exchange, Outline
from recview.protocols.bedrock.content import messages
from recview.protocols.bedrock.events import FRAMES, PLAIN, events, frame_of, is_exception
from recview.protocols.shared.endings import with_ending_of
from recview.protocols.shared.messages import brief
from recview.protocols.shared.usage import error_source

NAME = "bedrock.converse"
SPOKEN = frozenset({"text", "input", "name", "stopReason"})

# Other APIs have events of this name, too.
_COMMON = "metadata"
_SPOKEN = {"text", "reasoningContent"}


def claims(exchange: Exchange) -> bool:
    """By the names of the first frames or the shape of a plain answer; where there is neither, by the URL."""
    chunks = exchange.response.chunks
    for place in range(min(3, len(chunks))):
        kind, data = frame_of(chunks[place])
        if kind == PLAIN:
            return "message" in as_dict(as_dict(data).get(PLAIN))
        if kind in FRAMES and kind != _COMMON:
            return True
        if kind != _COMMON and not is_exception(kind) and data:
            return False
    return operation_of(exchange.request.url or exchange.request.endpoint).startswith("converse")


def outline(exchange: Exchange) -> Outline:
    """Only the frames around the pieces of content tell of the ending, of usage, of errors and of calls."""
    sent = as_list(as_dict(exchange.request.body).get("messages"))
    head = Outline("chat", messages=len(sent), opening=brief(sent))
    chunks, source = exchange.response.chunks, error_source(exchange.response)
    indexes = [index for index, chunk in enumerate(chunks) if not _is_piece(chunk)]
    return with_ending_of(head, chunks, indexes, lambda some: events(some, source))


def _is_piece(chunk: Chunk) -> bool:
    """Whether a frame has a piece of text or reasoning, or ends a block."""
    kind, data = frame_of(chunk)
    if kind == "contentBlockDelta":
        delta = as_dict(as_dict(data).get("delta"))
        return bool(delta) and delta.keys() <= _SPOKEN
    return kind == "contentBlockStop" and bool(as_dict(data))


def decode(exchange: Exchange) -> ev.Conversation:
    """One event a piece, each with the index of the chunk that brought it."""
    found = events(exchange.response.chunks, error_source(exchange.response))
    return ev.Conversation(NAME, messages(as_dict(exchange.request.body)), tuple(found))
