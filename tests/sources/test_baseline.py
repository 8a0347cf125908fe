"""First contents: kept compressed up to a bound, beyond it just enough for a verdict."""

from __future__ import annotations

import pytest

from recview.model import Verdict
from recview.review.parsed import content_digest, parse_file
from recview.sources.baseline import Baseline
from tests.ogx import chat, dumped, message, stream


def content(said: str) -> bytes:
    return dumped(chat("t.py::a", [message("user", "Hi")], stream(said))).encode()


FIRST = content("as it was")


@pytest.mark.parametrize("limit", [64_000_000, 0])
@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (FIRST, "same"),
        (FIRST.replace(b"fp_demo", b"fp_next"), "noise"),
        (content("it is new"), "changed"),
        (FIRST[:300], "broken"),
        (None, "gone"),
    ],
    ids=["same", "noise", "changed", "broken", "gone"],
)
def test_the_verdict_needs_no_content(limit: int, now: bytes | None, expected: Verdict) -> None:
    baseline = Baseline(limit)
    baseline.keep("a.json", FIRST)
    review = baseline.review("a.json", parse_file(now, "a.json") if now is not None else None)
    assert review is not None
    assert review.verdict == expected
    assert bool(review.unseen) == (limit == 0 and expected in ("changed", "noise"))
    assert (baseline.content("a.json"), baseline.dropped) == ((FIRST, 0) if limit else (None, 1))


def test_the_bound_holds_and_says_so() -> None:
    baseline = Baseline(2_000)
    for number in range(20):
        baseline.keep(f"{number}.json", content(f"answer {number} " * 20))
    assert 0 < baseline.used <= 2_000
    kept = sum(baseline.content(f"{number}.json") is not None for number in range(20))
    assert (kept + baseline.dropped, kept > 0) == (20, True)
    review = baseline.review("19.json", parse_file(FIRST, "19.json"))
    assert review is not None
    assert "not kept" in review.unseen


def test_what_was_never_there_is_new_or_nothing() -> None:
    baseline = Baseline()
    assert baseline.review("a.json", None) is None
    review = baseline.review("a.json", parse_file(FIRST, "a.json"))
    assert review is not None
    assert review.verdict == "new"
    assert not baseline.differs("a.json", content_digest(FIRST))


def test_what_could_not_be_read_counts_as_broken_before() -> None:
    baseline = Baseline()
    baseline.keep_unread("a.json", "permission denied")
    review = baseline.review("a.json", parse_file(FIRST, "a.json"))
    assert review is not None
    assert review.verdict == "changed"
