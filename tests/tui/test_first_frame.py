"""Keys that come before every view is made."""

from __future__ import annotations

import pytest

from recview.tui import first_frame
from recview.tui.main_screen import MainScreen
from tests.tui.screens import opened, until


@pytest.mark.parametrize(("side", "view"), [("response", "chunks"), ("chunk", "chunk"), ("raw", "raw")])
async def test_a_panel_that_is_asked_for_early_is_in_front_once_it_is_made(
    monkeypatch: pytest.MonkeyPatch, side: str, view: str
) -> None:
    mount_rest = first_frame._mount_rest

    async def mount_nothing(main: MainScreen) -> None:
        pass

    monkeypatch.setattr(first_frame, "_mount_rest", mount_nothing)
    async with opened(loads=False, play=False) as (app, pilot):
        app.main.action_command(f"panel.{side}")
        assert app.main.side.view.id == "request"
        app.main.call_later(mount_rest, app.main)
        await until(pilot, lambda: app.session.is_loaded and app.main.side.view.id == view)
        assert app.main.side.view.display
