"""Choosing a recording leads to its answer, also where there is one pane at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from recview.tui.app import RecviewApp
from tests.ogx import chat, dumped, message, stream
from tests.tui.screens import choose, opened, screen_text, until

LONG = [message("user" if turn % 2 else "assistant", f"turn {turn}: the word\n" * 5) for turn in range(40)]
ANSWER = "A sentence of the answer that takes more than one short row of the pane"


def fill(folder: Path) -> None:
    for name in "abc":
        (folder / f"{name}.json").write_text(dumped(chat(f"t.py::{name}", LONG, stream(f"{ANSWER} {name}"))))


def shows_answer(app: RecviewApp, name: str) -> bool:
    shown = screen_text(app)
    return app.main.panes.focused == "chat" and f"pane {name}" in shown and "■ stop" in shown


@pytest.mark.parametrize("size", [(80, 24), (40, 10), (100, 30)])
async def test_enter_leads_to_the_answer(size: tuple[int, int], tmp_path: Path) -> None:
    fill(tmp_path)
    async with opened(tmp_path, size, play=False) as (app, pilot):
        await choose(app, pilot, "::b")
        assert app.main.panes.focused == "tree"
        await pilot.press("enter")
        await pilot.pause()
        assert shows_answer(app, "b")
        await pilot.press("up", "up", *["pageup"] * 5)
        assert not shows_answer(app, "b")
        await pilot.press("escape", "enter")
        await pilot.pause()
        assert shows_answer(app, "b"), "although it had been scrolled"


async def test_enter_before_the_recording_is_loaded(tmp_path: Path) -> None:
    fill(tmp_path)
    async with opened(tmp_path, (80, 24), play=False) as (app, pilot):
        await pilot.press("j", "j", "enter")
        await until(pilot, lambda: app.session.is_loaded)
        await pilot.pause()
        assert app.main.panes.focused == "chat"
        assert "■ stop" in screen_text(app)


async def test_a_second_click_is_enter(tmp_path: Path) -> None:
    fill(tmp_path)
    async with opened(tmp_path, (80, 24), play=False) as (app, pilot):
        rows = screen_text(app).splitlines()
        at = next(number for number, row in enumerate(rows) if row.strip().startswith("· b"))
        await pilot.click(offset=(10, at))
        await until(pilot, lambda: app.session.is_loaded)
        assert app.main.panes.focused == "tree"
        await pilot.click(offset=(10, at))
        await pilot.pause()
        assert shows_answer(app, "b")


async def test_a_hidden_conversation_is_laid_out_for_the_room_that_it_will_have(tmp_path: Path) -> None:
    fill(tmp_path)
    async with opened(tmp_path, (80, 24), play=False) as (app, pilot):
        view = app.main.panes.view("chat")
        assert view.room == 0
        count = view.line_count()
        await pilot.press("enter")
        await pilot.pause()
        assert view.line_count() == count
