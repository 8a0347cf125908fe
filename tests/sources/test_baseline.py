"""First contents: kept compressed up to a bound, beyond it just enough for a verdict."""

from __future__ import annotations

import zlib

import pytest

from recview.digests import content_digest
from recview.model import Verdict
from recview.review.parsed import parse_file
from recview.sources import baseline as module
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
@pytest.mark.parametrize("is_packed", [False, True], ids=["as it is", "compressed"])
def test_the_verdict_needs_no_content(limit: int, now: bytes | None, expected: Verdict, is_packed: bool) -> None:
    baseline = Baseline(limit)
    baseline.keep("a.json", FIRST)
    if is_packed:
        assert baseline.pack_next()
    review = baseline.review("a.json", parse_file(now, "a.json") if now is not None else None)
    assert review is not None
    assert review.verdict == expected
    is_dropped = is_packed and limit == 0
    assert bool(review.unseen) == (is_dropped and expected in ("changed", "noise"))
    assert (baseline.content("a.json"), baseline.dropped) == ((None, 1) if is_dropped else (FIRST, 0))


def test_the_bound_holds_and_says_so() -> None:
    baseline = Baseline(2_000)
    for number in range(20):
        baseline.keep(f"{number}.json", content(f"answer {number} " * 20))
    assert baseline.held_bytes > 2_000
    while baseline.pack_next():
        pass
    assert (baseline.held_bytes, baseline.has_waiting) == (0, False)
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


def test_a_content_that_is_kept_anew_before_it_was_compressed() -> None:
    baseline = Baseline()
    for data in (b"first", b"second, longer"):
        baseline.keep("a.json", data)
    assert baseline.held_bytes == len(b"second, longer")
    assert baseline.pack_next()
    assert not baseline.pack_next()
    assert (baseline.content("a.json"), baseline.held_bytes) == (b"second, longer", 0)
    assert baseline.digest("a.json") == content_digest(b"second, longer")


def test_a_content_that_could_not_be_read_again_waits_no_more() -> None:
    baseline = Baseline()
    baseline.keep("a.json", b"first")
    baseline.keep_unread("a.json", "permission denied")
    assert not baseline.pack_next()
    assert (baseline.content("a.json"), baseline.held_bytes) == (None, 0)


@pytest.mark.parametrize("is_tried", [False, True])
@pytest.mark.parametrize("is_over_held", [False, True], ids=["of an earlier session", "too many to be held"])
@pytest.mark.parametrize("data", [None, content("it is new")])
def test_a_file_that_changed_before_its_content_was_kept_says_so(
    data: bytes | None, is_over_held: bool, is_tried: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    baseline = Baseline(read=lambda path: data)
    if is_over_held:
        monkeypatch.setattr(module, "MAX_HELD_BYTES", len(FIRST) - 1)
        baseline.keep("a.json", FIRST)
    else:
        baseline.keep_known({"a.json": content_digest(FIRST)}, ["a.json"])
    assert baseline.has_waiting
    if is_tried:
        assert baseline.pack_next()
    assert (baseline.held_bytes, baseline.dropped, baseline.has_waiting) == (0, 0, not is_tried)
    review = baseline.review("a.json", parse_file(content("it is new"), "a.json"))
    assert review is not None
    assert (review.verdict, review.unseen) == ("changed", "it changed before its first content was kept")
    same = baseline.review("a.json", parse_file(FIRST, "a.json"))
    assert same is not None
    assert same.verdict == "same"


def test_a_content_that_is_read_later_is_kept_as_any() -> None:
    baseline = Baseline(read=lambda path: FIRST)
    baseline.keep_known({"a.json": content_digest(FIRST), "b.json": content_digest(FIRST)}, ["a.json"])
    assert (baseline.content("a.json"), baseline.packed("a.json")) == (None, b"")
    assert baseline.pack_next()
    assert (baseline.content("a.json"), zlib.decompress(baseline.packed("a.json"))) == (FIRST, FIRST)
    assert not baseline.pack_next()
    assert baseline.content("b.json") is None, "only what it is told to be unstored is read"


def test_contents_that_are_held_are_bounded_and_files_beyond_are_read_first(monkeypatch: pytest.MonkeyPatch) -> None:
    contents = {f"{number}.json": content(f"answer {number}") for number in range(6)}
    read: list[str] = []

    def now(path: str) -> bytes:
        read.append(path)
        return contents[path]

    monkeypatch.setattr(module, "MAX_HELD_BYTES", 3 * len(FIRST))
    baseline = Baseline(read=now)
    for path, data in contents.items():
        baseline.keep(path, data)
        assert baseline.held_bytes <= 3 * len(FIRST)
    assert (held := baseline.held_bytes) > 0
    assert {path: baseline.digest(path) for path in contents} == dict(
        zip(contents, map(content_digest, contents.values()), strict=True)
    )
    baseline.make_digests()
    while baseline.pack_next() and len(read) < 3:
        assert baseline.held_bytes == held
    while baseline.pack_next():
        pass
    assert {path: baseline.content(path) for path in contents} == contents
    assert (read, baseline.held_bytes) == (["3.json", "4.json", "5.json"], 0)


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
