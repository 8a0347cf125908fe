"""What a model scores: documents by their relevance (rerank), texts by what is wrong with them (moderation).

Source: the API references of Cohere, Jina, vLLM, Together, Bedrock (results[].relevance_score), Voyage (data[].
relevance_score), text-embeddings-inference (a list of {index, score}), and OpenAI's and Mistral's moderations.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.model import Exchange, Json
from recview.protocols.card.kind import Facts, Kind, asked, counts, first, some
from recview.shapes import mapping, number, sequence, text, whole, words

_SCORES = ("relevance_score", "relevanceScore", "score")


def recognised(exchange: Exchange, body: Json) -> Kind | None:
    """By scores or categories in the results; an answer without any by the URL."""
    results = _results(body)
    item = mapping(first(results))
    if "categories" in item:
        return MODERATION
    has_scores = any(key in item for key in _SCORES) and "index" in item
    by_url = "results" in mapping(body) and "rerank" in exchange.request.url
    return RERANK if has_scores or by_url or mapping(body).get("object") == "rerank" else None


def _results(body: Json) -> Sequence[Json]:
    fields = mapping(body)
    return sequence(body) or sequence(fields.get("results")) or sequence(fields.get("data"))


def _rerank_facts(exchange: Exchange, body: Json) -> Facts:
    sent, fields = mapping(exchange.request.body), mapping(body)
    known = counts(body)
    billed = mapping(mapping(fields.get("meta")).get("billed_units"))
    documents = next(filter(None, (sequence(sent.get(key)) for key in ("documents", "texts", "text_2"))), ())
    ranked = [_ranked(mapping(result), documents) for result in _results(body)[:40]]
    return (
        *some(
            ("model", words(fields.get("model")) or exchange.request.model),
            ("query", (text(sent.get("query")) or text(sent.get("text_1")))[:400]),
            ("input tokens", f"{known.input:,}" if known and known.input is not None else ""),
            ("search units", words(billed.get("search_units"))),
        ),
        *((f"{place}", line) for place, line in enumerate(ranked, 1) if line),
    )


def _ranked(result: Mapping[str, Json], documents: Sequence[Json]) -> str:
    """`0.8630  #1 Washington, D.C. is…`: the score, and the document by its place among those that were sent."""
    score = next((value for key in _SCORES if (value := number(result.get(key))) is not None), None)
    at = whole(result.get("index"))
    sent = documents[at] if at is not None and 0 <= at < len(documents) else None
    said = _text(result.get("document")) or text(result.get("text")) or _text(sent)
    known = ("" if score is None else f"{score:.4f}", "" if at is None else f"#{words(at)}", said[:200])
    return "  ".join(filter(None, known))


def _text(document: Json) -> str:
    return text(document) or text(mapping(document).get("text"))


def _moderation_facts(exchange: Exchange, body: Json) -> Facts:
    said = asked(exchange)
    found = [("model", words(mapping(body).get("model")))]
    for place, result in enumerate(map(mapping, _results(body)[:40])):
        mark = f" {place}" if len(_results(body)) > 1 else ""
        found.append((f"input{mark}", said[place][:400] if place < len(said) else ""))
        found.append((f"flagged{mark}", ", ".join(_flagged(result)) or "no"))
        scores = {
            key: score for key, value in mapping(result.get("category_scores")).items() if (score := number(value))
        }
        for key in sorted(scores, key=lambda key: -scores[key])[:3]:
            found.append((f"score{mark} {key}", f"{scores[key]:.4f}"))
    return some(*found)


def _flagged(result: Mapping[str, Json]) -> list[str]:
    """The categories that are true; Mistral sends no word for the whole."""
    names = [name for name, value in mapping(result.get("categories")).items() if value is True]
    return names or (["yes"] if result.get("flagged") is True else [])


def _moderation_detail(exchange: Exchange, body: Json) -> str:
    return "flagged" if any(_flagged(mapping(result)) for result in _results(body)) else "not flagged"


RERANK = Kind("rerank", "Rerank", _rerank_facts, lambda exchange, body: f"{len(_results(body))}")
MODERATION = Kind("moderation", "Moderation", _moderation_facts, _moderation_detail)
