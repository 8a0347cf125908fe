"""Whether a text can be pasted into a terminal as it is."""

from __future__ import annotations

import re


def is_typable(text: str) -> bool:
    """Whether nothing in a text would be obeyed by a terminal, as control characters and tabs are."""
    return not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", text)
