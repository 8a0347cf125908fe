"""AWS Bedrock's Converse and ConverseStream: one shape for the models of every provider.

Source: the API reference of Bedrock Runtime. What its objects mean is in `bedrock_events`, what is in their blocks and
in the request in `bedrock_content`.
"""

from __future__ import annotations

from recview.bedrock import operation_of
from recview.model import Conversation, Exchange, Failed, Finished, Outline, ToolCallDelta, UsageReported
from recview.protocols.bedrock_content import messages
from recview.protocols.bedrock_events import FRAMES, PLAIN, events, frame_of, is_exception
from recview.protocols.finishes import telling
from recview.protocols.openai_messages import brief
from recview.protocols.openai_usage import error_source
from recview.shapes import mapping, sequence

NAME = "bedrock.converse"
SPOKEN = frozenset({"text", "input", "name", "stopReason"})

# Other APIs have events of this name, too.
_COMMON = "metadata"
_PIECES = {"contentBlockDelta", "contentBlockStop"}


def claims(exchange: Exchange) -> bool:
    """By the names of the first frames or the shape of a plain answer; where there is neither, by the URL."""
    chunks = exchange.response.chunks
    for place in range(min(3, len(chunks))):
        kind, data = frame_of(chunks[place])
        if kind == PLAIN:
            return "message" in mapping(mapping(data).get(PLAIN))
        if kind in FRAMES and kind != _COMMON:
            return True
        if kind != _COMMON and not is_exception(kind) and data:
            return False
    return operation_of(exchange.request.url or exchange.request.endpoint).startswith("converse")


def outline(exchange: Exchange) -> Outline:
    """Only the frames around the content blocks tell of the ending, of usage, of errors, and of calls that begin."""
    chunks = [chunk for chunk in exchange.response.chunks if frame_of(chunk)[0] not in _PIECES]
    found = tuple(events(chunks, error_source(exchange.response)))
    finishes = {event.choice: event.reason for event in found if isinstance(event, Finished)}
    sent = sequence(mapping(exchange.request.body).get("messages"))
    return Outline(
        kind="chat",
        finish=telling(finishes),
        usage=next((event.usage for event in reversed(found) if isinstance(event, UsageReported)), None),
        failure=next((event.failure for event in reversed(found) if isinstance(event, Failed)), None),
        messages=len(sent),
        opening=brief(sent),
        calls=any(isinstance(event, ToolCallDelta) for event in found),
    )


def decode(exchange: Exchange) -> Conversation:
    """One event a piece, each with the index of the chunk that brought it."""
    found = events(exchange.response.chunks, error_source(exchange.response))
    return Conversation(NAME, messages(mapping(exchange.request.body)), tuple(found))
