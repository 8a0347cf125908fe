"""How wide the panes are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.state.memory import Memory
from recview.tui.app import RecviewApp
from recview.tui.pane_widths import LEAST, MIDDLE_LEAST, PaneWidths
from recview.tui.preferences import Preferences, remember_choices
from tests.tui.screens import opened


def columns(app: RecviewApp) -> tuple[int, int, int]:
    main = app.main
    return main.test_tree.outer_size.width, main.middle.outer_size.width, main.side.outer_size.width


@given(st.integers(0, 1_000), st.integers(0, 1_000), st.integers(92, 400))
def test_every_pane_keeps_some_columns(tree: int, side: int, room: int) -> None:
    panes = 2 if room < 118 else 3
    fitting = PaneWidths(tree, side).fitting(room, panes)
    assert (fitting.tree == 0) == (tree == 0)
    if panes == 3 and tree and side:
        assert fitting.tree >= LEAST
        assert fitting.side >= LEAST
        assert room - fitting.tree - fitting.side >= MIDDLE_LEAST
    elif tree:
        assert room - fitting.tree >= MIDDLE_LEAST


def test_one_pane_has_all() -> None:
    assert PaneWidths(40, 40).fitting(200, 1) == PaneWidths()


async def test_keys_resize_the_focused_pane() -> None:
    async with opened(play=False, size=(120, 36)) as (app, pilot):
        assert columns(app) == (37, 48, 35)
        await pilot.press("ctrl+right", "ctrl+right")
        await pilot.pause()
        assert columns(app) == (45, 41, 34)
        await pilot.press("ctrl+left")
        await pilot.pause()
        assert columns(app) == (41, 45, 34)
        await pilot.press("tab", "ctrl+left")
        await pilot.pause()
        assert columns(app) == (41, 41, 38)
        await pilot.press("tab", "ctrl+right")
        await pilot.pause()
        assert columns(app) == (41, 37, 42)
        await pilot.press(*["ctrl+right"] * 9)
        await pilot.pause()
        assert columns(app) == (41, MIDDLE_LEAST, 49)


async def test_two_panes_and_one() -> None:
    chosen = Preferences(tree_width=50, side_width=60)
    async with opened(play=False, size=(100, 30), preferences=chosen) as (app, pilot):
        assert columns(app)[:2] == (50, 50)
        await pilot.press("tab", "ctrl+right")
        await pilot.pause()
        assert columns(app)[:2] == (46, 54)
        await pilot.press("z", "ctrl+right")
        await pilot.pause()
        assert app.main.middle.outer_size.width == 100
        assert app.main.panes.widths.tree == 46
        await pilot.press("z")
        await pilot.pause()
        assert columns(app)[:2] == (46, 54)


async def test_a_border_is_dragged() -> None:
    async with opened(play=False, size=(120, 36)) as (app, pilot):
        await pilot.mouse_down(offset=(37, 10))
        await pilot.hover(offset=(50, 12))
        await pilot.mouse_up(offset=(50, 12))
        await pilot.pause()
        assert columns(app) == (51, 35, 34)
        assert app.screen.get_selected_text() is None
        await pilot.mouse_down(offset=(86, 5))
        await pilot.hover(offset=(80, 5))
        await pilot.mouse_up(offset=(80, 5))
        await pilot.pause()
        assert columns(app) == (51, 30, 39)
        await pilot.hover(offset=(60, 5))
        await pilot.pause()
        assert columns(app) == (51, 30, 39)


async def test_a_second_click_on_a_border_leaves_the_width_to_the_terminal() -> None:
    async with opened(play=False, size=(120, 36), preferences=Preferences(tree_width=50)) as (app, pilot):
        await pilot.click(offset=(49, 10))
        await pilot.pause()
        assert columns(app)[0] == 50
        await pilot.click(offset=(49, 10), times=2)
        await pilot.pause()
        assert columns(app) == (37, 48, 35)
        assert app.main.panes.widths.tree == 0
        await pilot.click(offset=(10, 10), times=2)
        await pilot.pause()
        assert columns(app) == (37, 48, 35)


async def test_what_was_chosen_is_remembered() -> None:
    memory = Memory()
    async with opened(play=False, memory=memory, preferences=Preferences(side_width=40)) as (app, pilot):
        remember_choices(app)
        assert memory._chosen == {}
        await pilot.press("ctrl+right", "u", "greater_than_sign", "a")
        app.theme = "nord"
        await pilot.pause()
        remember_choices(app)
    assert memory._chosen == {"tree_width": 41, "ghost": True, "speed": 2.0, "autoplay": True, "theme": "nord"}


@pytest.mark.parametrize("width", [80, 92, 117, 118, 200])
async def test_any_terminal_has_room_for_what_was_set(width: int) -> None:
    async with opened(play=False, size=(width, 24), preferences=Preferences(tree_width=90, side_width=90)) as (app, _):
        assert sum(each for each in columns(app)) in (width, width + 2)
