"""Embeddings, in the shape of every provider.

Source: the API references of OpenAI, Voyage and Jina (data[].embedding), Ollama (embeddings[], older: embedding),
Cohere (embeddings[], or embeddings by type), Gemini (embedding.values, embeddings[].values), Vertex AI
(predictions[].embeddings.values), Bedrock (Titan: embedding, embeddingsByType), and text-embeddings-inference (a list
of vectors).
"""

from __future__ import annotations

from collections.abc import Sequence

from recview.coerce import as_dict, as_list, as_str, as_words
from recview.model import Exchange, Json
from recview.protocols.card.kind import Facts, Kind, counts, first, request_texts, without_blanks


def recognise(exchange: Exchange, body: Json) -> Kind | None:
    """By vectors where a provider puts them; an answer without any by the URL."""
    if _vectors(body) or "embed" in exchange.request.endpoint.rpartition("/")[2].lower():
        return EMBEDDINGS if _is_one(body) else None
    return None


def _is_one(body: Json) -> bool:
    fields = as_dict(body)
    if isinstance(body, list):
        return not body or _is_vector(body) or _is_vector(body[0])
    return not {"data", "embedding", "embeddings", "embeddingsByType", "predictions"}.isdisjoint(fields)


def _vectors(body: Json) -> list[Json]:
    """The vectors: lists of numbers, base64 strings, or lists of {index, value} where they are sparse."""
    if isinstance(body, list):
        return body if _is_vector(first(body)) else [body] if _is_vector(body) else []
    fields = as_dict(body)
    places = (_items(fields.get("embeddings")), _objects(fields.get("data")), _objects(fields.get("predictions")))
    for items in places:
        if vectors := [vector for item in items if (vector := _vector(item))]:
            return vectors
    alone = _vector({"embedding": fields.get("embedding")}) or _by_type(fields.get("embeddingsByType"))
    return [alone] if alone else []


def _is_vector(value: Json) -> bool:
    """Numbers, a vector a token, or what is not zero of a sparse vector."""
    inner = first(first(value)) if isinstance(first(value), list) else first(value)
    is_number = isinstance(inner, int | float) and not isinstance(inner, bool)
    return is_number or {"index", "value"} <= as_dict(inner).keys()


def _items(value: Json) -> Sequence[Json]:
    """The members of a list; Cohere keeps one list a type, of which the first tells the figures."""
    return as_list(value) or as_list(_by_type(value))


def _objects(value: Json) -> Sequence[Json]:
    """The members of a list that has other uses, too."""
    return [item for item in as_list(value) if isinstance(item, dict)]


def _by_type(value: Json) -> Json:
    return next((inner for inner in as_dict(value).values() if isinstance(inner, list | str) and inner), None)


def _vector(item: Json) -> Json:
    """A vector, wherever an item keeps it."""
    if isinstance(item, list | str):
        return item if isinstance(item, str) or _is_vector(item) else None
    # Voyage's contextualised embeddings are a list a document.
    fields = as_dict(first(as_dict(item).get("data"))) or as_dict(item)
    for key in ("embedding", "embeddings", "textEmbedding", "imageEmbedding", "values"):
        value = fields.get(key)
        inner = as_dict(value).get("values") or _by_type(value) if isinstance(value, dict) else value
        if as_str(inner) or _is_vector(inner):
            return inner
    return None


def _facts(exchange: Exchange, body: Json) -> Facts:
    vectors = _vectors(body)
    vector = first(vectors)
    types = as_dict(as_dict(body).get("embeddings")) or as_dict(as_dict(body).get("embeddingsByType"))
    usage = counts(body)
    values = ", ".join(as_words(value)[:9] for value in as_list(vector)[:4])
    return (
        ("vectors", f"{len(vectors):,}"),
        ("dimensions", _dimensions(vector)),
        *without_blanks(("types", ", ".join(types)[:200])),
        *((("input tokens", f"{usage.input:,}"),) if usage and usage.input is not None else ()),
        ("first values", f"{values} …" if values else "base64" if as_str(vector) else "sparse" if vector else "–"),
        *((f"input {index}", text[:400]) for index, text in enumerate(request_texts(exchange)[:20]) if text),
    )


def _dimensions(vector: Json) -> str:
    """Base64 holds four bytes a number."""
    return f"{len(as_str(vector)) * 3 // 16:,} (base64)" if as_str(vector) else f"{len(as_list(vector)):,}"


def _detail(exchange: Exchange, body: Json) -> str:
    vectors = _vectors(body)
    return f"{len(vectors)} × {_dimensions(first(vectors)).replace(',', '').partition(' ')[0]}"


EMBEDDINGS = Kind("embed", "Embeddings", _facts, _detail)
