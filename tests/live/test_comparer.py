"""The baseline stands once digests do; contents are compressed when there is nothing else to do, in bounded memory."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from recview.digests import content_digest
from recview.live.comparer import Comparer
from recview.live.events import BaselineReady, FilesCompared, LiveEvent
from recview.root import Root
from recview.sources import baseline as module
from recview.sources import first_content
from recview.sources.baseline import Baseline
from recview.sources.parsed_files import ParsedFiles


@contextmanager
def _comparer(folder: Path, baseline: Baseline) -> Iterator[tuple[Comparer, list[LiveEvent]]]:
    events: list[LiveEvent] = []
    root = Root(folder)
    comparer = Comparer(root, baseline, ParsedFiles(root), events.append, is_busy=lambda: False)
    comparer.start()
    try:
        yield comparer, events
    finally:
        comparer.stop()


def _wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.002)


@pytest.mark.parametrize(("limit", "expected"), [(64_000_000, [0]), (0, [0, 3])])
def test_the_baseline_is_ready_before_contents_are_compressed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int, expected: list[int]
) -> None:
    baseline = Baseline(limit)
    packed_at: list[int] = []
    pack_next = baseline.pack_next

    def noted() -> bool:
        packed_at.append(len(events))
        return pack_next()

    with _comparer(tmp_path, baseline) as (comparer, events):
        monkeypatch.setattr(baseline, "pack_next", noted)
        for number in range(3):
            comparer.keep(f"{number}.json", b"{}" * 100, "")
        comparer.keep("4.json", None, "permission denied")
        comparer.end_baseline()
        _wait_for(lambda: len(packed_at) == 3 and not baseline.has_waiting and len(events) == len(expected))
    assert [event.dropped for event in events if isinstance(event, BaselineReady)] == expected
    assert packed_at == [1, 1, 1]


def test_once_the_baseline_is_told_no_digest_is_left_to_make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    baseline = Baseline()
    baseline.keep("a.json", b"{}")
    with _comparer(tmp_path, baseline) as (comparer, events):
        comparer.end_baseline()
        monkeypatch.setattr(first_content, "content_digest", lambda data: b"made too late")
        assert [type(event) for event in events] == [BaselineReady]
        assert (comparer.has_baseline, baseline.digest("a.json")) == (True, content_digest(b"{}"))


def test_files_whose_contents_are_not_held_are_read_once_the_baseline_is_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_HELD_BYTES", 10_000)
    read_at: list[int] = []

    def read(path: str) -> bytes | None:
        read_at.append(len(events))
        return None if path == "39.json" else bytes(1_000)

    baseline = Baseline(read=read)
    with _comparer(tmp_path, baseline) as (comparer, events):
        for number in range(40):
            comparer.keep(f"{number}.json", bytes(1_000), "")
            assert baseline.held_bytes <= 10_000
        assert not events
        comparer.end_baseline()
        _wait_for(lambda: bool(events) and not baseline.has_waiting)
    assert all(baseline.content(f"{number}.json") == bytes(1_000) for number in range(39))
    assert baseline.content("39.json") is None
    assert read_at == [1] * 30


def test_a_touched_file_is_compared_while_contents_wait(tmp_path: Path) -> None:
    baseline = Baseline()
    for number in range(200):
        baseline.keep(f"{number}.json", bytes(50_000))
    with _comparer(tmp_path, baseline) as (comparer, events):
        comparer.end_baseline()
        comparer.compare("7.json", is_final=True)
        _wait_for(lambda: any(isinstance(event, FilesCompared) for event in events))
        reviews = next(event.reviews for event in events if isinstance(event, FilesCompared))
        review = reviews["7.json"]
        assert review is not None
        assert review.verdict == "gone"
