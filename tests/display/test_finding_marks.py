"""Marks of findings on rows, and the words of what landed."""

from __future__ import annotations

import pytest

from recview.display.finding_marks import branch_marks, landed_words, row_mark
from recview.findings import Finding, Severity
from recview.library.finding_table import FindingCount


def finding(rule: str, at: str = "", message: str = "", severity: Severity = "error") -> Finding:
    return Finding(rule, severity, "a.json", 0, at, message)


@pytest.mark.parametrize(
    ("count", "mark", "wide", "narrow"),
    [
        (FindingCount(), "  ", "", ""),
        (FindingCount(errors=1), " ◆", "◆1 ", "◆1 "),
        (FindingCount(warnings=3), " ◇", "◇3 ", ""),
        (FindingCount(1_200, 2), " ◆", "◆1.2k ◇2 ", "◆1.2k "),
    ],
)
def test_marks(count: FindingCount, mark: str, wide: str, narrow: str) -> None:
    assert row_mark(count)[0] == mark
    assert ["".join(text for text, _ in branch_marks(count, width)) for width in (60, 30)] == [wide, narrow]


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
