"""What the first frame does not show is mounted after it, and before the first key that may need it."""

from __future__ import annotations

import pytest

from recview.tui import first_frame
from recview.tui.main_screen import MainScreen
from tests.tui.screens import opened, until


@pytest.fixture(autouse=True)
def nothing_is_mounted_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    async def mount_nothing(main: MainScreen) -> None:
        pass

    monkeypatch.setattr(first_frame, "_mount_rest", mount_nothing)


async def test_what_is_typed_after_a_slash_is_the_query_also_right_after_the_first_frame() -> None:
    async with opened(loads=False, play=False) as (app, pilot):
        assert not app.main.later_parts.are_mounted
        await pilot.press("slash", *"zz")
        assert app.main.later_parts.are_mounted
        assert app.main.search_box.is_open
        await until(pilot, lambda: app.main.search_box.value == "zz")


@pytest.mark.parametrize("keys", [("F",), ("right_square_bracket", "F"), ("tab", "tab", "shift+tab", "shift+tab", "F")])
async def test_the_facets_open_right_after_the_first_frame(keys: tuple[str, ...]) -> None:
    async with opened(loads=False, play=False) as (app, pilot):
        await pilot.press(*keys)
        assert app.focused is app.main.facets
        assert app.main.facets.display


async def test_a_step_in_the_list_waits_for_nothing() -> None:
    async with opened(loads=False, play=False) as (app, pilot):
        before = app.main.test_tree.cursor_row
        await pilot.press("down", "j")
        assert app.main.test_tree.cursor_row == before + 2
        assert not app.main.later_parts.are_mounted


async def test_they_are_mounted_once_and_the_side_keeps_the_focus() -> None:
    async with opened(loads=False, play=False) as (app, pilot):
        app.main.panes.go_to("side")
        app.main.call_later(app.main.later_parts.mount)
        await app.main.later_parts.mount()
        await pilot.pause()
        assert app.focused is app.main.side.view
        assert len(app.main.query("#facets, #search-line, #request, #raw")) == 4
