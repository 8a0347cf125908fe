"""What the screen asks for and what answers it are values that can be pickled, over every format."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from recview.display.page_rows import PageLayout
from recview.formats import FORMATS
from recview.library.coded import Coded
from recview.library.read_contents import ReadContents
from recview.live.events import (
    BaselineReady,
    ChunkHits,
    ChunkRowsRead,
    ChunksRead,
    ContentsRead,
    FilesIndexed,
    FinalState,
    HitsRead,
    LaidOut,
    LiveEvent,
    Opened,
    RequestFailed,
    TextsFound,
    WindowRead,
)
from recview.live.requests import (
    Begin,
    CancelOpening,
    ChunksKey,
    FindInChunks,
    Finish,
    Forget,
    KeyPressed,
    LayOut,
    Open,
    PageOptions,
    ReadChunkRows,
    ReadChunks,
    ReadHits,
    ReadRest,
    ReadWindow,
    Request,
    SearchTexts,
    Stop,
)
from recview.live.service import Service
from recview.model import Source
from recview.reading.recording_view import RecordingView, Unopened
from recview.root import Root
from recview.text_terms import TextTerm
from tests.demo_recordings import files
from tests.formats.fixtures import fixture
from tests.ogx import chat, dumped, message, stream

CONTENTS: dict[str, tuple[str, bytes]] = {
    **{known.NAME: (f"a{known.SUFFIXES[0]}", fixture(known.NAME)) for known in FORMATS},
    **{name: (name, text.encode()) for name, text in files().items()},
    "cut": ("a.json", b'{"request": {"url": "http'),
    "empty": ("a.json", b""),
}
OPTIONS = PageOptions(60)


def plain(value: Any) -> Any:
    """A value in which the layout of a page can be compared."""
    if isinstance(value, PageLayout):
        return value.page, value.width, value.at(5).count, value.at(5, ghost=True).count
    if isinstance(value, Coded):
        return value.codes, value.table.values
    if isinstance(value, ReadContents):
        return tuple(map(plain, value))
    if isinstance(value, Opened | LaidOut | ContentsRead):
        return [(name, plain(getattr(value, name))) for name in value.__match_args__]
    return value


class Reader:
    """A service over a folder; requests and events are pickled on their way."""

    def __init__(self, root: Path | Root, *, watching: bool = False) -> None:
        self.events: list[LiveEvent] = []
        self.contents: list[ReadContents] = []
        self.changed = threading.Condition()
        self.service = Service(self.take)
        self.ask(Begin(root if isinstance(root, Root) else Root(root), watching, 64_000_000))

    def ask(self, request: Request) -> None:
        received = pickle.loads(pickle.dumps(request))
        assert (received, type(received)) == (request, type(request))
        self.service.handle(received)

    def take(self, event: LiveEvent) -> None:
        with self.changed:
            received = pickle.loads(pickle.dumps(event, protocol=5))
            assert (plain(received), type(received)) == (plain(event), type(event))
            self.events.append(received)
            if isinstance(event, ContentsRead):
                self.contents.append(event.contents)
            self.changed.notify_all()

    def next(self, kind: type, matches: Callable[[Any], bool] = lambda _: True) -> Any:
        """The first event of a kind, which is taken away."""

        def first() -> LiveEvent | None:
            return next((event for event in self.events if isinstance(event, kind) and matches(event)), None)

        with self.changed:
            assert self.changed.wait_for(lambda: first() is not None, 60), self.events
            event = first()
            assert event is not None
            self.events.remove(event)
        return event

    def stop(self) -> None:
        self.ask(Stop())


@pytest.mark.parametrize("name", CONTENTS, ids=lambda name: name[:14])
def test_a_recording_is_opened_and_asked_about(tmp_path: Path, name: str) -> None:
    path, data = CONTENTS[name]
    (tmp_path / path).write_bytes(data)
    reader = Reader(tmp_path)
    source = Source(path)
    reader.ask(Open(1, source, 0, OPTIONS))
    opened = reader.next(Opened)
    assert (opened.opening, opened.source, opened.options) == (1, source, OPTIONS)
    if isinstance(opened.result, Unopened):
        assert opened.layout is None
        reader.stop()
        return
    view = opened.result
    assert isinstance(view, RecordingView)
    reader.ask(LayOut(1, OPTIONS._replace(width=30, secrets=True)))
    assert reader.next(LaidOut).layout.width == 30
    for key in (ChunksKey(1, False, True), ChunksKey(1, False, False)):
        reader.ask(ReadChunkRows(key, 0, 50))
        assert len(reader.next(ChunkRowsRead).rows) == min(50, view.chunk_count)
        reader.ask(ReadChunks(key, 0, 1))
        assert len(reader.next(ChunksRead).documents) == min(1, view.chunk_count)
        reader.ask(FindInChunks(key, "1"))
        assert len(reader.next(ChunkHits).hits) >= min(1, view.chunk_count)
    reader.ask(ReadWindow(source, 1))
    assert reader.next(WindowRead).raw.offset == 1
    assert not reader.events or all(isinstance(event, FilesIndexed) for event in reader.events)
    reader.stop()


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(dumped(chat("t.py::a", [message("user", "Hi")], stream(text))))


def test_before_and_after_are_asked_about_apart(tmp_path: Path) -> None:
    write(tmp_path, "a.json", "one two three")
    reader = Reader(tmp_path, watching=True)
    reader.ask(ReadRest())
    reader.next(BaselineReady)
    write(tmp_path, "a.json", "four five")
    reader.next(FilesIndexed, lambda event: any(file.written for file in event.files))
    reader.ask(Open(1, Source("a.json"), 1, OPTIONS))
    view = reader.next(Opened).result
    assert view.earlier.verdict == "changed"
    for is_before, text in ((True, "“one”"), (False, "“four”")):
        reader.ask(ReadChunkRows(ChunksKey(1, is_before, False), 0, 1))
        assert [row.delta for row in reader.next(ChunkRowsRead).rows] == [text]
    texts = {}
    for toggled, swapped in ((False, False), (True, False), (True, True)):
        reader.ask(LayOut(1, PageOptions(60, toggled, swapped)))
        sections = reader.next(LaidOut).layout.page.sections
        texts[toggled, swapped] = " ".join(section.text for section in sections)
    assert "one two" not in texts[True, False]
    assert "four five" not in texts[True, True]
    assert "one" in texts[False, False]
    assert "four" in texts[False, False]
    reader.stop()


def load_slowly(reader: Reader) -> threading.Event:
    """Have something loaded until an event is set."""
    may_end = threading.Event()

    def load() -> None:
        may_end.wait()

    assert reader.service.threads is not None
    reader.service.threads._opener._loading.put("slow", load)
    return may_end


def test_of_several_that_wait_the_latest_is_opened(tmp_path: Path) -> None:
    for name in "abcdef":
        write(tmp_path, f"{name}.json", f"the text of {name}")
    reader = Reader(tmp_path)
    may_load = load_slowly(reader)
    for number, name in enumerate("abcde"):
        reader.ask(Open(number, Source(f"{name}.json"), 0, OPTIONS))
    reader.ask(CancelOpening())
    reader.ask(Open(5, Source("f.json"), 0, OPTIONS))
    may_load.set()
    assert reader.next(Opened).source == Source("f.json")
    reader.ask(Open(6, Source("a.json"), 0, OPTIONS))
    assert reader.next(Opened).opening == 6
    assert not [event for event in reader.events if isinstance(event, Opened)]
    reader.stop()


def test_rows_do_not_wait_for_a_slow_open(tmp_path: Path) -> None:
    write(tmp_path, "a.json", "one")
    reader = Reader(tmp_path)
    reader.ask(Open(1, Source("a.json"), 0, OPTIONS))
    reader.next(Opened)
    may_load = load_slowly(reader)
    reader.ask(ReadChunkRows(ChunksKey(1, False, False), 0, 1))
    assert reader.next(ChunkRowsRead).rows
    may_load.set()
    reader.stop()


def test_what_is_forgotten_is_not_held(tmp_path: Path) -> None:
    write(tmp_path, "a.json", "one")
    reader = Reader(tmp_path)
    for number in (1, 2):
        reader.ask(Open(number, Source("a.json"), 0, OPTIONS))
        reader.next(Opened)
    reader.ask(Forget(1))
    reader.ask(ReadChunkRows(ChunksKey(1, False, False), 0, 1))
    reader.ask(ReadChunks(ChunksKey(2, False, False), 0, 1))
    reader.next(ChunksRead)
    assert not [event for event in reader.events if isinstance(event, ChunkRowsRead)]
    reader.stop()


def test_a_mistake_of_its_own_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def mistaken(*arguments: object, **options: object) -> None:
        raise KeyError("oops")

    write(tmp_path, "a.json", "one")
    reader = Reader(tmp_path)
    monkeypatch.setattr("recview.live.opener.load", mistaken)
    reader.ask(Open(1, Source("a.json"), 0, OPTIONS))
    assert "recview failed on it: KeyError('oops')" in reader.next(Opened).result.problem
    monkeypatch.undo()
    reader.ask(Open(2, Source("a.json"), 0, OPTIONS))
    reader.next(Opened)
    monkeypatch.setattr("recview.live.open_recordings.panels.chunk_rows", mistaken)
    reader.ask(ReadChunkRows(ChunksKey(2, False, False), 0, 1))
    assert "oops" in reader.next(RequestFailed).problem
    reader.ask(ReadChunks(ChunksKey(2, False, False), 0, 1))
    assert reader.next(ChunksRead).documents
    reader.stop()


def test_what_happens_at_the_end_is_handed_on(tmp_path: Path) -> None:
    write(tmp_path, "a.json", "one")
    reader = Reader(tmp_path, watching=True)
    reader.ask(ReadRest())
    reader.ask(KeyPressed())
    reader.next(BaselineReady)
    reader.stop()
    write(tmp_path, "a.json", "two")
    reader.ask(Finish())
    final = reader.next(FinalState)
    assert [file.path for file in final.files] in (["a.json"], [])
    assert final.reviews["a.json"].verdict == "changed"


def sources(reader: Reader, event: TextsFound) -> set[Source]:
    """The recordings that a search of one term found, by what the reader told of the files so far."""
    names = {
        first + number: Source(path, number)
        for contents in reader.contents
        for path, first, count in zip(contents.paths, contents.firsts, contents.counts, strict=True)
        for number in range(count)
    }
    (result,) = event.results.values()
    return {names[number] for number in result.recordings}


def is_final(event: TextsFound) -> bool:
    return event.is_final


def test_texts_are_searched_and_searched_again_as_files_change(tmp_path: Path) -> None:
    write(tmp_path, "a.json", "Hello world")
    write(tmp_path, "b.json", "Good evening")
    reader = Reader(tmp_path, watching=True)
    reader.ask(ReadRest())
    reader.ask(SearchTexts(1, (TextTerm("o w"),)))
    assert sources(reader, reader.next(TextsFound, is_final)) == {Source("a.json")}
    write(tmp_path, "b.json", "Good evening, hello world")
    event = reader.next(TextsFound, lambda event: len(sources(reader, event)) == 2)
    assert sources(reader, event) == {Source("a.json"), Source("b.json")}
    (numbers,) = (tuple(result.recordings) for result in event.results.values())
    reader.ask(ReadHits(1, TextTerm("o w"), numbers))
    hits = reader.next(HitsRead).hits.values()
    assert {(hit.before, hit.text, hit.after) for hit in hits} == {
        ("Hell", "o w", "orld"),
        ("Good evening, hell", "o w", "orld"),
    }
    reader.stop()


def test_one_file_is_searched_too_and_a_folder_without_files_is_soon(tmp_path: Path) -> None:
    write(tmp_path, "a.json", "Hello world")
    (tmp_path / "empty").mkdir()
    for root, expected in ((Root(tmp_path, ("a.json",)), {Source("a.json")}), (Root(tmp_path / "empty"), set())):
        reader = Reader(root)
        reader.ask(ReadRest())
        reader.ask(SearchTexts(1, (TextTerm("HELLO"),)))
        assert sources(reader, reader.next(TextsFound, is_final)) == set()
        reader.ask(SearchTexts(2, (TextTerm("hello"),)))
        # The first search may be answered once more before.
        event = reader.next(TextsFound, lambda event: event.is_final and event.number == 2)
        assert sources(reader, event) == expected
        reader.stop()
