"""Any two recordings as before and after: one is marked, the same key on another shows both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.pilot import Pilot

from recview.model import Source
from recview.tui.app import RecviewApp
from tests.ogx import chat, dumped, message, stream
from tests.review.test_comparing import answer, body
from tests.tui.screens import opened, screen_text, until
from tests.tui.test_reviewing import page_text


def recorded(said: str, test: str) -> str:
    return dumped(chat(f"t.py::test_{test}", [message("user", "Hi")], stream(said)))


def cassette(*answers: str) -> str:
    """A cassette of another format, with a call for each answer."""
    calls = [
        {
            "request": {"method": "POST", "uri": "https://api.openai.com/v1/chat/completions", "body": body("Hi")},
            "response": {"status": {"code": 200}, "headers": {}, "body": {"string": answer(said)}},
        }
        for said in answers
    ]
    return json.dumps({"version": 1, "interactions": calls})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.json").write_text(recorded("It was fine today", "one"))
    (tmp_path / "b.json").write_text(recorded("It was bad today", "two"))
    (tmp_path / "c.json").write_text("{")
    (tmp_path / "d.json").write_text(cassette("It was grey today", "It was dark today"))
    return tmp_path


async def go_to(app: RecviewApp, pilot: Pilot[None], path: str, number: int = 0) -> None:
    """Put the cursor of the list on a recording, without opening it."""
    app.main.panes.go_to("tree")
    app.main.test_tree.jump_to(app.session.library.key(Source(path, number)))
    await pilot.pause()


async def mark(app: RecviewApp, pilot: Pilot[None], *paths: str | tuple[str, int]) -> None:
    for path in paths:
        await go_to(app, pilot, *((path,) if isinstance(path, str) else path))
        await pilot.press("m")


async def test_two_recordings_are_shown_as_before_and_after(folder: Path) -> None:
    async with opened(folder, play=False) as (app, pilot):
        await mark(app, pilot, "a.json")
        assert "before: test_one" in screen_text(app)
        await mark(app, pilot, "b.json")
        await until(pilot, lambda: "It was fine bad today" in page_text(app))
        assert "test_one → test_two" in screen_text(app)
        assert app.main.panes.focused == "chat"
        await pilot.press("b")
        await until(pilot, lambda: "before replays" in page_text(app))
        await pilot.press("d")
        await until(pilot, lambda: "before | after" not in page_text(app))
        assert "It was fine today" in page_text(app)
        await pilot.press("escape")
        await until(pilot, lambda: "It was bad today" in page_text(app))
        assert app.session.pair is None
        assert "test_one" not in screen_text(app).splitlines()[1][30:]


async def test_another_is_compared_with_the_same_one_and_the_key_on_either_ends_it(folder: Path) -> None:
    async with opened(folder, play=False) as (app, pilot):
        await mark(app, pilot, "a.json", "b.json")
        await until(pilot, lambda: "fine bad" in page_text(app))
        # Across formats; then two calls of one cassette.
        await mark(app, pilot, ("d.json", 0))
        await until(pilot, lambda: "It was fine grey today" in page_text(app))
        # One by itself in between; back on the other both are there again.
        await go_to(app, pilot, "b.json")
        await pilot.press("enter")
        await until(pilot, lambda: "It was bad today" in page_text(app))
        await go_to(app, pilot, "d.json")
        await pilot.press("enter")
        await until(pilot, lambda: "fine grey" in page_text(app))
        await pilot.press("m")
        await until(pilot, lambda: "It was grey today" in page_text(app))
        await mark(app, pilot, ("d.json", 1), ("d.json", 0))
        await until(pilot, lambda: "It was dark grey today" in page_text(app))
        assert "d #2 → #1" in screen_text(app)


async def test_two_that_differ_in_nothing_or_in_noise_are_shown_together_as_well(folder: Path) -> None:
    (folder / "e.json").write_text(recorded("It was fine today", "one"))
    (folder / "f.json").write_text(recorded("It was fine today", "one").replace("fp_demo", "fp_other"))
    async with opened(folder, play=False) as (app, pilot):
        await mark(app, pilot, "a.json", "e.json")
        await until(pilot, lambda: "nothing is different" in page_text(app))
        assert "a.json → e.json" in screen_text(app)
        await mark(app, pilot, "f.json")
        await until(pilot, lambda: "only noise: fingerprint" in page_text(app))


async def test_the_marked_one_may_change_or_become_unreadable(folder: Path) -> None:
    async with opened(folder, play=False, watching=True) as (app, pilot):
        await until(pilot, lambda: app.session.baseline_ready)
        await mark(app, pilot, "a.json", "b.json")
        await until(pilot, lambda: "fine bad" in page_text(app))
        (folder / "a.json").write_text(recorded("It was mild today", "one"))
        await until(pilot, lambda: "mild bad" in page_text(app))
        (folder / "a.json").unlink()
        await until(pilot, lambda: "Shown alone: a.json: " in screen_text(app))
        assert "It was bad today" in page_text(app)


async def test_one_that_cannot_be_read_is_named(folder: Path) -> None:
    async with opened(folder, play=False) as (app, pilot):
        await mark(app, pilot, "c.json", "b.json")
        await until(pilot, lambda: "Shown alone: c.json: the JSON ends early" in screen_text(app))
        assert "It was bad today" in page_text(app)
        await pilot.press("escape")
        await mark(app, pilot, "b.json", "c.json")
        await until(pilot, lambda: app.session.unopened is not None)
        assert "the JSON ends early" in page_text(app)
