"""The app without a clock: opened over a place, with time and keys handed in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import Any

from textual import events
from textual.pilot import Pilot
from textual.widget import Widget

from recview.sources.discovery import root_of
from recview.tui.app import RecviewApp
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


async def until(pilot: Pilot[None], met: Callable[[], bool], limit_s: float = 60) -> None:
    """Wait for a condition, not for a time; the limit is far beyond what a busy machine takes."""
    give_up_at = monotonic() + limit_s
    while monotonic() < give_up_at:
        if met():
            await pilot.pause()
            return
        await pilot.pause(0.01)
    raise AssertionError(f"never met; the screen is\n{screen_text(pilot.app)}")  # type: ignore[arg-type]


@asynccontextmanager
async def opened(
    path: Path = FOLDER, size: tuple[int, int] = (120, 36), *, loads: bool = True, **options: Any
) -> AsyncIterator[tuple[RecviewApp, Pilot[None]]]:
    """The app with its list filled and its first recording open."""
    app = RecviewApp(root_of(str(path)), ticking=False, **{"watching": False, **options})
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: not app.session.indexing)
        if loads:
            await until(pilot, lambda: app.session.is_loaded)
        yield app, pilot


async def choose(app: RecviewApp, pilot: Pilot[None], words: str) -> None:
    """Open the first recording that a filter leaves; pasted, since each typed letter is a frame."""
    await pilot.press("slash")
    app.post_message(events.Paste(words))
    await pilot.press("enter")
    await pilot.pause()
    await until(pilot, lambda: app.session.is_loaded)
