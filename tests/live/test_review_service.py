"""The reader of a review: batches of changes, opened ones and their chunks, restoring; also in its own process."""

from __future__ import annotations

import pickle
import queue
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from recview.display.page_rows import PageLayout
from recview.live import review_comparing
from recview.live.client import Reader
from recview.live.events import ChunkRowsRead, RequestFailed
from recview.live.requests import ChunksKey, Forget, KeyPressed, ReadChunkRows, Stop
from recview.live.review_events import ChangeLaidOut, ChangeOpened, ChangesFound, Restored
from recview.live.review_requests import ChangeOptions, CompareTrees, LayOutChange, OpenChange, RestoreBefore
from recview.live.review_service import Service
from recview.reading.recording_view import RecordingView
from recview.root import Root
from recview.verdicts.listed_changes import ListedChange, listed_in_order
from tests.cli.piped import Files, fill, recording
from tests.ogx import Value, chat, message, stream


def said(test: str, text: str, ask: str = "Hi", **more: Any) -> Value:
    return chat(test, [message("user", ask)], stream(text, **more))


BEFORE: Files = {
    "same.json": recording("t::same"),
    "a.json": recording("t::a", "One two three"),
    "b.json": said("t::b", "stop"),
    "gone.json": said("t::c", "c", ask="C"),
}
AFTER: Files = {
    "same.json": BEFORE["same.json"],
    "a.json": recording("t::a", "One too three"),
    "b.json": said("t::b", "stop", finish="length"),
    "new.json": said("t::d", "d", ask="D"),
}
OPTIONS = ChangeOptions(40, 80)


@pytest.fixture
def sides(tmp_path: Path) -> tuple[Root, Root]:
    return Root(fill(tmp_path / "a", BEFORE)), Root(fill(tmp_path / "b", AFTER))


class Review:
    """A service, and what it answered, each pickled as between two processes."""

    def __init__(self, service: Any, events: queue.Queue[object]) -> None:
        self.service, self._events = service, events

    def next(self, kind: type) -> Any:
        event = pickle.loads(pickle.dumps(self._events.get(timeout=60)))
        assert isinstance(event, kind), event
        return event

    def ask(self, request: object, kind: type) -> Any:
        self.service.handle(pickle.loads(pickle.dumps(request)))
        return self.next(kind)

    def compared(self) -> tuple[list[ListedChange], list[ChangesFound]]:
        """All changes in order, and the batches that they came in."""
        batches: list[ChangesFound] = []
        while not (batches and batches[-1].is_final):
            batches.append(self.next(ChangesFound))
        return list(listed_in_order(change for batch in batches for change in batch.changes)), batches


@pytest.fixture
def begin() -> Iterator[Callable[..., Review]]:
    services = []

    def start(*arguments: Any, **options: Any) -> Review:
        events: queue.Queue[object] = queue.Queue()
        service = Service(events.put)
        services.append(service)
        service.handle(CompareTrees(*arguments, **options))
        return Review(service, events)

    yield start
    for service in services:
        service.handle(Stop())


def test_all_changes_come_with_progress(sides: tuple[Root, Root], begin: Callable[..., Review]) -> None:
    changes, batches = begin(*sides).compared()
    assert [(change.class_, change.path, change.words) for change in changes] == [
        ("behaviour", "b.json", ("finish_reason stop → length",)),
        ("reworded", "a.json", ("text One two three → One too three",)),
        ("new", "new.json", ()),
        ("gone", "gone.json", ()),
    ]
    assert [batch.begins for batch in batches] == [True, *[False] * (len(batches) - 1)]
    assert (batches[-1].done, batches[-1].total, batches[-1].identical, batches[-1].problems) == (5, 5, 1, ())


def test_batches_are_small(
    sides: tuple[Root, Root], begin: Callable[..., Review], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review_comparing, "MOST_IN_BATCH", 1)
    _, batches = begin(*sides).compared()
    assert max(len(batch.changes) for batch in batches) == 1
    assert [batch.done for batch in batches] == sorted(batch.done for batch in batches)


@pytest.mark.parametrize(
    ("options", "classes", "problem"),
    [
        ({"only": frozenset({"behaviour"})}, ["behaviour"], ""),
        ({"only": frozenset({"finish_reason"})}, ["behaviour"], ""),
        ({"only": frozenset({"request"})}, [], "nothing that changed is request; 4 other changes are not shown"),
        ({"query": "test:t::a"}, ["reworded"], ""),
        ({"query": "answer:/too/"}, ["reworded"], ""),
        ({"query": "model:none"}, [], "nothing that changed matches model:none"),
    ],
)
def test_a_choice(
    sides: tuple[Root, Root],
    begin: Callable[..., Review],
    options: dict[str, Any],
    classes: list[str],
    problem: str,
) -> None:
    changes, batches = begin(*sides, **options).compared()
    assert [change.class_ for change in changes] == classes
    assert batches[-1].problems == ((problem,) if problem else ())


def test_a_change_is_opened_laid_out_and_its_chunks_are_read(
    sides: tuple[Root, Root], begin: Callable[..., Review]
) -> None:
    review = begin(*sides)
    (_, change, *_), _ = review.compared()
    opened: ChangeOpened = review.ask(OpenChange(1, "a.json", "a.json", OPTIONS), ChangeOpened)
    assert (opened.change, opened.stale, opened.exchange) == (change, "", 0)
    assert isinstance(opened.before, RecordingView)
    assert isinstance(opened.after, RecordingView)
    widths = [layout.width for layout in _layouts(opened.layouts) if layout]
    assert widths == [40, 40, 80]
    both = opened.layouts.both
    assert both
    assert any("two too" in section.text for section in both.page.sections)
    assert opened.differences == ("text One two three → One too three",)
    laid_out: ChangeLaidOut = review.ask(LayOutChange(1, ChangeOptions(width=60)), ChangeLaidOut)
    assert [layout and layout.width for layout in _layouts(laid_out.layouts)] == [None, None, 60]
    for is_before, count in ((True, opened.before.chunk_count), (False, opened.after.chunk_count)):
        rows = review.ask(ReadChunkRows(ChunksKey(1, is_before, False), 0, 100), ChunkRowsRead)
        assert len(rows.rows) == count
    review.service.handle(Forget(1))
    review.service.handle(KeyPressed())
    review.service.handle(LayOutChange(1, OPTIONS))
    assert review.ask(OpenChange(2, None, "new.json", OPTIONS), ChangeOpened).request.opening == 2


def _layouts(layouts: Any) -> list[PageLayout | None]:
    return [layouts.before, layouts.after, layouts.both]


def test_what_was_not_compared_yet_is_compared_as_it_is_opened(
    sides: tuple[Root, Root], begin: Callable[..., Review]
) -> None:
    """As after a reader was replaced."""
    review = begin(*sides, query="test:t::b")
    review.compared()
    opened = review.ask(OpenChange(1, "a.json", "a.json", OPTIONS), ChangeOpened)
    assert (opened.change.class_, opened.stale) == ("reworded", "")


@pytest.mark.parametrize("paths", [(None, "new.json"), ("gone.json", None)])
def test_what_is_on_one_side_only_is_opened_alone(
    sides: tuple[Root, Root], begin: Callable[..., Review], paths: tuple[str | None, str | None]
) -> None:
    review = begin(*sides)
    review.compared()
    opened = review.ask(OpenChange(1, *paths, OPTIONS), ChangeOpened)
    assert (opened.before is None, opened.after is None) == (paths[0] is None, paths[1] is None)
    assert opened.layouts.both


def test_the_content_before_is_put_back(sides: tuple[Root, Root], begin: Callable[..., Review], tmp_path: Path) -> None:
    review = begin(*sides)
    changes, _ = review.compared()
    change = next(change for change in changes if change.path == "b.json")
    request = RestoreBefore(change.before, change.after, change.before_id, change.after_id)
    assert review.ask(request, Restored) == Restored(request)
    assert (tmp_path / "b/b.json").read_bytes() == (tmp_path / "a/b.json").read_bytes()
    assert review.ask(request, Restored) == Restored(request, "it changed since it was shown")
    opened = review.ask(OpenChange(1, "b.json", "b.json", OPTIONS), ChangeOpened)
    assert (opened.change.class_, opened.stale) == ("identical", "b.json changed since it was compared")


def test_a_mistake_of_its_own_is_an_answer(
    sides: tuple[Root, Root], begin: Callable[..., Review], monkeypatch: pytest.MonkeyPatch
) -> None:
    review = begin(*sides)
    review.compared()

    def fail(*arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("recview.live.review_opener.open_change", fail)
    assert "ZeroDivisionError" in review.ask(OpenChange(1, "a.json", "a.json", OPTIONS), RequestFailed).problem
    monkeypatch.setattr("recview.live.review_service.restore", fail)
    assert "ZeroDivisionError" in review.ask(RestoreBefore("a.json", "a.json", "", ""), Restored).problem
    monkeypatch.setattr(review_comparing, "tree_of", fail)
    _, batches = begin(*sides).compared()
    assert "ZeroDivisionError" in batches[-1].problems[0]


def test_it_answers_in_a_process_of_its_own(sides: tuple[Root, Root]) -> None:
    events: queue.Queue[object] = queue.Queue()
    reader = Reader(partial(CompareTrees, *sides), "recview.live.review_service")
    try:
        assert reader.has_process
        reader.listen(events.put)
        changes, batches = Review(None, events).compared()
        assert (len(changes), batches[0].begins) == (4, True)
    finally:
        reader.stop()
