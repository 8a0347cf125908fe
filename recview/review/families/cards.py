"""Answers that are no conversation: embeddings, model lists, ranks, moderations and their like."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from recview.coerce import as_dict, as_float, as_list, as_words
from recview.model import Json
from recview.review.families.model_kind import model_kind
from recview.review.families.vectors import cosine, vector
from recview.review.flat import Flat, pairs
from recview.review.flattening import Flattening
from recview.review.meaning import Meaning
from recview.review.noise import is_an_id
from recview.verdicts.comparison import MISSING, Difference

SAME_DIRECTION = 0.9999
"""The cosine of two embeddings from which on they differ by how numbers were rounded alone."""

_SCORES = ("relevance_score", "relevanceScore", "score")


def differences(before: Meaning, after: Meaning) -> Iterator[Difference]:
    """What differs between the bodies of two cards."""
    if before.card != after.card:
        yield Difference("protocol", "protocol", before.card, after.card)
        return
    rule = _RULES.get(before.card, _data)
    yield from rule(before, after)


def _as(kind: str) -> Callable[[Meaning, Meaning], Iterator[Difference]]:
    """A rule by which every field is of one kind."""

    def rule(before: Meaning, after: Meaning) -> Iterator[Difference]:
        for path, old, new in pairs(before.fields, after.fields):
            yield Difference("ids" if is_an_id(old) and is_an_id(new) else kind, path, old, new)

    return rule


_data = _as("data")


def _embeddings(before: Meaning, after: Meaning) -> Iterator[Difference]:
    for path, old, new in pairs(before.fields, after.fields):
        vectors = (vector(old), vector(new)) if _holds_vector(path) else ((), ())
        if path == "answer.model":
            yield Difference(model_kind(old, new), path, old, new)
        elif vectors[0] and vectors[1]:
            likeness = cosine(*vectors)
            kind = "embedding" if likeness is None or likeness < SAME_DIRECTION else "embedding_jitter"
            shown = f"{len(vectors[1])} numbers" + (f", cosine {likeness:.6f}" if likeness is not None else "")
            yield Difference(kind, path, f"{len(vectors[0])} numbers", shown)
        else:
            yield Difference("embedding" if vectors[0] or vectors[1] else "data", path, old, new)


def _holds_vector(path: str) -> bool:
    """Whether a vector stands at a path: in one of its names, or the answer is nothing else."""
    return "embedding" in path.lower() or "." not in path


def _models(before: Meaning, after: Meaning) -> Iterator[Difference]:
    old, new = _by_name(before), _by_name(after)
    if not (old or new):
        yield from _as("models")(before, after)
        return
    for path, first, second in pairs(old, new):
        yield Difference("models", path, first, second)


def _by_name(meaning: Meaning) -> Flat:
    """The fields of each model of a list, by the model's name: the order of a list says nothing."""
    fields: Flat = {}
    for item in _items(meaning):
        name = next((word for key in ("id", "model", "name") if (word := as_words(item.get(key)))), "")
        flattening = Flattening(frozenset())
        flattening.add("", item, f"answer.models[{name}]")
        fields |= flattening.fields()
    return fields


def _items(meaning: Meaning) -> Iterator[Mapping[str, Json]]:
    """The members of an answer's one list, wherever it stands."""
    for payload in meaning.answer:
        fields = as_dict(payload)
        lists = (as_list(payload), *(as_list(fields.get(key)) for key in ("data", "models", "results")))
        members = next(filter(None, lists), [payload])
        yield from (as_dict(as_dict(member).get("__data__")) or as_dict(member) for member in members)


def _ranking(before: Meaning, after: Meaning) -> Iterator[Difference]:
    orders = [[item.get("index") for item in _items(meaning)] for meaning in (before, after)]
    if orders[0] != orders[1]:
        yield Difference("ranking", "answer.results", *orders)
    for path, old, new in pairs(before.fields, after.fields):
        is_score = path.rpartition(".")[2] in _SCORES and old is not MISSING and new is not MISSING
        yield Difference("scores" if is_score else "data", path, old, new)


def _moderation(before: Meaning, after: Meaning) -> Iterator[Difference]:
    for path, old, new in pairs(before.fields, after.fields):
        is_score = as_float(old) is not None and as_float(new) is not None and not isinstance(new, bool)
        is_flag = path.endswith(".flagged") or ".categories." in path
        kind = "flagged" if is_flag else "scores" if is_score else "data"
        kind = model_kind(old, new) if path == "answer.model" else kind
        yield Difference(kind, path, old, new)


_RULES: Mapping[str, Callable[[Meaning, Meaning], Iterator[Difference]]] = {
    "Embeddings": _embeddings,
    "Models": _models,
    "Model": _models,
    "Running models": _as("server_state"),
    "Rerank": _ranking,
    "Moderation": _moderation,
    "Images": _as("media"),
    "Speech": _as("media"),
    "Tool invocation": _as("tool_result"),
    "MCP call": _as("tool_result"),
}
"""How the body of a card is compared, by the card's title; the fields of any other are data."""
