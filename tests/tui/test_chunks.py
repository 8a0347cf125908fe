"""The list of chunks and the chunk at the playhead, whose contents are asked for and come a little later."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from recview.live.requests import FindInChunks, ReadChunkRows, ReadChunks, Request
from recview.tui.app import RecviewApp
from recview.tui.chunk_list import ChunkList
from recview.tui.copyables import copyables
from recview.tui.json_view import JsonView
from tests.ogx import chat, chunk, delta, dumped, message
from tests.tui.screens import opened, screen_text, shown_by, until

COUNT = 600


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    body = [chunk(delta(content=f" word{number}")) for number in range(COUNT)]
    (tmp_path / "a.json").write_text(dumped(chat("t.py::a", [message("user", "Hi")], body)))
    return tmp_path


@contextmanager
def held_back(app: RecviewApp, *kinds: type, then: bool = True) -> Iterator[list[Request]]:
    """Requests of some kinds wait meanwhile, as with a slow reader."""
    waiting: list[Request] = []
    send = app.main.live.send

    def hold(request: Request) -> None:
        waiting.append(request) if isinstance(request, kinds) else send(request)

    app.main.live.send = hold  # type: ignore[method-assign]
    yield waiting
    app.main.live.send = send  # type: ignore[method-assign]
    for request in waiting if then else ():
        send(request)


def listed(app: RecviewApp) -> str:
    return shown_by(app, app.query_one(ChunkList))


def document(app: RecviewApp) -> str:
    return shown_by(app, app.query_one("#chunk", JsonView))


async def test_rows_come_as_they_are_scrolled_to(folder: Path) -> None:
    async with opened(folder, play=False) as (app, pilot):
        await pilot.press("s", "tab", "tab", "G")
        await until(pilot, lambda: f"word{COUNT - 1}”" in listed(app))
        await pilot.press("g")
        await until(pilot, lambda: "word0”" in listed(app))
        for _ in range(8):
            await pilot.press("pagedown")
        row = app.query_one(ChunkList).cursor_row
        await until(pilot, lambda: f"word{row}”" in listed(app))


async def test_a_row_that_is_not_there_yet_has_just_its_number(folder: Path) -> None:
    async with opened(folder, play=False) as (app, pilot):
        with held_back(app, ReadChunkRows) as waiting:
            await pilot.press("s", "tab", "tab", "g")
            await until(pilot, lambda: bool(waiting))
            assert "word" not in listed(app)
            assert "  3  " in listed(app)
        await until(pilot, lambda: "word2”" in listed(app))


async def test_the_chunk_at_the_playhead_stays_until_the_next_is_read(folder: Path) -> None:
    async with opened(folder, play=False) as (app, pilot):
        await pilot.press("c", "circumflex_accent", "full_stop")
        await until(pilot, lambda: f"chunk 1 of {COUNT}" in document(app))
        with held_back(app, ReadChunks) as waiting:
            await pilot.press("5")
            await until(pilot, lambda: bool(waiting))
            assert f"chunk 1 of {COUNT}" in document(app)
        await until(pilot, lambda: f"chunk {COUNT // 2} of {COUNT}" in document(app))


async def test_a_replay_is_followed_chunk_by_chunk(folder: Path) -> None:
    async with opened(folder, play=False) as (app, pilot):
        await pilot.press("c", "circumflex_accent", "space")
        asked = 0
        with held_back(app, ReadChunks, then=False) as waiting:
            for _ in range(100):
                app.main.clock.advance(1 / 30)
                await pilot.pause()
                if waiting:
                    asked += len(waiting)
                    app.main.live.reader.service.handle(waiting.pop())
                position = app.session.player.position
                await until(pilot, lambda position=position: f"chunk {position} of" in document(app))  # type: ignore[misc]
        assert position > 90
        assert asked <= position / 16 + 2


async def test_a_text_is_found_in_the_rows(folder: Path) -> None:
    async with opened(folder, play=False) as (app, pilot):
        await pilot.press("s", "tab", "tab", "circumflex_accent", "slash", *"word5", "enter")
        await until(pilot, lambda: "1 of 111 found" in screen_text(app))
        await until(pilot, lambda: app.session.player.position == 6)
        await pilot.press("n", "n")
        await until(pilot, lambda: app.session.player.position == 52)
        assert "3 of 111 found" in screen_text(app)
        await until(pilot, lambda: "word51”" in listed(app))


async def test_steps_to_hits_that_are_still_looked_for_are_taken_once_they_come(folder: Path) -> None:
    async with opened(folder, play=False) as (app, pilot):
        await pilot.press("s", "tab", "tab", "circumflex_accent")
        with held_back(app, FindInChunks) as waiting:
            await pilot.press("slash", *"word5", "enter", "n", "n")
            await until(pilot, lambda: bool(waiting))
            assert "finding …" in screen_text(app)
            assert "not found" not in screen_text(app).lower()
        await until(pilot, lambda: "3 of 111 found" in screen_text(app))
        assert app.session.player.position == 52


async def test_what_is_not_in_the_rows_is_not_found(folder: Path) -> None:
    async with opened(folder, play=False) as (app, pilot):
        await pilot.press("s", "tab", "tab", "slash", *"nowhere", "enter")
        await until(pilot, lambda: "not found" in screen_text(app))


async def test_all_rows_are_read_for_a_selection(folder: Path) -> None:
    async with opened(folder, play=False) as (app, pilot):
        await pilot.press("s", "tab", "tab", "G")
        await until(pilot, lambda: f"word{COUNT - 1}”" in listed(app))
        app.query_one(ChunkList).text_select_all()

        def selected() -> Any:
            return next((item.text for item in copyables(app.main) if item.key == "s"), "")

        assert selected() == ""
        await until(pilot, lambda: selected() != "")
        lines = selected().split("\n")
        assert len(lines) == COUNT
        assert all(f"word{row}”" in line for row, line in enumerate(lines))
