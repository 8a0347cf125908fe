"""Tokens that were counted before a call, or listed.

Source: the API references of Anthropic (input_tokens), Gemini (totalTokens), Bedrock (inputTokens), OpenAI
(response.input_tokens), Cohere and vLLM (tokens[]).
"""

from __future__ import annotations

from recview.coerce import as_dict, as_int, as_list
from recview.model import Exchange, Json
from recview.protocols.card.kind import Facts, Kind, path_ends, plain_facts

_COUNTS = ("input_tokens", "totalTokens", "inputTokens", "count")
_BESIDE = {"object", "promptTokensDetails", "cachedContentTokenCount", "context_management", "totalBillableCharacters"}


def recognise(exchange: Exchange, body: Json) -> Kind | None:
    """By a count and nothing else, or by a list of tokens where it was asked for."""
    fields = as_dict(body)
    is_list = isinstance(fields.get("tokens"), list) and path_ends(exchange, "/tokenize")
    alone = fields.keys() - _BESIDE
    is_count = len(alone) == 1 and alone <= set(_COUNTS[:3]) and _count(body) is not None
    return COUNT if is_list or is_count else None


def _count(body: Json) -> int | None:
    fields = as_dict(body)
    counts = (as_int(fields.get(key)) for key in _COUNTS)
    return next((count for count in counts if count is not None), len(as_list(fields.get("tokens"))) or None)


def _facts(exchange: Exchange, body: Json) -> Facts:
    count = _count(body)
    return (("tokens", "–" if count is None else f"{count:,}"), *plain_facts(exchange, body))


def _detail(exchange: Exchange, body: Json) -> str:
    count = _count(body)
    return "" if count is None else f"{count:,} tokens"


COUNT = Kind("count", "Counted tokens", _facts, _detail)
