"""Differences in a few words each, for a row, a title or the summary."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recview.coerce import as_words
from recview.verdicts.comparison import MISSING, WHOLE_FILE, Difference, Missing

_SHORT = 32
"""Characters up to which a value is shown in the place of just its name."""


def brief(differences: Sequence[Difference], limit: int = 6, *, lengths: bool = False) -> tuple[str, ...]:
    """The differences, those of long texts by their name alone.

    Args:
        differences: What is different, by path.
        limit: After so many, the rest is a count.
        lengths: Give the numbers of characters of long texts, too.
    """
    words = list(dict.fromkeys(_words(difference, lengths=lengths) for difference in _telling(differences)))
    more = len(words) - limit
    return tuple(words[:limit]) + ((f"{more:,} more",) if more > 0 else ())


def noise_words(noise: Sequence[Difference], limit: int = 6) -> tuple[str, ...]:
    """What does not count, in a few words: counts of tokens with their figures, all else by its kind.

    Args:
        noise: The differences.
        limit: After so many words, the rest is a count.
    """
    usage = brief([difference for difference in noise if difference.kind == "usage"], limit)
    others = dict.fromkeys(difference.kind for difference in noise if difference.kind != "usage")
    more = len(others) + len(usage) - limit
    words = (*usage, *others)
    return words[:limit] + ((f"{more:,} more",) if more > 0 else ())


_OUTPUT = re.compile(r"completion|output|candidates|(?<!prompt_)eval_count")


def token_change(usage: Sequence[Difference]) -> str:
    """How a count of tokens changed, as `17→21`: that of the output if it did, else the first that did."""
    counts = [
        difference for difference in usage if isinstance(difference.before, int) and isinstance(difference.after, int)
    ]
    count = next((difference for difference in counts if _OUTPUT.search(difference.at)), counts[0] if counts else None)
    return f"{count.before}→{count.after}" if count else ""


_PART_OF_A_CALL = re.compile(r"tool_calls\[\d+\]\.(?!name$|arguments$)")


def _telling(differences: Sequence[Difference]) -> Sequence[Difference]:
    """The differences, without those that only repeat that a tool call came or went."""
    return [difference for difference in differences if not _PART_OF_A_CALL.search(difference.at)] or differences


def _words(difference: Difference, *, lengths: bool) -> str:
    _, path, before, after = difference
    if path == WHOLE_FILE:
        return f"{before} → {after}"
    name = path.removeprefix("answer.").replace("choices[0].", "").replace("tool_calls[0].", "tool call ")
    old, new = _value(before), _value(after)
    if lengths and (old is None or new is None) and isinstance(before, str) and isinstance(after, str):
        return f"{name} {len(before):,} → {len(after):,} characters"
    if old is None or new is None:
        return f"{name}" + (" (new)" if before is MISSING else " (gone)" if after is MISSING else "")
    return f"{name} {old} → {new}"


def _value(value: object) -> str | None:
    """A value in one word, or None if it takes more."""
    if isinstance(value, Missing):
        return "–"
    words = as_words(value)
    return words if words and len(words) <= _SHORT and "\n" not in words else None
