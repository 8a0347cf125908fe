"""What else is in an answer, field by field: by where it stands, of a conversation or of a card."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from recview.model import Json
from recview.review.families import cards
from recview.review.families.model_kind import model_kind
from recview.review.flat import pairs
from recview.review.meaning import Meaning
from recview.review.noise import is_an_id
from recview.verdicts.comparison import MISSING, Difference, Missing

_MODEL = re.compile(r"answer(?:\.response|\.message|\.interaction)?\.(?:model|modelVersion|model_version|model_id)")

_KINDS = (
    ("error_type", r"response\.headers\..*"),
    ("citations", r".*(?:annotation|citation|grounding|search_results|\.sources\b|urlContext|url_context).*"),
    ("tool_result", r".*(?:executed_tools|code_?execution_?result|tool_?result|\.content\[\d+\]\.content\b).*"),
    ("tool_result", r".*(?:\.content_block\.content\b|\.outputs\[\d+\]\.(?:logs|result)).*"),
    ("media", r".*(?:\.audio\b|\.images?\b|inline_?data|b64_json).*"),
)
"""The kinds of a conversation's fields, by the first pattern that fits the path."""

_METADATA = re.compile(
    # What an answer tells of itself besides: its shape, who served it and how long that took.
    r".*\.(?:object|type|role|status|phase|caller|index|provider|billing|metrics|performance|timings|time_info|x_groq|usage_breakdown"
    r"|sdk_http_response|kv_transfer_params|native_finish_reason|execution|response_metadata|ResponseMetadata"
    # What was asked, repeated.
    r"|parallel_tool_calls|store|temperature|top_p|truncation|tool_choice|background|verbosity|reasoning\.(?:effort|mode"
    r"|context|summary)|frequency_penalty|presence_penalty|prompt_cache_\w+|safety_identifier|max_output_tokens"
    r"|max_tool_calls|instructions|metadata|format|tool_usage|finishMessage|finish_message|session|moderation|user)\b.*",
)

_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)


def differences(before: Meaning, after: Meaning) -> Iterator[Difference]:
    """What differs in the fields that became no events."""
    if before.protocol != after.protocol or before.failure or after.failure:
        # Shapes of two kinds: every field of them differs, which says nothing more.
        return
    if before.card:
        yield from cards.differences(before, after)
        return
    texts = before.texts | after.texts
    for path, old, new in pairs(before.fields, after.fields):
        yield Difference(_kind(path, old, new, is_text=path in texts), path, old, new)


def _kind(path: str, old: Json | Missing, new: Json | Missing, *, is_text: bool) -> str:
    if _MODEL.fullmatch(path):
        return model_kind(old, new)
    if is_an_id(old) and is_an_id(new):
        return "ids"
    if kind := _kind_of_path(path):
        return kind
    # A field that a newer server adds tells nothing; a value that nobody knows and that changed may be the answer.
    return "data" if is_text or (old is not MISSING and new is not MISSING) else "metadata"


@cache
def _kind_of_path(path: str) -> str:
    """The kind that a path alone tells; empty if it tells none."""
    kind = next((kind for kind, pattern in _PATTERNS if pattern.fullmatch(path)), "")
    return kind or ("metadata" if _METADATA.fullmatch(path) else "")
