"""Searching all texts: the answer for what was read, again as more is read, and never longer than is allowed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from recview.live import text_search
from recview.live.events import HitsRead, LiveEvent, TextsFound
from recview.live.requests import ReadHits, SearchTexts
from recview.live.text_search import TextSearch
from recview.live.text_store import TextStore
from recview.text_terms import TextTerm

HELLO, WORLD = TextTerm("hello"), TextTerm("w.rld", is_pattern=True)


class Searching:
    """A search over a store that a test fills.

    Attributes:
        progress: What was read: files, of how many, and whether that is all.
    """

    def __init__(self, **options: Any) -> None:
        self.store = TextStore()
        self.progress = (0, 2, False)
        self.events: list[LiveEvent] = []
        self.changed = threading.Condition()
        self.search = TextSearch(self.store, lambda: self.progress, self.take, **options)

    def take(self, event: LiveEvent) -> None:
        with self.changed:
            self.events.append(event)
            self.changed.notify_all()

    def next(self, kind: type = TextsFound) -> Any:
        """The next event of a kind; those before it are dropped."""

        def first() -> LiveEvent | None:
            return next((event for event in self.events if isinstance(event, kind)), None)

        with self.changed:
            assert self.changed.wait_for(first, 60)
            event = first()
            self.events.clear()
            return event

    def add(self, *answers: str) -> None:
        self.store.append([text for answer in answers for text in (answer.encode(), b"", b"", b"")])


def numbers(event: TextsFound) -> dict[str, list[int]]:
    return {term.text: list(result.recordings) for term, result in event.results.items()}


def test_what_was_read_is_answered_and_more_as_it_comes() -> None:
    searching = Searching()
    searching.add("Hello world", "nothing")
    searching.progress = (1, 2, False)
    searching.search.handle(SearchTexts(1, (HELLO, WORLD)))
    event = searching.next()
    assert (event.number, event.read, event.total, event.is_final) == (1, 1, 2, False)
    assert numbers(event) == {"hello": [0], "w.rld": [0]}
    assert event.results[HELLO].hits[0]._asdict() == {
        "field": "answer",
        "offset": 0,
        "before": "",
        "text": "Hello",
        "after": " world",
        "length": 5,
        "matches": 1,
    }
    assert searching.search.is_waited_for
    searching.add("hello again")
    searching.progress = (2, 2, True)
    searching.search.go_on()
    event = searching.next()
    assert (numbers(event), event.is_final) == ({"hello": [0, 2], "w.rld": [0]}, True)
    searching.search.wait_until_idle()
    assert not searching.search.is_waited_for
    searching.add("a file changed: hello")
    searching.search.go_on()
    assert numbers(searching.next())["hello"] == [0, 2, 3]


def test_hits_of_other_recordings_are_told_on_request() -> None:
    searching = Searching()
    searching.add(*["hello"] * 300, "else")
    searching.search.handle(SearchTexts(7, (HELLO,)))
    result = searching.next().results[HELLO]
    assert len(result.recordings) == 300
    assert sorted(result.hits) == list(range(200))
    searching.search.handle(ReadHits(6, HELLO, (250,)))
    searching.search.handle(ReadHits(7, WORLD, (250,)))
    searching.search.handle(ReadHits(7, HELLO, (250, 300, 301, -1)))
    event = searching.next(HitsRead)
    assert (event.number, event.term, list(event.hits)) == (7, HELLO, [250])


def test_a_term_that_cannot_be_searched_says_why() -> None:
    searching = Searching()
    searching.add("hello")
    wrong = TextTerm("(hello", is_pattern=True)
    searching.search.handle(SearchTexts(1, (wrong, HELLO)))
    results = searching.next().results
    assert (list(results[wrong].recordings), results[wrong].problem) == ([], "a “(” is not closed")
    assert results[wrong].hint
    assert (list(results[HELLO].recordings), results[HELLO].problem) == ([0], "")
    searching.search.handle(ReadHits(1, wrong, (0,)))
    assert searching.next(HitsRead).hits == {}


def test_a_search_is_stopped_after_its_time_with_a_word() -> None:
    searching = Searching(limit=0.0)
    searching.add("hello")
    searching.progress = (2, 2, True)
    searching.search.handle(SearchTexts(1, (HELLO,)))
    event = searching.next()
    assert (numbers(event), event.results[HELLO].problem) == ({"hello": []}, "it was stopped after 0 s")


def test_texts_for_which_there_was_no_room_are_told() -> None:
    searching = Searching()
    searching.store.problem = "some texts cannot be searched"
    searching.search.handle(SearchTexts(1, (HELLO,)))
    assert searching.next().results[HELLO].problem == "some texts cannot be searched"


def held_up(monkeypatch: pytest.MonkeyPatch) -> tuple[threading.Event, Callable[[], object]]:
    """Hold the search up before its second block; returns what tells that it is there, and what lets it go on."""
    has_come, may_go_on = threading.Event(), threading.Event()
    real = text_search._Search.search_block

    def search_block(search: Any, texts: Any) -> None:
        if any(each.searched for each in search.terms.values()):
            has_come.set()
            assert may_go_on.wait(60)
        real(search, texts)

    monkeypatch.setattr(text_search._Search, "search_block", search_block)
    monkeypatch.setattr(text_search, "BLOCK_BYTES", 1)
    return has_come, may_go_on.set


@pytest.mark.parametrize("terms", [(WORLD,), ()])
def test_a_newer_search_ends_the_one_before(terms: tuple[TextTerm, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    searching = Searching()
    searching.add("hello", "world", "hello")
    has_come, go_on = held_up(monkeypatch)
    searching.search.handle(SearchTexts(1, (HELLO,)))
    assert has_come.wait(60)
    searching.search.handle(SearchTexts(2, terms))
    go_on()
    if terms:
        assert (event := searching.next()).number == 2
        assert numbers(event) == {"w.rld": [1]}
    searching.search.wait_until_idle()
    assert not searching.events
    assert searching.search.is_waited_for == bool(terms)


def test_it_ends_amid_a_search(monkeypatch: pytest.MonkeyPatch) -> None:
    searching = Searching()
    searching.add("hello", "world", "hello")
    has_come, go_on = held_up(monkeypatch)
    searching.search.handle(SearchTexts(1, (HELLO,)))
    assert has_come.wait(60)
    searching.search.stop()
    go_on()
    searching.search._worker._thread.join(60)
    assert not searching.search._worker._thread.is_alive()
    assert not searching.events
    searching.search.wait_until_idle()
