"""What the live threads hand on may come from another process."""

from __future__ import annotations

import pickle
import threading
from pathlib import Path

import pytest

from recview.cache.store import CacheStore
from recview.live import half_written
from recview.live.comparer import Comparer
from recview.live.events import BaselineReady, FilesCompared, FilesIndexed, LiveEvent
from recview.live.idle_work import IdleWork
from recview.live.index_keeper import IndexKeeper
from recview.live.scanner import Scanner
from recview.model import ReadState
from recview.root import Root
from recview.sources.baseline import Baseline
from recview.sources.parsed_files import ParsedFiles
from tests.ogx import chat, dumped, message, stream


class Live:
    """Both threads over a root, and what they handed on, each event as it is after it was pickled."""

    def __init__(self, root: Path) -> None:
        self.events: list[LiveEvent] = []
        self.changed = threading.Condition()
        files = ParsedFiles(Root(root))
        baseline = Baseline(parse=files.parse_first)
        self.comparer = Comparer(Root(root), baseline, files, self.take, is_busy=lambda: False)
        store = CacheStore(Root(root), None)
        idle_work = IdleWork(Root(root), is_busy=lambda: False)
        keeper = IndexKeeper(store, baseline, idle_work)
        self.scanner = Scanner(
            Root(root), self.comparer, files, self.take, watching=True, is_busy=lambda: False, keeper=keeper
        )

    def take(self, event: LiveEvent) -> None:
        with self.changed:
            received = pickle.loads(pickle.dumps(event))
            assert received == event
            self.events.append(received)
            self.changed.notify_all()

    def until(self, kind: type, path: str = "") -> LiveEvent:
        """The first event of a kind, about a file."""

        def about(event: LiveEvent) -> bool:
            if isinstance(event, FilesIndexed):
                return any(file.path == path for file in event.files)
            return path in event.reviews if isinstance(event, FilesCompared) else True

        def first() -> LiveEvent | None:
            return next((event for event in self.events if isinstance(event, kind) and about(event)), None)

        with self.changed:
            assert self.changed.wait_for(lambda: first() is not None, 60)
            event = first()
        assert event is not None
        return event


CONTENTS = {
    "a recording": dumped(chat("t.py::a", [message("user", "Hi")], stream("It was bad"))),
    "cut": '{"request": {"url": "http',
    "no recording": '{"name": "package"}',
    "empty": "",
}


@pytest.mark.parametrize("content", CONTENTS)
def test_every_event_can_be_pickled(tmp_path: Path, content: str) -> None:
    first = dumped(chat("t.py::a", [message("user", "Hi")], stream("It was fine")))
    (tmp_path / "a.json").write_text(first)
    live = Live(tmp_path)
    live.comparer.start()
    live.scanner.start()
    try:
        assert live.until(FilesIndexed, "a.json")
        live.scanner.read_rest()
        assert live.until(BaselineReady) == BaselineReady(0)
        live.events.clear()
        (tmp_path / "a.json").write_text(CONTENTS[content])
        assert live.until(FilesIndexed, "a.json")
        compared = live.until(FilesCompared, "a.json")
        assert isinstance(compared, FilesCompared)
        assert compared.reviews["a.json"] is not None
    finally:
        live.scanner.stop()
        live.comparer.stop()


def test_a_file_that_was_broken_from_the_start_is_none_that_was_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(half_written, "BROKEN_AFTER_S", 0.05)
    whole = dumped(chat("t.py::a", [message("user", "Hi")], stream("It was fine")))
    (tmp_path / "cut.json").write_text(whole[: len(whole) // 2])
    (tmp_path / "rewritten.json").write_text(whole)
    live = Live(tmp_path)
    live.comparer.start()
    live.scanner.start()
    live.scanner.read_rest()
    try:
        live.until(BaselineReady)
        live.events.clear()
        given_up = live.until(FilesIndexed, "cut.json")
        assert isinstance(given_up, FilesIndexed)
        assert [file.readability.state for file in given_up.files] == [ReadState.BROKEN]
        (tmp_path / "rewritten.json").write_text(whole)
        live.until(FilesCompared, "rewritten.json")
    finally:
        live.scanner.stop()
        live.comparer.stop()
    _, touched = live.scanner.final_files()
    reviews = live.comparer.final_reviews(touched)
    assert {path: review and review.verdict for path, review in reviews.items()} == {"rewritten.json": "same"}


def test_live_imports_no_screen() -> None:
    """In a process of its own, nothing of the toolkit is loaded."""
    import subprocess
    import sys

    program = "import sys, recview.live.scanner; print([name for name in sys.modules if name.startswith('textual')])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"
