"""What every rule says of itself."""

from __future__ import annotations

import re

import pytest

from recview.checks.names.generations import BY_NAME
from recview.checks.registry import RULES
from recview.checks.rule import Rule
from recview.checks.settings import AUTO, GENERATIONS
from recview.findings import SEVERITIES


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_what_a_rule_says_of_itself(rule: Rule) -> None:
    assert re.fullmatch("[FNOSTUD][1-9][0-9]{2}", rule.id)
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", rule.name)
    assert rule.severity in SEVERITIES
    for text in (rule.summary, rule.why, rule.remedy):
        assert text.endswith(".")
        assert "\n" not in text


def test_names_are_unique() -> None:
    assert len({rule.name for rule in RULES.values()}) == len(RULES)


def test_generations_are_those_of_the_names() -> None:
    assert (AUTO, *BY_NAME) == GENERATIONS
