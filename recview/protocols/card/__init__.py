"""What is no conversation: embeddings, model lists, reranks, images, files, tool invocations and their like.

Each becomes a card: a title, a few facts and the body as JSON. Recognised by the recorded class, else by what only
such a body has, and by the URL where a body has nothing of its own. A kind of card is one small entry in the module
that it belongs to; to add a module, add its `recognise` to `_FINDERS`.
"""

from __future__ import annotations

from collections.abc import Sequence

from recview import events as ev
from recview.coerce import as_dict
from recview.events import Card
from recview.model import Chunk, Exchange, Outline
from recview.protocols.card import counting, embeddings, media_cards, models, objects, scores, tools
from recview.protocols.card.kind import Kind, body_of, counts
from recview.protocols.shared.media import without_media

NAME = "card"

_BY_CLASS = {
    "CreateEmbeddingResponse": embeddings.EMBEDDINGS,
    "EmbedResponse": embeddings.EMBEDDINGS,
    "EmbeddingsResponse": embeddings.EMBEDDINGS,
    "ProcessResponse": models.RUNNING,
    "ListResponse": models.MODELS,
    "Model": models.MODELS,
    "ShowResponse": models.SHOWN,
    "ProgressResponse": models.PROGRESS,
    "StatusResponse": models.PROGRESS,
    "ModerationCreateResponse": scores.MODERATION,
    "ToolInvocationResult": tools.TOOL,
    "ProcessFileResponse": tools.FILE,
}


# Asked in this order; the first that knows the body says which kind it is.
_FINDERS = (
    tools.recognise,
    embeddings.recognise,
    scores.recognise,
    media_cards.recognise,
    models.recognise,
    counting.recognise,
    objects.recognise,
)


def claims(exchange: Exchange, first: Sequence[Chunk]) -> bool:
    """Whether the answer is one of these kinds."""
    return _kind(exchange) is not None


def outline(exchange: Exchange) -> Outline:
    """The kind and its most telling figure."""
    kind, body = _kind(exchange), body_of(exchange)
    if kind is None:
        return Outline("other")
    reported = counts(body) if kind.uses_tokens else None
    return Outline(kind.word, kind.finish(body), reported, detail=kind.detail(exchange, body))


def decode(exchange: Exchange) -> ev.Conversation:
    """A card in the place of messages and events."""
    kind, body = _kind(exchange), body_of(exchange)
    if kind is None:
        return ev.Conversation(NAME)
    card = Card(kind.title, kind.facts(exchange, body), without_media(body), kind.finish(body))
    return ev.Conversation(NAME, card=card)


def _kind(exchange: Exchange) -> Kind | None:
    chunks = exchange.response.chunks
    if not chunks:
        return None
    chunk = chunks[0]
    if by_class := _BY_CLASS.get(chunk.kind):
        return by_class
    if chunk.kind == "GenerateResponse" and as_dict(chunk.data).get("done_reason") in ("load", "unload"):
        return models.LOADED
    if chunk.kind and isinstance(chunk.data, dict) and not exchange.response.streaming:
        return None
    body = [chunk.data for chunk in chunks] if exchange.response.streaming else body_of(exchange)
    kinds = (find(exchange, body) for find in _FINDERS)
    return next(filter(None, kinds), None)
