"""Token counts in the shapes that OpenAI's APIs and their look-alikes send, and in Cohere's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.coerce import as_dict, as_int
from recview.model import Json, Usage


def usage(data: Mapping[str, Json]) -> Usage | None:
    """The usage of one chunk or body, or None.

    chat counts prompt and completion tokens, the Responses API input and output tokens. Groq puts it under `x_groq`.
    """
    found = as_dict(data.get("usage"))
    if not found and "x_groq" in data:
        found = as_dict(as_dict(data["x_groq"]).get("usage"))
    if not found:
        return None
    sent = as_dict(found.get("prompt_tokens_details", found.get("input_tokens_details")))
    received = as_dict(found.get("completion_tokens_details", found.get("output_tokens_details")))
    counts = Usage(
        input=as_int(found.get("prompt_tokens", found.get("input_tokens"))),
        output=as_int(found.get("completion_tokens", found.get("output_tokens"))),
        total=as_int(found.get("total_tokens")),
        cached=_cached(found, sent),
        cache_write=as_int(sent.get("cache_write_tokens")),
        reasoning=as_int(received.get("reasoning_tokens")),
    )
    return None if counts == Usage() else counts


def _cached(found: Mapping[str, Json], details: Mapping[str, Json]) -> int | None:
    """Together and DeepSeek count cached tokens beside the details, under names of their own."""
    places = (details.get("cached_tokens"), found.get("cached_tokens"), found.get("prompt_cache_hit_tokens"))
    return next((count for place in places if (count := as_int(place)) is not None), None)


def last_usage(datas: Sequence[Json]) -> Usage | None:
    """The last usage of an answer, given its payloads; it may stand in any of them.

    Reports replace each other, they are never summed. This runs over every chunk of a tree: one plain pass.
    """
    reports = (data for data in reversed(datas) if type(data) is dict and (data.get("usage") or "x_groq" in data))
    return next(filter(None, map(usage, reports)), None)


def billed_usage(reported: Json) -> Usage | None:
    """Counts of `usage` (v2) or `meta` (v1): {tokens, billed_units, cached_tokens}.

    `tokens` is what the model read and wrote, Cohere's own preamble included; `billed_units`, which leaves that out
    and is mostly far less, counts only where there is nothing else.
    """
    fields = as_dict(reported)
    counted = as_dict(fields.get("tokens")) or as_dict(fields.get("billed_units"))
    counts = Usage(
        input=as_int(counted.get("input_tokens")),
        output=as_int(counted.get("output_tokens")),
        cached=as_int(fields.get("cached_tokens")),
        reasoning=as_int(counted.get("reasoning_tokens")),
    )
    return None if counts == Usage() else counts
