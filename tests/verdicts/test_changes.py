"""What is said of all changes in a line, and their order."""

from __future__ import annotations

import pytest

from recview.verdicts.changes import Change, Changes, in_order, verdict_words
from recview.verdicts.comparison import Comparison, Difference
from recview.verdicts.kinds import CLASSES, Class


def change(class_: Class, test: str = "", path: str = "a.json", kind: str = "text") -> Change:
    return Change(path, path, Comparison("changed", class_, (Difference(kind, "at", 1, 2),)), test)


@pytest.mark.parametrize(
    ("changes", "identical", "words"),
    [
        ([], 0, "no differences"),
        ([], 1_300, "no differences; 1,300 identical"),
        ([("noise", "a")] * 412, 9, "no behaviour changes; 412 noise"),
        ([("behaviour", "a")], 0, "1 behaviour change in 1 test"),
        ([("behaviour", "")], 0, "1 behaviour change"),
        (
            [("behaviour", "a"), ("behaviour", "b"), ("behaviour", "a"), ("reworded", "c"), ("new", "c")],
            0,
            "3 behaviour changes in 2 tests; 1 reworded; 1 new",
        ),
        (
            [("unreadable", ""), ("request", "a"), ("gone", "")],
            0,
            "1 unreadable; no behaviour changes; 1 request change; 1 gone",
        ),
        ([("request", "a"), ("request", "a"), ("usage", "")], 0, "no behaviour changes; 2 request changes; 1 usage"),
    ],
)
def test_the_verdict(changes: list[tuple[Class, str]], identical: int, words: str) -> None:
    assert verdict_words(Changes(tuple(change(*each) for each in changes), identical)) == words


def test_the_gravest_come_first_and_those_of_a_test_together() -> None:
    mixed = [change(class_, test, f"{class_}{test}") for test in "ba" for class_ in reversed(CLASSES)]
    ordered = in_order(mixed)
    assert [each.class_ for each in ordered] == [class_ for class_ in CLASSES for _ in "ab"]
    assert [each.test_id for each in ordered] == ["a", "b"] * len(CLASSES)


def test_a_change_is_chosen_by_its_class_or_a_kind() -> None:
    one = change("reworded")
    assert one.has(frozenset({"reworded"}))
    assert one.has(frozenset({"text", "gone"}))
    assert not one.has(frozenset({"behaviour", "usage"}))


def test_identical_files_are_counted() -> None:
    assert Changes((change("noise"),), 5).counts() == {**dict.fromkeys(CLASSES, 0), "noise": 1, "identical": 5}
