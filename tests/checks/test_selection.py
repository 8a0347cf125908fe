"""Which rules count, and what a word that means none is taken for."""

from __future__ import annotations

import pytest

from recview.checks.registry import RULES
from recview.checks.selection import Selection, chosen_rules, problem_of
from recview.findings import Finding


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), True),
        (Selection(select=["T"]), True),
        (Selection(select=["t10"]), True),
        (Selection(select=["S"]), False),
        (Selection(select=["S"], extend_select=["T102"]), True),
        (Selection(ignore=["T"]), False),
        (Selection(select=["T102"], ignore=["T"]), True),
        (Selection(select=["T1"], ignore=["T102"]), False),
        (Selection(select=["T102"], ignore=["T102"]), False),
        (Selection(ignore=["cut-by-length"]), False),
        (Selection(select=["all"]), True),
        (Selection(ignore_in={"a/*.json": ["T"]}), False),
        (Selection(ignore_in={"b.json": ["T"]}), False),
        (Selection(ignore_in={"*.yaml": ["T"]}), True),
        (Selection(ignore_in={"a/*.json": ["S"]}), True),
    ],
)
def test_which_findings_count(selection: Selection, expected: bool) -> None:
    assert selection.has(Finding("T102", "info", "a/b.json", 0, "", "")) is expected


def test_what_cannot_be_read_counts_unless_it_is_ignored() -> None:
    assert Selection(select=["S"]).has_rule("F101")
    assert not Selection(ignore=["F"]).has_rule("F101")
    assert not Selection(select=["S"]).has_rule("F102")


def test_every_rule_can_be_chosen_by_its_id_and_its_name() -> None:
    for id_, rule in RULES.items():
        assert chosen_rules([id_]) == chosen_rules([rule.name]) == [id_]


@pytest.mark.parametrize(
    ("word", "nearest"),
    [("T1O2", "T102"), ("cut-by-lenght", "cut-by-length"), ("FF101", "F101"), ("", ""), ("\x1b[31m" * 99, "")],
)
def test_a_word_that_means_no_rule(word: str, nearest: str) -> None:
    assert problem_of(word).endswith(f"{nearest}?" if nearest else "?")
    assert Selection(ignore_in={"*": [word]}).problem == problem_of(word) != ""
