"""How often the screen is styled and laid out: at the start, and as the focus moves."""

from __future__ import annotations

import time
from typing import Any

import pytest
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.screen import Screen

from tests.tui.screens import opened, screen_text, until


async def test_the_first_frame_is_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[Any] = []
    screen_resized, laid_out = Screen._screen_resized, Screen._refresh_layout
    announced: list[Any] = []

    def resized(screen: Screen[None], size: Any) -> None:
        announced.append(size)
        screen_resized(screen, size)

    def lay_out(screen: Screen[None], size: Any = None, scroll: bool = False) -> None:
        if size is not None:
            sizes.append(size)
        laid_out(screen, size, scroll)

    monkeypatch.setattr(Screen, "_screen_resized", resized)
    monkeypatch.setattr(Screen, "_refresh_layout", lay_out)
    async with opened(loads=False, play=False) as (app, pilot):
        await pilot.pause()
        assert sizes == [app.size]
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        assert app.size in sizes
        assert sizes[-1].width == 100


async def test_the_focus_restyles_two_panes_and_repaints_no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(play=False) as (app, pilot):
        await pilot.press("tab")
        await pilot.pause()
        styled: list[DOMNode] = []
        repainted: list[Any] = []
        apply, refresh = Stylesheet.apply, Screen.refresh

        def recorded(sheet: Stylesheet, node: DOMNode, **options: Any) -> None:
            styled.append(node)
            apply(sheet, node, **options)

        def refreshed(screen: Screen[None], *regions: Any, **options: Any) -> Any:
            repainted.append(regions)
            return refresh(screen, *regions, **options)

        monkeypatch.setattr(Stylesheet, "apply", recorded)
        monkeypatch.setattr(Screen, "refresh", refreshed)
        await pilot.press("tab")
        await pilot.pause()
        assert app.main.panes.focused == "side"
        assert {node.id for node in styled if node.id} <= {"middle", "side", "chat", "request"}
        assert repainted == []


async def test_another_theme_is_seen_at_once() -> None:
    async with opened(play=False) as (app, pilot):
        before = app.main.named_styles.style("accent")
        app.theme = "recview-light"
        await pilot.pause()
        await pilot.pause()
        assert app.main.named_styles.style("accent") != before
        segments = [segment for strip in app.screen._compositor.render_strips() for segment in strip]
        assert [segment for segment in segments if "on #0e1116" in str(segment.style)] == []
        assert "recview" in screen_text(app)


async def test_a_key_is_answered_without_waiting_for_the_next_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(play=False) as (app, pilot):
        screen, tree = app.main, app.main.test_tree
        await until(pilot, lambda: time.monotonic() > screen.frames._answer_until)
        painted_at_once: list[Any] = []
        paint = screen._on_timer_update

        def painted() -> None:
            painted_at_once.extend(screen._dirty_widgets)
            paint()

        monkeypatch.setattr(screen, "_on_timer_update", painted)
        tree.refresh()
        await pilot.pause()
        assert tree not in painted_at_once
        await pilot.press("j")
        await pilot.pause()
        assert tree in painted_at_once
        painted_at_once.clear()
        tree.refresh()
        await pilot.pause()
        assert tree not in painted_at_once
