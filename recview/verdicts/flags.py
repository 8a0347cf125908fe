"""The flags of a recording: words for what a reader should look at; `recview.review.flags` raises them."""

from __future__ import annotations

EXCEPTION = "exception"
NO_FINISH = "no finish_reason"
EMPTY = "empty answer"
NO_USAGE = "no usage"
USAGE_MOVED = "usage moved"
OVERWRITTEN = "overwritten"
BROKEN = "broken"

_MINOR = frozenset({NO_USAGE, USAGE_MOVED})
"""That no usage was sent is a fact about the request as often as about the answer."""


def is_urgent(flag: str) -> bool:
    """Whether a flag is worth a stop; an unusual finish_reason, which is a flag of its own, always is."""
    return flag not in _MINOR
