"""Marks of findings on rows, and the words of what landed."""

from __future__ import annotations

import pytest

from recview.display.finding_marks import finding_mark, landed_words
from recview.findings import Finding, Severity
from recview.library.finding_table import FindingCount


def finding(rule: str, at: str = "", message: str = "", severity: Severity = "error") -> Finding:
    return Finding(rule, severity, "a.json", 0, at, message)


@pytest.mark.parametrize(
    ("count", "narrow", "wide", "counted"),
    [
        (FindingCount(), "  ", "      ", "      "),
        (FindingCount(errors=1), "◆ ", "◆     ", "◆1    "),
        (FindingCount(warnings=3), "◇ ", "◇     ", "◇3    "),
        (FindingCount(1_200, 2), "◆ ", "◆     ", "◆1.2k "),
    ],
)
def test_a_mark_is_as_wide_as_none(count: FindingCount, narrow: str, wide: str, counted: str) -> None:
    assert finding_mark(count, 59, counted=True)[0] == narrow
    assert [finding_mark(count, 60, counted=is_branch)[0] for is_branch in (False, True)] == [wide, counted]


@pytest.mark.parametrize(
    ("findings", "words"),
    [
        ([], ""),
        ([finding("T107"), finding("S201", severity="warning")], ""),
        ([finding("S101", "answer, chunks 41–44")], "✗ a secret in test_x: answer, chunks 41–44"),
        ([finding("S101", "answer"), finding("S104")], "✗ a secret in test_x: answer and 1 more"),
        ([finding("N101"), finding("S104", "url")], "✗ a secret in test_x: url · no replay finds it"),
        ([finding("N101", "name", "a hash\nof 12")], "✗ no replay finds test_x: a hash of 12"),
        ([finding("S101", "a\x1b[31m\nb")], "✗ a secret in test_x: a␛[31m b"),
    ],
)
def test_words_of_what_landed(findings: list[Finding], words: str) -> None:
    assert landed_words("test_x", findings) == words
