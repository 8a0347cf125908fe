"""A large file that is all of a root: its first page, then its parse, its opening, its row."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from recview.live.events import FilesIndexed, LiveEvent, Opened
from recview.live.opener import Opener
from recview.live.requests import Begin, Open, PageOptions, ReadRest, Stop
from recview.live.service import Service
from recview.model import Source
from recview.sources.discovery import root_of
from tests.live.counted import counted_parses
from tests.ogx import chat, chunk, delta, dumped, message

SOURCE = Source("a.json")
OPEN = Open(1, SOURCE, 0, PageOptions(80), is_new=True)


class Reader:
    """A service in threads over one file, and what it tells."""

    def __init__(self, path: Path) -> None:
        self.events: list[LiveEvent] = []
        self._is_told = threading.Condition()
        self.service = Service(self._take)
        self.service.handle(Begin(root_of(str(path)), watching=False, is_alone=True))
        self.service.handle(ReadRest())

    def _take(self, event: LiveEvent) -> None:
        with self._is_told:
            self.events.append(event)
            self._is_told.notify_all()

    def wait(self, is_there: Callable[[list[str]], bool]) -> list[str]:
        """What was told, as words, once it is all that is waited for."""
        with self._is_told:
            assert self._is_told.wait_for(lambda: is_there(self.words()), 60), self.words()
            return self.words()

    def words(self) -> list[str]:
        words = []
        for event in self.events:
            match event:
                case Opened(opening, _, _, result):
                    words.append(f"opened {opening}" if result else "nothing opened")
                case FilesIndexed(files) if len(files):
                    words.append("row")
                case FilesIndexed(is_complete=True):
                    words.append("complete")
        return words


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for module in ("live.service", "sources.loading"):
        monkeypatch.setattr(f"recview.{module}.LARGE_BYTES", 100_000)
    body = [chunk(delta(content=f" word{number}")) for number in range(3_000)]
    path = tmp_path / "a.json"
    path.write_text(dumped(chat("t.py::a", [message("user", "Hi")], body)))
    return path


def test_the_first_page_comes_before_the_parse_and_the_row_after_the_opening(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before_parse: list[str] = []
    wait_for_beginning = Opener.wait_for_beginning

    def wait(opener: Opener) -> None:
        wait_for_beginning(opener)
        before_parse.extend(reader.words())

    monkeypatch.setattr(Opener, "wait_for_beginning", wait)
    with counted_parses(monkeypatch) as paths:
        reader = Reader(path)
        reader.service.handle(OPEN)
        words = reader.wait(lambda words: "complete" in words and "opened 1" in words)
        reader.service.handle(Stop())
    assert before_parse == ["opened -1"]
    assert words == ["opened -1", "opened 1", "row", "complete"]
    # Its beginning, and the whole.
    assert paths == ["a.json", "a.json"]


def test_a_file_that_nobody_opens_is_listed_all_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recview.live.opener.BEGINNING_S", 0.01)
    reader = Reader(path)
    assert reader.wait(lambda words: "complete" in words) == ["row", "complete"]
    reader.service.handle(Stop())


@pytest.mark.parametrize(
    ("method", "result"),
    [
        pytest.param("prepare", "nothing opened", id="before it is read"),
        pytest.param("wait_for_beginning", "opened 1", id="before it is parsed: it is shown as it was"),
    ],
)
def test_a_file_that_is_deleted_holds_nobody_up(
    path: Path, monkeypatch: pytest.MonkeyPatch, method: str, result: str
) -> None:
    monkeypatch.setattr(f"recview.live.opener.Opener.{method}", lambda *_: path.unlink(missing_ok=True))
    reader = Reader(path)
    reader.wait(lambda words: "complete" in words)
    reader.service.handle(OPEN)
    assert reader.wait(lambda words: result in words)[-1] == result
    reader.service.handle(Stop())
