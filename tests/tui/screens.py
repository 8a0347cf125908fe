"""The app without a clock: opened over a place, with time and keys handed in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from time import monotonic
from typing import Any
from unittest.mock import patch

from textual import events
from textual.pilot import Pilot
from textual.widget import Widget

from recview.live.idle_work import IdleWork
from recview.sources.discovery import root_of
from recview.tui.app import RecviewApp
from tests.conditions import LIMIT_S, source_of
from tests.demo_recordings import FOLDER


def screen_text(app: RecviewApp) -> str:
    """What is on the screen."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def shown_by(app: RecviewApp, widget: Widget) -> str:
    """What of a widget is on the screen; empty where it is hidden."""
    x, y, width, height = widget.region.intersection(app.screen.region)
    strips = app.screen._compositor.render_strips()[y : y + height]
    return "\n".join(strip.crop(x, x + width).text for strip in strips)


async def until(pilot: Pilot[None], met: Callable[[], bool], limit_s: float = LIMIT_S) -> None:
    """Wait for a condition, not for a time.

    Raises:
        AssertionError: With the condition and the screen, if it is never met.
    """
    give_up_at = monotonic() + limit_s
    while monotonic() < give_up_at:
        if met():
            await pilot.pause()
            return
        await pilot.pause(0.01)
    screen = screen_text(pilot.app)  # type: ignore[arg-type]
    raise AssertionError(f"in {limit_s:g} s it was never so: {source_of(met)}\nThe screen is\n{screen}")


@asynccontextmanager
async def opened(
    path: Path = FOLDER, size: tuple[int, int] = (120, 36), *, loads: bool = True, idle: bool = False, **options: Any
) -> AsyncIterator[tuple[RecviewApp, Pilot[None]]]:
    """The app with its list filled and its first recording open; nothing more comes by itself.

    Args:
        path: Where the recordings are.
        size: Of the terminal, in columns and lines.
        loads: Whether there is a first recording, which is waited for.
        idle: Whether recordings are decoded for searches and checked, as an app does that is left alone, which is
            waited for; otherwise none are, so that no finding lands amid a test.
        options: For the app.
    """
    app = RecviewApp(root_of(str(path)), ticking=False, **{"watching": False, **options})
    with nullcontext() if idle else patch.object(IdleWork, "start"):
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: not app.session.indexing and app.session.baseline_ready)
            if loads:
                await until(pilot, lambda: app.session.is_loaded)
            # A cursor that blinks is a frame that no test asked for.
            app.main.search_box.cursor_blink = False
            if idle:
                await until_idle(app, pilot)
            yield app, pilot


async def until_idle(app: RecviewApp, pilot: Pilot[None]) -> None:
    """Wait until all recordings are decoded and checked."""
    contents = app.main.test_tree.filtering.query.contents
    await until(pilot, lambda: contents.is_complete and contents.findings.is_complete)


async def choose(app: RecviewApp, pilot: Pilot[None], words: str) -> None:
    """Open the first recording that a filter leaves; pasted, since each typed letter is a frame."""
    await pilot.press("slash")
    app.post_message(events.Paste(words))
    await pilot.press("enter")
    await pilot.pause()
    await until(pilot, lambda: app.session.is_loaded)
