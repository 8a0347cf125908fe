"""A pane's rows are those that the toolkit makes, its inner ones made once."""

from __future__ import annotations

import pytest
from textual.containers import Vertical
from textual.geometry import Region

from recview.tui.bordered_pane import BorderedPane
from tests.tui.screens import opened


@pytest.mark.parametrize("id", ["middle", "side"])
async def test_rows_are_those_of_the_toolkit(id: str) -> None:
    async with opened(play=False) as (app, pilot):
        pane = app.main.query_one(f"#{id}", BorderedPane)
        for focus in ("tree", "chat", "side"):
            app.main.panes.go_to(focus)
            await pilot.pause()
            width, height = pane.outer_size
            for crop in (Region(0, 0, width, height), Region(3, 2, 7, 5), Region(0, height - 2, width, 2)):
                rows = [list(strip) for strip in pane.render_lines(crop)]
                assert rows == [list(strip) for strip in Vertical.render_lines(pane, crop)]
            inside = pane.render_lines(Region(0, 1, width, height - 2))
            assert all(strip is inside[0] for strip in inside)
