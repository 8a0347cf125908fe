"""What a query leaves of what differs."""

from __future__ import annotations

import pytest

from recview.display.change_query import matching_changes
from recview.verdicts.listed_changes import ListedChange, ListedFindings

SECRET = ListedFindings(1, ("S101 provider-key",), "error", ("S101",), ("error",))
CHANGES = (
    ListedChange("old/a.json", "new/a.json", "", "1", "behaviour", ("finish_reason",), test_id="t.py::test_a"),
    ListedChange("b.json", "b.json", "", "2", "noise", ("ids",), provider="ollama"),
    ListedChange(None, "c.json", "", "3", "new", provider="openai", findings=SECRET),
    ListedChange("d.json", "d.json", "", "4", "unreadable", ("unreadable",)),
)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "1234"),
        ("behaviour", "1"),
        ("finish_reason", "1"),
        ("old/a", "1"),
        ("test:test_a", "1"),
        ("path:c.json OR provider:ollama", "23"),
        ("-verdict:changed", "234"),
        ("is:new", "3"),
        ("verdict:broken", "4"),
        ("/^t\\.py/", "1"),
        ("rule:S101", "3"),
        ("rule:N", ""),
        ("severity:error", "3"),
        ("-has:finding", "124"),
        ("nothing at all", ""),
    ],
)
def test_what_is_left(query: str, expected: str) -> None:
    kept = matching_changes(CHANGES, query)
    assert "".join(change.after_id for change in kept.changes) == expected
    assert kept.problem == ""


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("verdict:odd", "odd"),
        ("(", ""),
        ("model:llama", "model: is not known here"),
        ("-(answer:Oslo OR test_a)", "answer: is not known here"),
        ("is:reasoning", "is: is not known here"),
    ],
)
def test_what_cannot_be_asked_is_told(query: str, words: str) -> None:
    kept = matching_changes(CHANGES, query)
    assert kept.problem
    assert words in kept.problem
