"""What Google's APIs answer beside conversations: token counts, embeddings, images, models, files and other resources.

Source: countTokens, embedContent, batchEmbedContents, models, files, cachedContents, fileSearchStores and operations of
the Gemini API; predict of Vertex AI (Imagen, text embeddings). Recognised by what only such a body has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from recview.model import Card, Conversation, Exchange, Json, Outline
from recview.protocols.gemini_fields import objects, pick
from recview.protocols.gemini_parts import parts_of
from recview.protocols.media import described
from recview.shapes import mapping, sequence, text, whole, words

NAME = "gemini.card"
SPOKEN: frozenset[str] = frozenset()

Facts = tuple[tuple[str, str], ...]


class _Read(NamedTuple):
    """What a card shows: the row's word and figure, the page's title, facts and body."""

    word: str
    detail: str
    title: str
    facts: Facts
    body: Json


def claims(exchange: Exchange) -> bool:
    """Whether the answer is one of the kinds below."""
    return _read(exchange) is not None


def outline(exchange: Exchange) -> Outline:
    """The kind and its most telling figure."""
    found = _read(exchange)
    return Outline(found.word, detail=found.detail) if found else Outline("other")


def decode(exchange: Exchange) -> Conversation:
    """A card in the place of messages and events."""
    found = _read(exchange)
    return Conversation(NAME, card=Card(found.title, found.facts, found.body) if found else None)


def _read(exchange: Exchange) -> _Read | None:
    chunks = exchange.response.chunks
    if len(chunks) != 1 or exchange.response.streaming or chunks[0].kind:
        return None
    sent, body = mapping(exchange.request.body), mapping(chunks[0].data)
    return next(filter(None, (read(sent, body) for read in _KINDS)), None)


def _tokens(sent: Mapping[str, Json], body: Mapping[str, Json]) -> _Read | None:
    total = whole(pick(body, "totalTokens"))
    if total is None or "model" in body:
        return None
    parts = tuple(
        (words(detail.get("modality")).lower(), f"{tokens:,}")
        for detail in objects(body, "promptTokensDetails")
        if (tokens := whole(pick(detail, "tokenCount"))) is not None
    )
    return _Read("tokens", words(total), "Token count", (("tokens", f"{total:,}"), *parts), body)


def _embeddings(sent: Mapping[str, Json], body: Mapping[str, Json]) -> _Read | None:
    vectors = [sequence(found.get("values")) for found in _embedded(body)]
    if not any(vectors):
        return None
    values = ", ".join(words(value)[:9] for value in vectors[0][:4])
    dimensions = len(vectors[0])
    inputs = tuple((f"input {place}", said[:400]) for place, said in enumerate(_inputs(sent)) if said and place < 20)
    facts = (("vectors", f"{len(vectors):,}"), ("dimensions", f"{dimensions:,}"), ("first values", f"{values} …"))
    return _Read("embed", f"{len(vectors)} × {dimensions}", "Embeddings", (*facts, *inputs), body)


def _embedded(body: Mapping[str, Json]) -> Iterator[Mapping[str, Json]]:
    yield from [mapping(body["embedding"])] if "embedding" in body else []
    yield from objects(body, "embeddings")
    yield from (mapping(one["embeddings"]) for one in objects(body, "predictions") if "embeddings" in one)


def _inputs(sent: Mapping[str, Json]) -> Iterator[str]:
    for request in [sent, *objects(sent, "requests"), *objects(sent, "instances")]:
        if "content" in request:
            yield " ".join(text(mapping(part).get("text")) for part in parts_of(request["content"]))


def _predictions(sent: Mapping[str, Json], body: Mapping[str, Json]) -> _Read | None:
    """Images come as base64 text, which is said in a few words."""
    if not isinstance(body.get("predictions"), list):
        return None
    told = [_without_bytes(one) for one in body["predictions"]]
    images = [words(one.get("bytesBase64Encoded")) for one in map(mapping, told) if "bytesBase64Encoded" in one]
    prompts = (text(one.get("prompt")) for one in objects(sent, "instances"))
    facts = (
        *(("prompt", prompt[:400]) for prompt in prompts if prompt),
        ("predictions", f"{len(told):,}"),
        *((f"image {place}", image) for place, image in enumerate(images)),
    )
    word, title = ("images", "Images") if images else ("predict", "Predictions")
    return _Read(word, f"{len(told)}", title, facts, {**body, "predictions": told})


def _without_bytes(prediction: Json) -> Json:
    data = mapping(prediction).get("bytesBase64Encoded")
    if not isinstance(data, str):
        return prediction
    return {**prediction, "bytesBase64Encoded": described(data, text(prediction.get("mimeType")) or "image")}


def _models(sent: Mapping[str, Json], body: Mapping[str, Json]) -> _Read | None:
    listed = [*objects(body, "models"), *objects(body, "publisherModels")]
    names = [text(one.get("name")) for one in listed or [body] if _is_model(one)]
    if not names or len(names) < len(listed):
        return None
    facts = (("models", f"{len(names):,}"), *((f"{place}", name) for place, name in enumerate(names[:200], 1)))
    return _Read("models", f"{len(names)}", "Models", facts, body)


def _is_model(one: Mapping[str, Json]) -> bool:
    name = text(one.get("name"))
    return name.startswith(("models/", "publishers/")) and "/operations/" not in name


_RESOURCES = {
    "files": "file",
    "cachedContents": "cache",
    "fileSearchStores": "store",
    "documents": "document",
    "operations": "operation",
    "batches": "batch",
    "tunedModels": "model",
}


def _resource(sent: Mapping[str, Json], body: Mapping[str, Json]) -> _Read | None:
    """`name` tells what a resource is (`files/abc`, `fileSearchStores/s/documents/d`); lists are named after it."""
    for plural, word in _RESOURCES.items():
        listed = sequence(body.get(plural))
        names = [text(one.get("name")) for one in map(mapping, listed)]
        if names and any(plural in name for name in names):
            facts = ((plural, f"{len(names):,}"), *((f"{place}", name) for place, name in enumerate(names[:200], 1)))
            return _Read(word, f"{len(names)}", plural.capitalize(), facts, body)
    one = mapping(body.get("file")) or body
    name = text(one.get("name"))
    word = _RESOURCES.get(name.split("/")[-2] if "/" in name else "", "")
    if not word:
        return None
    told = [one, *(inner for key in ("response", "error") if (inner := mapping(one.get(key))))]
    facts = tuple((key, words(value)) for fields in told for key, value in fields.items() if words(value))
    state = text(pick(one, "state")) or ("done" if one.get("done") is True else "")
    return _Read(word, state or text(pick(one, "displayName"))[:24], word.capitalize(), facts, body)


_KINDS: Sequence[Callable[[Mapping[str, Json], Mapping[str, Json]], _Read | None]] = (
    _tokens,
    _embeddings,
    _predictions,
    _models,
    _resource,
)
