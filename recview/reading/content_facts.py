"""What only decoding a whole recording tells of it, made of a recording."""

from __future__ import annotations

from collections.abc import Iterator

from recview.coerce import as_dict
from recview.content_facts import ContentFacts
from recview.model import Json
from recview.protocols.providers import provider
from recview.reading.recording import Recording

_ENCRYPTED = frozenset({"encrypted reasoning", "redacted thinking"})
_CITING = frozenset({"citation", "citations", "annotations", "grounding", "sources", "search results"})
"""The labels of the notes that protocols make of these."""

_AROUND_TOOLS = ("toolConfig", "tool_config", "config", "session", "setup")
"""The members of a request that may hold the tools in its place: Bedrock's, Google's, those of realtime sessions."""


def content_facts(recording: Recording) -> ContentFacts:
    """What decoding a recording tells of it."""
    calls = [call for choice in recording.choices for call in choice.calls]
    return ContentFacts(
        _whole(provider(recording.exchange)),
        tuple(sorted({_whole(call.name) for call in calls if call.name})),
        offers_tools(recording.exchange.request.body),
        len(recording.choices),
        frozenset(_marks(recording)),
        recording.exchange.response.status,
    )


def _whole(text: str) -> str:
    """A text in which half a character is a question mark."""
    return text.encode("utf-8", "replace").decode()


def offers_tools(body: Json) -> bool:
    """Whether a request offers tools, wherever its protocol has them."""
    fields = as_dict(body)
    return any(
        holder.get("tools") or holder.get("functions")
        for holder in (fields, *(as_dict(fields.get(key)) for key in _AROUND_TOOLS))
    )


def _marks(recording: Recording) -> Iterator[str]:
    blocks = recording.transcript.blocks
    kinds, labels = {block.kind for block in blocks}, {block.name for block in blocks if block.kind == "note"}
    if "reasoning" in kinds or labels & _ENCRYPTED:
        yield "reasoning"
    if "refusal" in kinds or "refusal" in labels:
        yield "refusal"
    if _has_image(recording, labels):
        yield "image"
    if any(block.tokens for block in blocks):
        yield "logprobs"
    if any(sum(call.runs == "client" for call in choice.calls) > 1 for choice in recording.choices):
        yield "parallel"
    if labels & _CITING:
        yield "citations"


def _has_image(recording: Recording, labels: set[str]) -> bool:
    conversation = recording.conversation
    if any("image" in label for label in labels) or (conversation.card and "image" in conversation.card.title.lower()):
        return True
    return any(part.kind == "image" for message in conversation.messages for part in message.parts)
