"""Findings as plain values: they come back as they were, of the file that is named."""

from __future__ import annotations

import marshal

from recview.findings import WHOLE_FILE, Finding, as_plain, from_plain


def test_findings_come_back() -> None:
    findings = (
        Finding("S101", "error", "a.json", 1, "answer, chunks 4–5", "a key: sk-p… (40 characters)", "e1d2"),
        Finding("N113", "warning", "a.json", WHOLE_FILE, "", "\ud800"),
    )
    plain = marshal.loads(marshal.dumps(as_plain(findings)))
    assert from_plain("a.json", plain) == findings
    assert {each.path for each in from_plain("b.json", plain)} == {"b.json"}
