"""What was said: choices, how each ended, and its text, reasoning and refusal."""

from __future__ import annotations

from collections.abc import Iterator

from recview.protocols.finishes import spelled
from recview.review.answer import Choice, as_object
from recview.review.flat import value_differences
from recview.review.meaning import Meaning
from recview.review.noise import is_an_id
from recview.verdicts.comparison import MISSING, Difference


def differences(before: Meaning, after: Meaning) -> Iterator[Difference]:
    """What differs in the choices of two answers, also in what was said before an error."""
    if before.choices.keys() != after.choices.keys() and not (before.failure or after.failure):
        yield Difference("choices", "answer.choices", sorted(before.choices), sorted(after.choices))
    for index, new in sorted(after.choices.items()):
        if old := before.choices.get(index):
            yield from _choice(old, new, f"answer.choices[{index}]")


def _choice(old: Choice, new: Choice, at: str) -> Iterator[Difference]:
    if _ending(old.finish) != _ending(new.finish):
        yield Difference("finish_reason", f"{at}.finish_reason", old.finish or MISSING, new.finish or MISSING)
    if old.refusal != new.refusal:
        # Both refuse in other words: the same conduct.
        kind = "text" if old.refusal and new.refusal else "refusal"
        yield Difference(kind, f"{at}.refusal", old.refusal or MISSING, new.refusal or MISSING)
    if old.reasoning != new.reasoning:
        yield Difference(_reasoning(old, new), f"{at}.reasoning", old.reasoning or MISSING, new.reasoning or MISSING)
    if old.text != new.text:
        yield from _texts(old, new, f"{at}.text")


def _ending(finish: str) -> str:
    """The word of an ending, also where a number stands for it."""
    return spelled(finish).partition(" (")[0].lower()


def _reasoning(old: Choice, new: Choice) -> str:
    if not old.reasoning.strip() and new.reasoning.strip():
        return "reasoning_appears"
    return "reasoning_goes" if old.reasoning.strip() and not new.reasoning.strip() else "reasoning"


def _texts(old: Choice, new: Choice, at: str) -> Iterator[Difference]:
    if not old.text or not new.text:
        has_calls = old.calls or new.calls
        kind = "text" if not has_calls else "text_goes" if old.text else "text_appears"
        yield Difference(kind, at, old.text or MISSING, new.text or MISSING)
        return
    values = as_object(old.text), as_object(new.text)
    if all(isinstance(value, dict | list) for value in values):
        # An answer in JSON: what counts is its values.
        by_key = value_differences("text", at, *values)
        yield from by_key or [Difference("spelling", at, old.text, new.text)]
    else:
        yield Difference("ids" if is_an_id(old.text) and is_an_id(new.text) else "text", at, old.text, new.text)
