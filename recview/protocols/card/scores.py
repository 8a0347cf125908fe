"""What a model scores: documents by their relevance (rerank), texts by what is wrong with them (moderation).

Source: the API references of Cohere, Jina, vLLM, Together, Bedrock (results[].relevance_score), Voyage (data[].
relevance_score), text-embeddings-inference (a list of {index, score}), and OpenAI's and Mistral's moderations.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.coerce import as_dict, as_float, as_int, as_list, as_str, as_words
from recview.model import Exchange, Json
from recview.protocols.card.kind import Facts, Kind, counts, first, request_texts, without_blanks

_SCORES = ("relevance_score", "relevanceScore", "score")


def recognise(exchange: Exchange, body: Json) -> Kind | None:
    """By scores or categories in the results; an answer without any by the URL."""
    results = _results(body)
    item = as_dict(first(results))
    if "categories" in item:
        return MODERATION
    has_scores = any(key in item for key in _SCORES) and "index" in item
    by_url = "results" in as_dict(body) and "rerank" in exchange.request.url
    return RERANK if has_scores or by_url or as_dict(body).get("object") == "rerank" else None


def _results(body: Json) -> Sequence[Json]:
    fields = as_dict(body)
    return as_list(body) or as_list(fields.get("results")) or as_list(fields.get("data"))


def _rerank_facts(exchange: Exchange, body: Json) -> Facts:
    sent, fields = as_dict(exchange.request.body), as_dict(body)
    usage = counts(body)
    billed = as_dict(as_dict(fields.get("meta")).get("billed_units"))
    documents = next(filter(None, (as_list(sent.get(key)) for key in ("documents", "texts", "text_2"))), ())
    ranked = [_ranked(as_dict(result), documents) for result in _results(body)[:40]]
    return (
        *without_blanks(
            ("model", as_words(fields.get("model")) or exchange.request.model),
            ("query", (as_str(sent.get("query")) or as_str(sent.get("text_1")))[:400]),
            ("input tokens", f"{usage.input:,}" if usage and usage.input is not None else ""),
            ("search units", as_words(billed.get("search_units"))),
        ),
        *((f"{rank}", line) for rank, line in enumerate(ranked, 1) if line),
    )


def _ranked(result: Mapping[str, Json], documents: Sequence[Json]) -> str:
    """`0.8630  #1 Washington, D.C. is…`: the score, and the document by its place among those that were sent."""
    score = next((value for key in _SCORES if (value := as_float(result.get(key))) is not None), None)
    at = as_int(result.get("index"))
    sent = documents[at] if at is not None and 0 <= at < len(documents) else None
    text = _text(result.get("document")) or as_str(result.get("text")) or _text(sent)
    columns = ("" if score is None else f"{score:.4f}", "" if at is None else f"#{as_words(at)}", text[:200])
    return "  ".join(filter(None, columns))


def _text(document: Json) -> str:
    return as_str(document) or as_str(as_dict(document).get("text"))


def _moderation_facts(exchange: Exchange, body: Json) -> Facts:
    inputs = request_texts(exchange)
    facts = [("model", as_words(as_dict(body).get("model")))]
    for index, result in enumerate(map(as_dict, _results(body)[:40])):
        mark = f" {index}" if len(_results(body)) > 1 else ""
        facts.append((f"input{mark}", inputs[index][:400] if index < len(inputs) else ""))
        facts.append((f"flagged{mark}", ", ".join(_flagged(result)) or "no"))
        scores = {
            key: score for key, value in as_dict(result.get("category_scores")).items() if (score := as_float(value))
        }
        for key in sorted(scores, key=lambda key: -scores[key])[:3]:
            facts.append((f"score{mark} {key}", f"{scores[key]:.4f}"))
    return without_blanks(*facts)


def _flagged(result: Mapping[str, Json]) -> list[str]:
    """The categories that are true; Mistral sends no word for the whole."""
    names = [name for name, value in as_dict(result.get("categories")).items() if value is True]
    return names or (["yes"] if result.get("flagged") is True else [])


def _moderation_detail(exchange: Exchange, body: Json) -> str:
    return "flagged" if any(_flagged(as_dict(result)) for result in _results(body)) else "not flagged"


RERANK = Kind("rerank", "Rerank", _rerank_facts, lambda exchange, body: f"{len(_results(body))}")
MODERATION = Kind("moderation", "Moderation", _moderation_facts, _moderation_detail)
