"""What the first frame does not show is mounted after it, and before the first key that may need it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.css.query import NoMatches
from textual.widget import MountError, Widget

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


@pytest.mark.parametrize("step", range(1, 5))
async def test_the_app_may_end_after_any_step_of_mounting_them(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """As by a signal: what is mounted next has lost what it belongs to, which is no error of the app."""
    async with opened(loads=False, play=False) as (app, _):
        main = app.main
        parents = (main, main.side, main.side.view, main.test_tree.parent)
        steps: list[str] = []

        def counted(name: str, change: Callable[..., Any]) -> Callable[..., Any]:
            def counting(widget: Widget, *arguments: Any, **options: Any) -> Any:
                result = change(widget, *arguments, **options)
                if widget in parents:
                    steps.append(name)
                    if len(steps) == step:
                        app.exit()
                return result

            return counting

        for name in ("mount", "remove"):
            monkeypatch.setattr(Widget, name, counted(name, getattr(Widget, name)))
        await main.later_parts.mount()
        assert steps[:step] == ["mount", "mount", "remove", "mount"][:step]
        assert not main.later_parts.are_mounted


async def test_what_looks_for_a_widget_while_the_app_ends_is_no_error_of_the_app() -> None:
    async with opened(loads=False, play=False) as (app, _):
        app.exit()
        for error in (NoMatches("No nodes match '#none'"), MountError("Can't mount widgets")):
            app._handle_exception(error)
        assert app.failure is None
