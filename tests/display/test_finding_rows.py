"""Findings as rows of their panel."""

from __future__ import annotations

from recview.display.finding_rows import finding_rows
from recview.findings import Finding, RuleText

FINDINGS = [
    Finding("S101", "error", "a.json", 0, "answer, chunks 41–44", "an OpenAI key: sk-z… (51 characters)"),
    Finding("T102", "info", "a.json", 0, "", "it ends with length"),
]
RULES = {
    "S101": RuleText("provider-key", "A key.", "Whoever has it can use it.", "Revoke it."),
    "T102": RuleText("cut", "Cut.", "It may be meant so.", "Nothing."),
}


def shown(chosen: int, width: int) -> list[str]:
    return [line.text for line, _ in finding_rows(FINDINGS, RULES, chosen, width)]


def test_the_chosen_finding_is_explained() -> None:
    assert shown(1, 60) == [
        " ◆ S101  answer, chunks 41–44",
        "   an OpenAI key: sk-z… (51 characters)",
        "",
        " · T102",
        "   it ends with length",
        "",
        "   Why",
        "   It may be meant so.",
        "",
        "   What to do",
        "   Nothing.",
    ]
    assert [index for _, index in finding_rows(FINDINGS, RULES, 1, 60)] == [0] * 3 + [1] * 8
    assert "   Revoke it." in shown(0, 60)


def test_long_words_are_wrapped_below_their_beginning() -> None:
    rows = shown(0, 24)
    assert all(len(row) <= 24 for row in rows)
    assert rows[:2] == [" ◆ S101  answer,", "     chunks 41–44"]
    assert max(map(len, shown(0, 1))) <= 24  # however narrow


def test_a_rule_that_is_not_explained_and_no_findings() -> None:
    assert len(finding_rows(FINDINGS, {}, 0, 60)) == 5
    assert finding_rows([], RULES, 0, 60)[1][0].text == " The checks find nothing here."
