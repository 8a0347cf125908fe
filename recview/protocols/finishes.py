"""Words for how an answer ended, as providers send them, and which of them a reader should look at."""

from __future__ import annotations

from collections.abc import Mapping

UNUSUAL_FINISHES = frozenset(
    {
        *("length", "max_tokens", "content_filter", "MAX_TOKENS", "SAFETY"),
        *("ERROR", "ERROR_LIMIT", "ERROR_TOXIC", "TIMEOUT"),
    }
)
"""Endings that cut an answer off or withheld it; those of the second line are Cohere's."""


def telling(finishes: Mapping[int, str]) -> str:
    """The one word that a row shows for several choices: an unusual ending if there is one, else the first choice's."""
    ordered = [finishes[choice] for choice in sorted(finishes)]
    return next((reason for reason in ordered if reason in UNUSUAL_FINISHES), ordered[0] if ordered else "")
