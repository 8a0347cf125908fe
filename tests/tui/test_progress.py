"""How far long work has come, at the top of the screen, and cancelling it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from recview.live.events import LiveEvent
from recview.live.requests import Open, Request
from recview.model import Source
from recview.progress import Progress
from recview.session import Session
from recview.sources.loading import load
from recview.tui.app import RecviewApp
from recview.tui.copyables import copyables
from tests.ogx import chat, chunk, delta, dumped, message, stream
from tests.tui.screens import opened, screen_text, until


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("recview.tui.load_progress.PROGRESS_AFTER_S", 0.0)
    for name in "ab":
        text = dumped(chat(f"t.py::{name}", [message("user", "Hi")], stream(f"the text of {name}")))
        (tmp_path / f"{name}.json").write_text(text)
    return tmp_path


def top(app: RecviewApp) -> str:
    return screen_text(app).split("\n")[0]


def hold(app: RecviewApp, path: str) -> list[Request]:
    """Let opening a file take for ever; what is asked for besides is answered."""
    waiting: list[Request] = []
    send = app.main.live.send

    def send_others(request: Request) -> None:
        waiting.append(request)
        if not (isinstance(request, Open) and request.source.path == path):
            send(request)

    app.main.live.send = send_others  # type: ignore[method-assign]
    return waiting


async def test_a_slow_load_is_shown_and_esc_goes_back(folder: Path) -> None:
    async with opened(folder, play=False) as (app, pilot):
        requests = hold(app, "b.json")
        await pilot.press("n")
        await until(pilot, lambda: any(isinstance(request, Open) for request in requests))
        app.main.loader.show(Progress("opening", 20_000_000, 45_000_000, "b.json"))
        await until(pilot, lambda: "opening ━━━━━━━·" in top(app) and "20 of 45 MB · esc cancels" in top(app))
        app.main.loader.show(Progress("opening", 40_000_000, 45_000_000, "b.json"))
        await until(pilot, lambda: "━━━━━━━━━━━━━" in top(app))
        assert app.session.wanted == Source("b.json")
        await pilot.press("escape")
        await until(pilot, lambda: "opening" not in top(app))
        assert "Opening was cancelled" in screen_text(app)
        assert app.session.wanted == app.session.shown == Source("a.json")
        assert "the text of a" in screen_text(app)
        assert "CancelOpening" in [type(request).__name__ for request in requests]


async def test_where_nothing_was_open_it_says_so(folder: Path) -> None:
    async with opened(folder, play=False, loads=False) as (app, pilot):
        app.main.become(app.session._replace(opened=None, wanted=None))
        hold(app, "b.json")
        app.main.become(app.session.choose(Source("b.json")))
        app.main.loader.show(Progress("opening", 1, 2_000_000, "b.json"))
        await until(pilot, lambda: "1 of 2 MB" in top(app))
        await pilot.press("escape")
        await until(pilot, lambda: "enter on its row opens it" in screen_text(app))
        assert app.session.wanted is None


async def test_progress_ends_with_the_load(folder: Path) -> None:
    async with opened(folder, play=False) as (app, pilot):
        requests = hold(app, "b.json")
        await pilot.press("n")
        await until(pilot, lambda: any(isinstance(request, Open) for request in requests))
        app.main.loader.show(Progress("opening", 20_000_000, 45_000_000, "b.json"))
        await until(pilot, lambda: "opening" in top(app))
        app.main.live.reader.service.handle(next(request for request in requests if isinstance(request, Open)))
        await until(pilot, lambda: app.session.is_loaded)
        assert "opening" not in top(app)
        await pilot.press("tab", "escape")
        assert app.session.shown == Source("b.json")


async def test_reading_is_counted(folder: Path) -> None:
    async with opened(folder, play=False) as (app, pilot):
        app.main.live.show(Progress("indexing", 1_204, 3_162))
        await until(pilot, lambda: "indexing ━━━━━━·········· 1,204 of 3,162" in top(app))


async def test_a_large_file_tells_how_far_opening_it_has_come(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recview.live.opener.SMALL_BYTES", 10)
    events: list[LiveEvent] = []
    async with opened(folder, play=False) as (app, pilot):
        show = app.main.loader.show
        app.main.loader.show = lambda event: (events.append(event), show(event))  # type: ignore[assignment, method-assign, func-returns-value]
        await pilot.press("n")
        await until(pilot, lambda: app.session.shown == Source("b.json"))
    size = (folder / "b.json").stat().st_size
    told = [event for event in events if isinstance(event, Progress)]
    assert [(event.path, event.total) for event in told] == [("b.json", size)] * 3
    assert 0 == told[0].done < told[1].done < told[2].done < size


async def test_the_first_scan_tells_how_far_it_has_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recview.live.counted_paths.PROGRESS_AFTER_S", 0.0)
    monkeypatch.setattr("recview.sources.batches.BATCH_FILES", 5)
    for number in range(22):
        (tmp_path / f"{number:02}.json").write_text(dumped(chat("t.py::a", [message("user", "Hi")], stream("ok"))))
    counts: list[tuple[int, int]] = []

    def count(session: Session, progress: Progress) -> Session:
        counts.append((progress.done, progress.total))
        return session

    monkeypatch.setattr("recview.session.Session.with_progress", count)
    async with opened(tmp_path, play=False):
        pass
    indexing = [count for count in counts if count[1] == 22]
    assert indexing
    assert indexing == sorted(indexing)
    assert indexing[-1] == (22, 22)


async def test_the_beginning_of_a_large_recording_is_shown_until_all_of_it_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = [chunk(delta(content=f" word{number}")) for number in range(3_000)]
    (folder / "c.json").write_text(dumped(chat("t.py::c", [message("user", "Hi")], body)))
    monkeypatch.setattr("recview.sources.loading.LARGE_BYTES", 100_000)
    may_go_on = threading.Event()

    def load_slowly(*arguments: Any) -> Any:
        may_go_on.wait(60)
        return load(*arguments)

    monkeypatch.setattr("recview.live.opener.load", load_slowly)
    may_go_on.set()
    async with opened(folder, play=False) as (app, pilot):
        may_go_on.clear()
        app.main.become(app.session.choose(Source("c.json")))
        await until(pilot, lambda: "/…" in screen_text(app))
        total = app.session.player.total
        assert 100 < total < 3_000
        assert f"chunk {total:,}/…" in screen_text(app)
        assert "none recorded" not in screen_text(app)
        assert "no finish_reason" not in screen_text(app)
        assert {item.name for item in copyables(app.main)} >= {"the answer, its beginning"}
        await pilot.press("c")
        await until(pilot, lambda: f"chunk {total} of …" in screen_text(app))
        may_go_on.set()
        await until(pilot, lambda: "chunk 3,000/3,000" in screen_text(app))
        await until(pilot, lambda: "chunk 3,000 of 3,000" in screen_text(app))
        assert "no finish_reason" in screen_text(app)
        # It is read again: the whole is there, its beginning is not asked for.
        requests = hold(app, "c.json")
        app.main.become(app.session._replace(reloads=app.session.reloads + 1))
        await until(pilot, lambda: any(isinstance(request, Open) and not request.is_new for request in requests))
