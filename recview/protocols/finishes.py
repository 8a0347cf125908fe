"""Words for how an answer ended, as providers send them: their normal form, and which of them a reader should look at.

The words stand in the protocols' modules, as `FINISHES`; the case of a word is part of it. What has a word of its own
in no module is of the kind `other`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from recview.events import UNUSUAL_FORMS
from recview.protocols import PROTOCOLS
from recview.protocols.registry import ProtocolRow

_forms: dict[str, str] = {"": ""}
"""The normal form of each word, of the protocols that were asked so far."""

_numbered: list[str] = []
"""Words by the number that one API sends in their place."""

_asked: set[ProtocolRow] = set()


def _learn(rows: Iterable[ProtocolRow]) -> None:
    for row in rows:
        if row not in _asked:
            protocol = row.protocol
            _forms.update((word, form) for form, words in protocol.finishes.items() for word in words)
            _forms.update((f"{number}", _forms[word]) for number, word in enumerate(protocol.finish_numbers))
            _numbered[:] = protocol.finish_numbers or _numbered
            _asked.add(row)


def normal(reason: str) -> str:
    """The normal form of a provider's word for how an answer ended.

    Returns:
        `stop`, `length`, `tool_calls`, `content_filter`, `stop_sequence`, `pause`, `error` or `other`; empty for none.
    """
    if reason not in _forms and len(_asked) < len(PROTOCOLS):
        # A word has one form whoever sends it, so that the protocol that read the answer is nearly always enough.
        _learn(row for row in PROTOCOLS.rows if row.is_imported)
        if reason not in _forms:
            _learn(PROTOCOLS.rows)
    return _forms.get(reason, "other")


def spelled(reason: str) -> str:
    """An ending as a reader knows it: a number together with its word."""
    if not reason.isdecimal() or len(reason) > 2:
        return reason
    number = int(reason)
    normal(f"{number}")  # so that the words of numbers are known
    return f"{_numbered[number]} ({reason})" if number < len(_numbered) else reason


def telling(finishes: Mapping[int, str]) -> str:
    """The word that a row shows for several choices: an unusual ending if there is one, else the first choice's."""
    if len(finishes) < 2:
        return next(iter(finishes.values()), "")
    ordered = [finishes[choice] for choice in sorted(finishes)]
    return next((reason for reason in ordered if normal(reason) in UNUSUAL_FORMS), ordered[0] if ordered else "")
