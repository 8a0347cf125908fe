"""A review over two folders of a test's making, opened without a clock."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from recview.live.client import Reader
from recview.live.review_requests import CompareTrees
from recview.root import Root
from recview.tui.review.review_app import ReviewApp
from recview.verdicts.decisions import Decisions
from tests.tui.screens import screen_text, until


def written(folder: Path, files: Mapping[str, str]) -> Root:
    """A folder with files of these texts."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return Root(folder)


@asynccontextmanager
async def reviewing(
    before: Root, after: Root, size: tuple[int, int] = (120, 36), **options: Any
) -> AsyncIterator[tuple[ReviewApp, Pilot[None]]]:
    """The screen once all is compared and what the cursor is on is open."""
    reader = Reader(partial(CompareTrees, before, after), "recview.live.review_service", may_spawn=False)
    start: dict[str, Any] = {"decisions": Decisions(), "save": lambda decisions: "", "ticking": False, **options}
    app = ReviewApp(("old", "new"), reader, **start)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.session.is_complete)
        await settled(app, pilot)
        yield app, pilot
    reader.stop()


async def settled(app: ReviewApp, pilot: Pilot[None]) -> None:
    """Wait until the change that the cursor is on is on the screen."""
    await until(
        pilot,
        lambda: (
            app.main.list.change is None
            or (app.session.opened is not None and app.session.opened.request.after == app.main.list.change.after)
        ),
    )


def shown(app: ReviewApp) -> str:
    """What is on the screen."""
    return screen_text(app)  # type: ignore[arg-type]
