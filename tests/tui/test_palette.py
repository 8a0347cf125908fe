"""The palette finds commands, a line each with their keys, and tests and recordings."""

from __future__ import annotations

import pytest
from textual import events
from textual.command import CommandList

from tests.tui.screens import choose, opened, screen_text, until

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("typed", "row", "shown"),
    [
        ("bat_and", "test_puzzles.py::test_bat_and_ball", "test_bat_and_ball"),
        ("tests/errors/test_limits.py::test_rate_limit", "test_limits.py::test_rate_limit", "test_rate_limit"),
        ("00000000notahash", "", ""),
    ],
)
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_tests_and_recordings(typed: str, row: str, shown: str, size: tuple[int, int]) -> None:
    async with opened(size=size, play=False) as (app, pilot):
        await choose(app, pilot, "weather")
        await pilot.press("ctrl+p")
        await pilot.pause(0.1)
        app.post_message(events.Paste(typed))
        await pilot.pause(0.3)
        if not row:
            assert "test_" not in "".join(map(str, app.screen.query_one(CommandList).options))
            return
        await until(pilot, lambda: row in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: app.main.panes.focused == "chat" and shown in screen_text(app))
        await until(pilot, lambda: app.session.is_loaded)
        assert app.session.shown is not None
        assert "weather" not in screen_text(app).splitlines()[1]


async def test_commands_have_their_key_beside_them() -> None:
    async with opened(size=(80, 24)) as (app, pilot):
        await pilot.press("ctrl+p")
        await until(pilot, lambda: "Twice as fast" in screen_text(app))
        line = next(line for line in screen_text(app).splitlines() if "Twice as fast" in line)
        assert line.split() == ["Twice", "as", "fast", ">"]
