"""Words for how an answer ended, as providers send them, and which of them a reader should look at."""

from __future__ import annotations

from collections.abc import Mapping

_GEMINI = (
    *("MAX_TOKENS", "SAFETY", "RECITATION", "LANGUAGE", "OTHER", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII"),
    *("MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS", "MALFORMED_RESPONSE"),
    *("MISSING_THOUGHT_SIGNATURE", "MODEL_ARMOR", "JAILBREAK", "NO_IMAGE"),
    *("IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION", "IMAGE_OTHER"),
)
_GEMINI_INTERACTIONS = ("incomplete", "failed", "cancelled", "budget_exceeded")

UNUSUAL_FINISHES = frozenset({"length", "max_tokens", "content_filter", *_GEMINI, *_GEMINI_INTERACTIONS})
"""Endings that cut an answer off or withheld it."""


def telling(finishes: Mapping[int, str]) -> str:
    """The one word that a row shows for several choices: an unusual ending if there is one, else the first choice's."""
    ordered = [finishes[choice] for choice in sorted(finishes)]
    return next((reason for reason in ordered if reason in UNUSUAL_FINISHES), ordered[0] if ordered else "")
