"""What a reviewer decided, how far a review has come, and what comes next."""

from __future__ import annotations

import pytest

from recview.verdicts.decisions import Decision, Decisions, next_undecided, progress, rest_of_class
from recview.verdicts.kinds import Class
from recview.verdicts.listed_changes import ListedChange

NOTHING = Decisions()


def changes(*classes: Class) -> list[ListedChange]:
    return [ListedChange("a.json", "a.json", "old", str(index), class_) for index, class_ in enumerate(classes)]


def test_a_decision_belongs_to_the_pair_of_contents() -> None:
    (change,) = changes("behaviour")
    decisions = NOTHING.with_word([change], "accepted")
    assert decisions.of(change) == Decision("accepted")
    assert decisions.of(change._replace(before="b.json", after="c.json")).word == "accepted"
    assert not decisions.of(change._replace(after_id="another")).word
    assert not decisions.of(change._replace(before_id="another")).word


def test_a_note_stays_with_any_word_and_a_word_with_any_note() -> None:
    (change,) = changes("behaviour")
    decisions = NOTHING.with_note([change], "why?").with_word([change], "skipped")
    assert decisions.of(change) == Decision("skipped", "why?")
    assert decisions.with_note([change], "").of(change) == Decision("skipped")
    assert decisions.with_note([change], "").with_word([change], "") == NOTHING


@pytest.mark.parametrize(
    ("classes", "accepted", "words"),
    [
        ((), 0, "nothing to review"),
        (("behaviour",) * 31, 12, "12 of 31 behaviour changes seen"),
        (("behaviour", "noise"), 1, "1 of 1 behaviour change seen"),
        (("request",) * 2, 0, "0 of 2 request changes seen"),
        (("reworded", "reworded", "noise"), 1, "1 of 2 reworded seen"),
        (("noise",) * 1_200, 0, "0 of 1,200 noise seen"),
    ],
)
def test_progress(classes: tuple[Class, ...], accepted: int, words: str) -> None:
    every = changes(*classes)
    assert progress(every, NOTHING.with_word(every[:accepted], "accepted")).words == words


def test_a_change_that_has_just_a_note_was_not_seen() -> None:
    every = changes("behaviour", "behaviour")
    assert progress(every, NOTHING.with_note(every, "?").with_word(every[:1], "skipped")).seen == 1


@pytest.mark.parametrize(
    ("decided", "index", "step", "expected"),
    [
        ((), -1, 1, 0),
        ((), 0, 1, 1),
        ((1,), 0, 1, 2),
        ((2, 3), 1, 1, 0),
        ((2,), 3, -1, 1),
        ((), 0, -1, 3),
        ((0, 1, 3), 2, 1, 2),
        ((0, 1, 2, 3), 0, 1, None),
    ],
)
def test_the_next_that_is_undecided(decided: tuple[int, ...], index: int, step: int, expected: int | None) -> None:
    every = changes("behaviour", "behaviour", "behaviour", "behaviour")
    decisions = NOTHING.with_word([every[each] for each in decided], "accepted")
    assert next_undecided(every, decisions, index, step=1 if step > 0 else -1) == expected


def test_the_rest_of_a_class_is_what_is_undecided_of_it() -> None:
    every = changes("behaviour", "reworded", "behaviour", "behaviour")
    decisions = NOTHING.with_word([every[2]], "skipped")
    assert rest_of_class(every, decisions, every[0]) == [every[0], every[3]]
