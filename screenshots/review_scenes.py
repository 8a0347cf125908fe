"""The scenes of `recview review`: two folders compared in the real app, keys pressed, time handed in."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from textual.pilot import Pilot

from recview.live.client import Reader
from recview.live.review_requests import CompareTrees
from recview.root import Root
from recview.tui.review.review_app import ReviewApp
from recview.verdicts.decisions import Decisions
from screenshots.scenes import DEMO, RERECORD

REVIEWED = (
    *RERECORD,
    (r'"it\": \"c"', r'"it\": \"f"'),
    (r'"elsius\""', r'"ahrenheit\""'),
    (r'"t\": \"ce"', r'"t\": \"fah"'),
    (r'"lsius\"}"', r'"renheit\"}"'),
    ('" 7"', '" 45"'),
    (r'" \u00b0C,"', r'" \u00b0F,"'),
)


@dataclass(frozen=True)
class ReviewScene:
    """One picture.

    Attributes:
        keys: What is pressed once all is compared.
    """

    name: str
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = (120, 36)
    theme: str = "recview-dark"


REVIEW_SCENES = (
    ReviewScene("review"),
    ReviewScene("review-small", ("a", "enter"), size=(80, 24)),
)


def review_app_of(scene: ReviewScene) -> ReviewApp:
    """The review of the sample recordings and a re-record of them, without a clock."""
    folder = Path(tempfile.mkdtemp())
    rerecord(folder)
    reader = Reader(
        partial(CompareTrees, Root(DEMO), Root(folder)), service="recview.live.review_service", may_spawn=False
    )
    app = ReviewApp(
        ("main", "the working tree"),
        reader,
        decisions=Decisions(),
        save=lambda decisions: "",
        theme=scene.theme,
        ticking=False,
    )
    weakref.finalize(app, shutil.rmtree, folder, ignore_errors=True)
    weakref.finalize(app, reader.stop)
    return app


def rerecord(folder: Path) -> None:
    """Write the sample recordings into a folder as another run of the tests would record them."""
    for path in DEMO.glob("*.json"):
        text = path.read_text(encoding="utf-8")
        for before, after in REVIEWED:
            text = text.replace(before, after)
        (folder / path.name).write_text(text, encoding="utf-8")


async def play_review(scene: ReviewScene, pilot: Pilot[None]) -> None:
    """Bring the app to where the picture is taken."""
    app = pilot.app
    assert isinstance(app, ReviewApp)
    while not app.session.is_complete:
        await pilot.pause(0.01)
    await _opened(pilot, app)
    for key in scene.keys:
        await pilot.press(key)
        await _opened(pilot, app)
    app.main.clock.advance(60.0)
    app.clear_notifications()
    await pilot.pause()
    await pilot.pause()


async def _opened(pilot: Pilot[None], app: ReviewApp) -> None:
    """Wait until the change that the cursor is on is on the screen."""
    settled = 0
    while settled < 4:
        change, opened = app.main.list.change, app.session.opened
        is_open = change is None or (opened is not None and opened.request.after == change.after)
        settled = settled + 1 if is_open else 0
        await pilot.pause(0.01)
