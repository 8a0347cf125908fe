"""First contents: kept compressed up to a bound, beyond it just enough for a verdict."""

from __future__ import annotations

import zlib

import pytest

from recview.model import Verdict
from recview.review.parsed import content_digest, parse_file
from recview.sources.baseline import Baseline
from tests.ogx import chat, dumped, message, stream


def content(said: str) -> bytes:
    return dumped(chat("t.py::a", [message("user", "Hi")], stream(said))).encode()


FIRST = content("as it was")


def keep(baseline: Baseline, path: str, data: bytes) -> None:
    """Keep a first content, and all of it."""
    baseline.keep(path, data)
    baseline.keep_content(path, baseline.waiting(path))


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
    keep(baseline, "a.json", FIRST)
    review = baseline.review("a.json", parse_file(now, "a.json") if now is not None else None)
    assert review is not None
    assert review.verdict == expected
    assert bool(review.unseen) == (limit == 0 and expected in ("changed", "noise"))
    assert (baseline.content("a.json"), baseline.dropped) == ((FIRST, 0) if limit else (None, 1))


def test_the_bound_holds_and_says_so() -> None:
    baseline = Baseline(2_000)
    for number in range(20):
        keep(baseline, f"{number}.json", content(f"answer {number} " * 20))
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


def test_a_content_waits_in_memory_until_it_is_compressed() -> None:
    baseline = Baseline()
    baseline.keep("a.json", FIRST)
    assert (baseline.content("a.json"), baseline.pending(), baseline.used) == (FIRST, ["a.json"], 0)
    baseline.keep_content("a.json", FIRST)
    assert (baseline.content("a.json"), baseline.pending(), baseline.waiting("a.json")) == (FIRST, [], None)
    assert 0 < baseline.used < len(FIRST)


def test_what_there_is_no_room_for_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recview.sources.baseline.MAX_WAITING_BYTES", len(FIRST))
    baseline = Baseline()
    for path in ("a.json", "b.json"):
        baseline.keep(path, FIRST)
    assert [baseline.content(path) for path in ("a.json", "b.json")] == [FIRST, None]
    for path in ("a.json", "b.json"):
        baseline.keep_content(path, FIRST)
    assert [baseline.content(path) for path in ("a.json", "b.json")] == [FIRST, FIRST]
    baseline.keep("c.json", FIRST)
    assert baseline.waiting("c.json") == FIRST


@pytest.mark.parametrize("is_tried", [False, True])
@pytest.mark.parametrize("data", [None, content("it is new")])
def test_a_file_that_changed_before_its_content_was_kept_says_so(data: bytes | None, is_tried: bool) -> None:
    baseline = Baseline()
    baseline.keep_known({"a.json": content_digest(FIRST)})
    if is_tried:
        baseline.keep_content("a.json", data)
    review = baseline.review("a.json", parse_file(content("it is new"), "a.json"))
    assert review is not None
    assert (review.verdict, review.unseen) == ("changed", "it changed before its first content was kept")
    same = baseline.review("a.json", parse_file(FIRST, "a.json"))
    assert same is not None
    assert same.verdict == "same"


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        (zlib.compress(FIRST), FIRST),
        (zlib.compress(content("another")), None),
        (b"something else", None),
        (b"", None),
        (None, None),
        (zlib.compress(FIRST)[:-30], None),
    ],
)
def test_a_stored_content_counts_if_it_has_the_digest(stored: bytes | None, expected: bytes | None) -> None:
    baseline = Baseline(stored=lambda path: stored)
    baseline.keep_known({"a.json": content_digest(FIRST)})
    assert baseline.content("a.json") == expected
    review = baseline.review("a.json", parse_file(FIRST.replace(b"fp_demo", b"fp_next"), "a.json"))
    assert review is not None
    assert review.verdict == ("noise" if expected else "changed")
