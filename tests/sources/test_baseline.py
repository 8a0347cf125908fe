"""First contents: kept compressed up to a bound, beyond it just enough for a verdict."""

from __future__ import annotations

import pytest

from recview.model import Verdict
from recview.review.comparing import understood
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
    originals = Baseline(limit)
    originals.keep("a.json", FIRST)
    review = originals.review("a.json", understood(now, "a.json") if now is not None else None)
    assert review is not None
    assert review.verdict == expected
    assert bool(review.unseen) == (limit == 0 and expected in ("changed", "noise"))
    assert (originals.content("a.json"), originals.dropped) == ((FIRST, 0) if limit else (None, 1))


def test_the_bound_holds_and_says_so() -> None:
    originals = Baseline(2_000)
    for number in range(20):
        originals.keep(f"{number}.json", content(f"answer {number} " * 20))
    assert 0 < originals.used <= 2_000
    kept = sum(originals.content(f"{number}.json") is not None for number in range(20))
    assert (kept + originals.dropped, kept > 0) == (20, True)
    review = originals.review("19.json", understood(FIRST, "19.json"))
    assert review is not None
    assert "not kept" in review.unseen


def test_what_was_never_there_is_new_or_nothing() -> None:
    originals = Baseline()
    assert originals.review("a.json", None) is None
    review = originals.review("a.json", understood(FIRST, "a.json"))
    assert review is not None
    assert review.verdict == "new"
    assert not originals.differs("a.json", FIRST)


def test_what_could_not_be_read_counts_as_broken_before() -> None:
    originals = Baseline()
    originals.keep_unread("a.json", "permission denied")
    review = originals.review("a.json", understood(FIRST, "a.json"))
    assert review is not None
    assert review.verdict == "changed"
