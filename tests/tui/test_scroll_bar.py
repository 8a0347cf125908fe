"""The scrollbar looks as the toolkit's own does, and shows where a view is."""

from __future__ import annotations

from textual.geometry import Region
from textual.scrollbar import ScrollBar

from recview.tui.scroll_bar import VerticalBar
from tests.tui.screens import opened


async def test_it_looks_as_the_toolkits_does() -> None:
    async with opened(size=(120, 20), play=False) as (app, pilot):
        tree = app.main.test_tree
        for key in ("plus", "j", "pagedown", "G", "ctrl+u", "g"):
            await pilot.press(key)
            await pilot.pause()
            bar = tree.vertical_scrollbar
            assert isinstance(bar, VerticalBar)
            assert bar.position == tree.scroll_offset.y
            whole = Region(0, 0, *bar.region.size)
            quick = bar.render_lines(whole)
            bar._set_dirty()
            assert [list(strip) for strip in quick] == [list(strip) for strip in ScrollBar.render_lines(bar, whole)]


async def test_a_list_that_scrolls_as_it_fills_shows_where_it_is() -> None:
    async with opened(size=(120, 20), play=False) as (app, pilot):
        await pilot.press("G")
        await pilot.pause()
        tree = app.main.test_tree
        assert tree.scroll_offset.y > 0
        assert tree.vertical_scrollbar.position == tree.scroll_offset.y
