"""The kind of a difference in a conversation's answer, as far as its path tells it."""

from __future__ import annotations

import re
from functools import cache

_KINDS = (
    ("model", r"answer(?:\.response|\.message|\.interaction)?\.(?:model|modelVersion|model_version|model_id)"),
    ("error_type", r"response\.headers\..*"),
    ("citations", r".*(?:annotation|citation|grounding|search_results|\.sources\b|urlContext|url_context).*"),
    ("tool_result", r".*(?:executed_tools|code_?execution_?result|tool_?result|\.content\[\d+\]\.content\b).*"),
    ("tool_result", r".*(?:\.content_block\.content\b|\.outputs\[\d+\]\.(?:logs|result)).*"),
    ("media", r".*(?:\.audio\b|\.images?\b|inline_?data|b64_json).*"),
)
"""The kinds of a conversation's fields, by the first pattern that fits the path."""

_METADATA = re.compile(
    # What an answer tells of itself besides: its shape, who served it and how long that took.
    r".*\.(?:object|type|role|status|phase|caller|index|provider|billing|metrics"
    r"|performance|timings|time_info|x_groq|usage_breakdown|kv_transfer_params|native_finish_reason|execution"
    r"|sdk_http_response|response_metadata|ResponseMetadata"
    # What was asked, repeated.
    r"|parallel_tool_calls|store|temperature|top_p|truncation|tool_choice|background|verbosity|reasoning\.(?:effort|mode"
    r"|context|summary)|frequency_penalty|presence_penalty|prompt_cache_\w+|safety_identifier|max_output_tokens"
    r"|max_tool_calls|instructions|metadata|format|tool_usage|finishMessage|finish_message|session|moderation|user)\b.*",
)

_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)


@cache
def kind_of_path(path: str) -> str:
    """The kind that a path tells by itself; empty if it tells none."""
    kind = next((kind for kind, pattern in _PATTERNS if pattern.fullmatch(path)), "")
    return kind or ("metadata" if _METADATA.fullmatch(path) else "")
