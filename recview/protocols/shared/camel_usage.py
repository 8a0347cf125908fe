"""Token counts in the camelCase of JavaScript's agent libraries: the AI SDK's and AG-UI's."""

from __future__ import annotations

from collections.abc import Mapping

from recview.coerce import as_dict, as_int
from recview.model import Json, Usage


def camel_usage(reported: Json) -> Usage | None:
    """The counts of one report, or None.

    AI SDK 4 {promptTokens, completionTokens}; 5 {inputTokens, outputTokens, totalTokens, reasoningTokens,
    cachedInputTokens}; 6 of a model {inputTokens: {total, cacheRead, cacheWrite}, outputTokens: {total, reasoning}},
    of a stream {inputTokens, inputTokenDetails: {cacheReadTokens}, …}; AG-UI {inputTokens, inputTokensDetails:
    {cachedTokens}, …}.
    """
    fields = as_dict(reported)
    sent, received = fields.get("inputTokens"), fields.get("outputTokens")
    read = {**as_dict(sent), **as_dict(fields.get("inputTokenDetails")), **as_dict(fields.get("inputTokensDetails"))}
    written = {
        **as_dict(received),
        **as_dict(fields.get("outputTokenDetails")),
        **as_dict(fields.get("outputTokensDetails")),
    }
    counts = Usage(
        input=_first(fields, "inputTokens", "promptTokens") if not isinstance(sent, dict) else _first(read, "total"),
        output=_first(fields, "outputTokens", "completionTokens")
        if not isinstance(received, dict)
        else _first(written, "total"),
        total=_first(fields, "totalTokens"),
        cached=_or(_first(fields, "cachedInputTokens"), _first(read, "cacheReadTokens", "cachedTokens", "cacheRead")),
        cache_write=_first(read, "cacheWriteTokens", "cacheWrite"),
        reasoning=_or(_first(fields, "reasoningTokens"), _first(written, "reasoningTokens", "reasoning")),
    )
    return None if counts == Usage() else counts


def _first(fields: Mapping[str, Json], *keys: str) -> int | None:
    return next((count for key in keys if (count := as_int(fields.get(key))) is not None), None)


def _or(count: int | None, other: int | None) -> int | None:
    return other if count is None else count
