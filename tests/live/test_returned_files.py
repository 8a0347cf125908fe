"""Files that are gone and come back as they were are neither read nor compared, and have the verdicts that they had."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from recview.live.events import BaselineReady, FilesCompared, FilesIndexed, LiveEvent
from recview.live.requests import Begin, ReadRest, Stop
from recview.live.service import Service
from recview.root import Root
from recview.session import Session
from recview.sources import departed_files
from tests.live.counted import counted_parses
from tests.recorder import recording

LIMIT_S = 60.0
"""Seconds after which something is held not to happen."""


class Live:
    """A service, and the session that its events make."""

    def __init__(self, root: Path) -> None:
        self.session = Session()
        self.events: list[LiveEvent] = []
        self.service = Service(self._take)
        self.service.handle(Begin(Root(root), watching=True))
        self.service.handle(ReadRest())

    def _take(self, event: LiveEvent) -> None:
        session = self.session
        match event:
            case FilesIndexed():
                session = session.with_files(event.files, event.at)
                session = session.with_scan(event.polling, event.kinds, is_complete=event.is_complete)
            case FilesCompared():
                session = session.with_reviews(event.reviews)
            case BaselineReady():
                session = session.with_baseline()
        self.session = session
        self.events.append(event)

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait for a condition."""
        end = time.monotonic() + LIMIT_S
        while not condition():
            assert time.monotonic() < end, self.session.journal
            time.sleep(0.005)

    def verdicts(self) -> dict[str, str]:
        """The verdict that the list shows of each file; empty for one that was not touched."""
        files = self.session.library.files
        return {path: files[path][0].stale or files[path][0].verdict or "" for path in files}

    def reviewed(self) -> dict[str, str]:
        """The verdict of each file that the journal knows."""
        return {path: review.verdict for path, review in self.session.journal.touched.items()}


@contextmanager
def live(root: Path) -> Iterator[Live]:
    running = Live(root)
    try:
        running.until(lambda: running.session.baseline_ready and not running.session.indexing)
        yield running
    finally:
        running.service.handle(Stop())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "recordings"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.json").write_text(recording(f"first {name}", f"t.py::{name}"))
    return folder


@pytest.fixture
def old_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as written long ago."""
    monkeypatch.setattr(departed_files, "is_racy", lambda stamps, now_ns: False)


@pytest.mark.usefixtures("old_files")
def test_a_root_that_comes_back_costs_no_reading_and_has_the_verdicts_that_it_had(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with live(root) as running:
        (root / "b.json").write_text(recording("second b", "t.py::b"))
        (root / "d.json").write_text(recording("first d", "t.py::d"))
        before = {"a.json": "", "b.json": "changed", "c.json": "", "d.json": "new"}
        running.until(lambda: running.verdicts() == before)
        away = root.with_name("away")
        with counted_parses(monkeypatch) as parsed:
            for _ in range(2):
                root.rename(away)
                running.until(lambda: running.reviewed() == dict.fromkeys(("a.json", "b.json", "c.json"), "gone"))
                count = len(running.events)
                away.rename(root)
                running.until(lambda: running.verdicts() == before)
                running.until(lambda: running.reviewed() == {"b.json": "changed", "d.json": "new"})
                back = running.events[count:]
                assert len([event for event in back if isinstance(event, FilesIndexed) and event.files]) == 1
                assert len([event for event in back if isinstance(event, FilesCompared)]) == 1
        assert parsed.count("a.json") == 0
        assert parsed.count("d.json") == 0
        assert running.session.journal.overwritten == frozenset()
        # It goes on as ever.
        (root / "a.json").write_text(recording("second a", "t.py::a"))
        running.until(lambda: running.verdicts() == before | {"a.json": "changed"})


@pytest.mark.usefixtures("old_files")
@pytest.mark.parametrize(
    ("content", "verdict"),
    [("first a", "same"), ("fixed a", "changed")],
)
def test_a_file_made_anew_is_read_and_compared(root: Path, content: str, verdict: str) -> None:
    path = root / "a.json"
    with live(root) as running:
        status = path.stat()
        path.unlink()
        running.until(lambda: running.reviewed() == {"a.json": "gone"})
        path.write_text(recording(content, "t.py::a"))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        running.until(lambda: running.reviewed() == {"a.json": verdict})
        assert running.verdicts()["a.json"] == verdict


@pytest.mark.usefixtures("old_files")
def test_what_was_written_while_it_was_away_is_read(root: Path) -> None:
    with live(root) as running:
        away = root.with_name("away")
        root.rename(away)
        running.until(lambda: len(running.reviewed()) == 3)
        (away / "b.json").write_text(recording("second b", "t.py::b"))
        (away / "c.json").unlink()
        away.rename(root)
        running.until(lambda: running.reviewed() == {"b.json": "changed", "c.json": "gone"})
        assert {path: bool(word) for path, word in running.verdicts().items()} == {
            "a.json": False,
            "b.json": True,
            "c.json": True,
        }


@pytest.mark.usefixtures("old_files")
def test_a_folder_that_is_now_reached_by_a_link_out_of_the_root_stays_gone(root: Path, tmp_path: Path) -> None:
    (root / "below").mkdir()
    (root / "below" / "e.json").write_text(recording("first e", "t.py::e"))
    with live(root) as running:
        shutil.move(root / "below", tmp_path / "elsewhere")
        running.until(lambda: running.reviewed() == {"below/e.json": "gone"})
        (root / "below").symlink_to(tmp_path / "elsewhere")
        (root / "f.json").write_text(recording("first f", "t.py::f"))
        running.until(lambda: running.reviewed() == {"below/e.json": "gone", "f.json": "new"})


def test_a_file_that_was_written_just_before_it_went_is_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with live(root) as running:
        (root / "a.json").rename(root.with_name("a.json"))
        running.until(lambda: running.reviewed() == {"a.json": "gone"})
        with counted_parses(monkeypatch) as parsed:
            root.with_name("a.json").rename(root / "a.json")
            running.until(lambda: running.reviewed() == {"a.json": "same"})
        assert "a.json" in parsed
