"""Words for how an answer ended, as providers send them: their normal form, and which of them a reader should look at.

The words stand in the protocols' modules, as `FINISHES`; the case of a word is part of it. What has a word of its own
in no module is of the kind `other`.
"""

from __future__ import annotations

from collections.abc import Mapping

from recview.events import UNUSUAL_FORMS
from recview.protocols import PROTOCOLS

_NUMBERED = tuple(word for protocol in PROTOCOLS for word in protocol.finish_numbers)
"""Words by the number that one API sends in their place."""

_FORMS: Mapping[str, str] = {
    **{word: form for protocol in PROTOCOLS for form, words in protocol.finishes.items() for word in words},
    "": "",
}
_NORMAL: Mapping[str, str] = {**_FORMS, **{f"{number}": _FORMS[word] for number, word in enumerate(_NUMBERED)}}

UNUSUAL_FINISHES = frozenset(word for word, form in _NORMAL.items() if form in UNUSUAL_FORMS)
"""Endings that cut an answer off, withheld or spoiled it, each as it is sent."""


def spelled(reason: str) -> str:
    """An ending as a reader knows it: a number together with its word."""
    number = int(reason) if reason.isdecimal() and len(reason) < 3 else len(_NUMBERED)
    return f"{_NUMBERED[number]} ({reason})" if number < len(_NUMBERED) else reason


def normal(reason: str) -> str:
    """The normal form of a provider's word for how an answer ended.

    Returns:
        `stop`, `length`, `tool_calls`, `content_filter`, `stop_sequence`, `pause`, `error` or `other`; empty for none.
    """
    return _NORMAL.get(reason, "other")


def telling(finishes: Mapping[int, str]) -> str:
    """The word that a row shows for several choices: an unusual ending if there is one, else the first choice's."""
    ordered = [finishes[choice] for choice in sorted(finishes)]
    return next((reason for reason in ordered if reason in UNUSUAL_FINISHES), ordered[0] if ordered else "")
