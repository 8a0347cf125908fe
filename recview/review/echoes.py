"""Answers that come again in later requests of the same test: a change there follows the call that it echoes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from recview.model import Json
from recview.review.answer import Choice, as_object
from recview.review.flat import as_key, flat, pairs
from recview.review.meaning import Meaning
from recview.value import Value
from recview.verdicts.comparison import MISSING, Missing


class Echoes(Value):
    """What answers said before → all that they say now.

    Attributes:
        moved: The texts that a part of an answer has now, by the text that it had.
    """

    moved: Mapping[str, frozenset[str]]

    def has(self, before: Json | Missing, after: Json | Missing) -> bool:
        """Whether a part of a message moved just as an earlier answer did."""
        if not self.moved:
            return False
        return _text(after) in self.moved.get(_text(before), ())

    def joined(self, other: Echoes) -> Echoes:
        """These and others."""
        keys = self.moved.keys() | other.moved.keys()
        return Echoes({key: self.moved.get(key, _NONE) | other.moved.get(key, _NONE) for key in keys})


_NONE: frozenset[str] = frozenset()


def echoes_of(calls: Iterable[tuple[Meaning, Meaning]]) -> Echoes:
    """The echoes that the answers of earlier calls may have.

    Args:
        calls: The calls of one test, each before and after.
    """
    moved: dict[str, set[str]] = {}
    for before, after in calls:
        for index, choice in after.choices.items():
            if earlier := before.choices.get(index):
                for old, new in (*zip(_parts(earlier), _parts(choice), strict=False), *_values(earlier, choice)):
                    if old != new:
                        moved.setdefault(old, set()).add(new)
    return Echoes({old: frozenset(news) for old, news in moved.items()})


NO_ECHOES = Echoes({})


def _parts(choice: Choice) -> list[str]:
    calls = [part for call in choice.calls for part in (call.name, _text(call.arguments))]
    return [_text(choice.text), choice.reasoning, choice.refusal, *calls]


def _values(before: Choice, after: Choice) -> Iterator[tuple[str, str]]:
    """The arguments that moved one by one: some APIs send them as objects."""
    for old, new in zip(before.calls, after.calls, strict=False):
        for _, first, second in pairs(flat(old.values, ""), flat(new.values, "")):
            yield _text(first), _text(second)


def _text(value: Json | Missing) -> str:
    """A part as text, equal for equal arguments however they are spelled; nothing is an empty one."""
    if value is None or value is MISSING:
        return ""
    part = as_object(value) if isinstance(value, str) else value
    return part if isinstance(part, str) else as_key({"": part})
