"""Answers of another kind altogether: an error where there was none, another status, another protocol."""

from __future__ import annotations

from collections.abc import Iterator

from recview.review.meaning import Meaning
from recview.verdicts.comparison import MISSING, Difference


def differences(before: Meaning, after: Meaning) -> Iterator[Difference]:
    """What differs in how two calls ended."""
    if before.protocol != after.protocol and not (before.failure or after.failure):
        yield Difference("protocol", "protocol", before.protocol, after.protocol)
    old, new = before.failure, after.failure
    if old is None or new is None:
        if old is not new:
            shown = [failure.message or failure.type if failure else MISSING for failure in (old, new)]
            yield Difference("error", "error", *shown)
        if before.status != after.status:
            yield Difference("status", "response.status", before.status, after.status)
        return
    if old.type != new.type:
        yield Difference("error_type", "error.type", old.type, new.type)
    if old.code != new.code:
        yield Difference("error_type", "error.code", old.code, new.code)
    first = before.status if old.status is None else old.status
    second = after.status if new.status is None else new.status
    if first != second:
        yield Difference("status", "error.status", first, second)
    if old.message != new.message:
        yield Difference("error_message", "error.message", old.message, new.message)
