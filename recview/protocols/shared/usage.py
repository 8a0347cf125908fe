"""Token counts in the shapes that OpenAI's APIs and their look-alikes send, and in Cohere's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.coerce import as_dict, as_int
from recview.model import Json, Usage


def usage(data: Mapping[str, Json]) -> Usage | None:
    """The usage of one chunk or body, or None.

    chat counts prompt and completion tokens, the Responses API input and output tokens. Groq puts it under `x_groq`.
    """
    reported = as_dict(data.get("usage"))
    if not reported and "x_groq" in data:
        reported = as_dict(as_dict(data["x_groq"]).get("usage"))
    if not reported:
        return None
    sent = as_dict(reported.get("prompt_tokens_details", reported.get("input_tokens_details")))
    received = as_dict(reported.get("completion_tokens_details", reported.get("output_tokens_details")))
    counts = Usage(
        as_int(reported.get("prompt_tokens", reported.get("input_tokens"))),
        as_int(reported.get("completion_tokens", reported.get("output_tokens"))),
        as_int(reported.get("total_tokens")),
        _cached(reported, sent),
        as_int(sent.get("cache_write_tokens")) if sent else None,
        as_int(received.get("reasoning_tokens")) if received else None,
    )
    return None if counts == _NOTHING else counts


_NOTHING = Usage()


def _cached(reported: Mapping[str, Json], details: Mapping[str, Json]) -> int | None:
    """Together and DeepSeek count cached tokens beside the details, under names of their own."""
    for value in (details.get("cached_tokens"), reported.get("cached_tokens"), reported.get("prompt_cache_hit_tokens")):
        if (count := as_int(value)) is not None:
            return count
    return None


def last_usage(datas: Sequence[Json]) -> Usage | None:
    """The last usage of an answer, given its payloads; any of them may have it.

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
    return None if counts == _NOTHING else counts
