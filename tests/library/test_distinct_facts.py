"""Facts that differ only in what a term does not ask for are asked once, and each gets the answer."""

from __future__ import annotations

from recview.library.distinct_facts import DistinctFacts
from recview.query.facts import Facts
from recview.query.matching import matches
from recview.query.parsing import parse
from recview.query.syntax import Field, Word

FACTS = [
    Facts(model=("gpt",), finish=("stop",)),
    Facts(model=("gpt",), finish=("length",)),
    Facts(model=("llama",), finish=("length",)),
    Facts(model=("llama",), finish=("length",), unread=frozenset({"finish"})),
    Facts(model=("gpt",), finish=("stop",), unread=frozenset({"finish"})),
]


def test_each_that_differs_is_asked_once_and_what_comes_later_as_well() -> None:
    distinct, term = DistinctFacts(), parse("finish:length")
    assert isinstance(term, Field)
    asked: list[Facts] = []

    def ask(facts: Facts) -> bool | None:
        asked.append(facts)
        return matches(term, facts)

    distinct.facts += FACTS[:3]
    assert distinct.truths(term, ask) == (b"\0\1\1", b"\0\1\1")
    assert asked == FACTS[:2]
    distinct.facts += FACTS[3:]
    assert distinct.truths(term, ask) == (b"\0\1\1\1\0", b"\0\1\1\1\1")


def test_a_word_asks_for_names() -> None:
    distinct, word = DistinctFacts(), Word("gpt")
    distinct.facts += FACTS
    holds, _ = distinct.truths(word, lambda facts: matches(word, facts))
    assert holds == b"\1\1\0\0\1"
