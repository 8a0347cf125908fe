"""Results of checks come back as they were put, and only what differs is told again."""

from __future__ import annotations

from recview.checks.runner import FileResult
from recview.findings import FileFindings, Finding
from recview.live.check_results import CheckResults
from recview.model import Readability, ReadState
from recview.sources.checked_files import StampedResult

STAMP = (1, 2, 3, 4)


def finding(rule: str, path: str = "a.json") -> Finding:
    return Finding(rule, "error", path, 0, "answer", f"what {rule} says", "e1d2")


OWN, OTHER = finding("T102"), finding("N113")
CHECKED = StampedResult(FileResult("a.json", 1, (OWN,), {"tests": {"id": ["t", None]}}), STAMP)
UNREAD = StampedResult(
    FileResult("b.json", 0, (), {}, Readability(ReadState.BROKEN, "it ends early")), STAMP, True, is_lasting=False
)


def test_results_come_back_as_they_were_put() -> None:
    results = CheckResults()
    for each in (UNREAD, CHECKED):
        results.put(each)
    assert (list(results), results.paths(), results.get("c.json")) == ([UNREAD, CHECKED], ["a.json", "b.json"], None)
    results.remove("b.json")
    assert list(results) == [CHECKED]


def test_news_is_what_lasts_and_was_not_kept_before() -> None:
    results = CheckResults()
    results.put(CHECKED)
    results.put(UNREAD, is_news=True)
    assert not results.has_news
    results.put(CHECKED, is_news=True)
    assert results.has_news


def test_only_the_files_of_which_something_else_is_said_differ() -> None:
    results = CheckResults()
    results.put(CHECKED)
    beside = {"a.json": FileFindings((OTHER,), "renamed-file"), "c.json": FileFindings((), "legacy")}
    assert sorted(results.take_beside(beside)) == ["a.json", "c.json"]
    assert results.findings("a.json") == FileFindings((OWN, OTHER), "renamed-file")
    assert results.findings("c.json") == FileFindings((), "legacy")
    assert results.take_beside(beside) == []
    assert results.take_beside({"a.json": FileFindings((OTHER,), "legacy")}) == ["c.json", "a.json"]
    assert results.findings("c.json") == FileFindings()
