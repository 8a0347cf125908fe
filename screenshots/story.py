"""What the moving picture at the top of the README shows: keys pressed in the real app, time handed in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

from textual.pilot import Pilot

from recview.tui.app import RecviewApp
from screenshots.scenes import Scene, app_of, loaded

STORY = Scene("recview", size=(120, 32))
FRAME = 0.125
"""Seconds between two pictures while an answer plays."""


@dataclass(frozen=True)
class Step:
    """A part of the story.

    Attributes:
        keys: What is pressed, a picture per key.
        seconds: For how long each of these pictures is shown.
        plays: Seconds that the answer plays after that.
        rests: Seconds for which the last picture stays.
        speed: How much faster than the picture the answer plays.
    """

    keys: tuple[str, ...] = ()
    seconds: float = 0.12
    plays: float = 0.0
    rests: float = 0.0
    speed: float = 1.0


STEPS = (
    Step(plays=2.0, rests=0.6),
    Step(("slash",), 0.4),
    Step(tuple("parallel"), 0.09),
    Step(("enter",), plays=2.2, rests=0.8, speed=0.4),
    Step(("c",), 0.6),
    Step(("comma",) * 6, 0.2),
    Step(("full_stop",) * 8, 0.2, rests=0.6),
    Step(("escape", "slash", *"bat_and", "enter"), 0.09),
    Step(("u",), plays=2.6, rests=2.0),
)


async def shots() -> AsyncIterator[tuple[str, float]]:
    """The screen as SVG, and the seconds for which it is shown, one after the other."""
    app = app_of(STORY)
    async with app.run_test(size=STORY.size) as pilot:
        await loaded(pilot)
        while not app.main.test_tree.filtering.query.contents.findings.is_complete:
            await pilot.pause(0.01)
        for step in STEPS:
            async for seconds in _pictures(app, pilot, step):
                yield app.export_screenshot(title="recview"), seconds


async def _pictures(app: RecviewApp, pilot: Pilot[None], step: Step) -> AsyncIterator[float]:
    for key in step.keys:
        await pilot.press(key)
        if key == "enter":
            await loaded(pilot)
        await _drawn(app, pilot)
        yield step.seconds
    for _ in range(round(step.plays / FRAME)):
        app.main.clock.advance(FRAME * step.speed)
        await _drawn(app, pilot)
        yield FRAME
    if step.rests:
        await _drawn(app, pilot)
        yield step.rests


async def _drawn(app: RecviewApp, pilot: Pilot[None]) -> None:
    app.clear_notifications()
    await pilot.pause()
    await pilot.pause()
