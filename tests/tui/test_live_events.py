"""What waits to be shown is taken in together: the panes are laid out once."""

from __future__ import annotations

from collections import deque

import pytest

from recview.library import IndexedFile
from recview.live.events import BaselineReady, FilesCompared, FilesIndexed, LiveEvent
from recview.session import Session
from recview.tui import live_events
from recview.tui.live_events import show_rows
from recview.tui.main_screen import MainScreen
from recview.verdicts.review import Review
from tests.library.test_merging import entry, good
from tests.tui.screens import opened


def waiting() -> deque[LiveEvent]:
    return deque(
        [
            FilesIndexed([good(entry("1.json"))]),
            FilesCompared({"1.json": Review("new")}),
            FilesIndexed([good(entry("2.json")), IndexedFile("3.json", ())]),
            BaselineReady(0),
            FilesIndexed([good(entry("4.json"))]),
        ]
    )


@pytest.mark.parametrize(
    ("seconds", "left", "rows"), [(1_000.0, 2, {"1.json": "new", "2.json": ""}), (-1.0, 4, {"1.json": ""})]
)
async def test_waiting_rows_are_shown_at_once_for_a_part_of_a_frame(
    monkeypatch: pytest.MonkeyPatch, seconds: float, left: int, rows: dict[str, str]
) -> None:
    shown: list[object] = []
    monkeypatch.setattr(live_events, "TOGETHER_S", seconds)
    async with opened(play=False) as (app, _):
        become, events = MainScreen.become, waiting()

        def counted(main: MainScreen, session: Session) -> None:
            shown.append(session)
            become(main, session)

        monkeypatch.setattr(MainScreen, "become", counted)
        assert show_rows(app.main, events)
        files = app.session.library.files
        assert {path: files[path][0].verdict for path in rows} == rows
    assert len(shown) == 1
    assert len(events) == left


async def test_what_calls_for_more_than_rows_is_left_to_be_shown_by_itself() -> None:
    async with opened(play=False) as (app, _):
        for event in (BaselineReady(0), FilesIndexed(is_complete=True), FilesIndexed(polling="no events")):
            before, events = app.session, deque[LiveEvent]([event])
            assert not show_rows(app.main, events)
            assert list(events) == [event]
            assert app.session is before
