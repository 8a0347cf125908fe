"""The start of a text that is too long to be shown beside an answer."""

from __future__ import annotations

MAX_CHARACTERS = 400


def excerpt(text: str) -> str:
    """The first 400 characters of a text and an ellipsis; a shorter text as it is. The raw chunk has all of it."""
    return text if len(text) <= MAX_CHARACTERS else f"{text[:MAX_CHARACTERS]}…"
