"""The keys of noise that many APIs have alike; what one has alone stands in its protocol's module, as `NOISE_KEYS`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.protocols.contract import Noise, NoiseRule

COMMON_KEYS: Mapping[Noise, Sequence[str]] = {
    "ids": ("id", "_request_id", "request_id", "trace_id"),
    "timestamps": ("created", "created_at", "createdAt", "timestamp"),
    "usage": ("usage",),
    "logprobs": (
        *("logprobs", "top_logprobs", "prompt_logprobs", "avgLogprobs", "avg_logprobs"),
        *("logprobsResult", "logprobs_result"),
    ),
    "content_filter": (
        *("prompt_filter_results", "content_filter_results", "content_filter_result", "content_filter_offsets"),
        *("content_filters", "safetyRatings", "safety_ratings"),
    ),
    "service_tier": ("service_tier", "serviceTier"),
    "seed": ("seed",),
}
COMMON_RULES: Mapping[str, NoiseRule] = {
    # Common words that are noise only beside another field: `Date` among the headers of an answer.
    "Date": ("timestamps", lambda owner: "Content-Type" in owner),
    "updated": ("timestamps", lambda owner: "created" in owner),
}
