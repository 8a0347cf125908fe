"""What the copy menu offers in each pane, and what is made once it is chosen."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from recview.live.events import TextMade
from recview.live.requests import ChunksKey, MakeText
from recview.reading.exported_text import ExportedText
from recview.tui.app import RecviewApp
from recview.tui.commands.copying import open_copy_menu
from recview.tui.copyables import copyables
from tests.ogx import chat, dumped, message, stream
from tests.tui.screens import opened, screen_text, until

TEST_ID = "tests/test a.py::test_a[it's $(x)]"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    messages = [message("user", "Hi"), {"role": "user", "a key": "x"}]
    (tmp_path / "a.json").write_text(dumped(chat(TEST_ID, messages, stream("Hello you"))))
    return tmp_path


def told(app: RecviewApp) -> str:
    return " | ".join(notification.message for notification in app._notifications)


@pytest.mark.parametrize(
    ("keys", "order"),
    [
        ([], "tpramublng"),
        (["tab"], "amgublntrp"),
        (["tab", "tab"], "odfblnuamgtrp"),
        (["tab", "tab", "c"], "odfgamblnutrp"),
        (["tab", "tab", "s"], "gamblnutrp"),
        (["tab", "tab", "v"], "pgamblnutr"),
    ],
    ids=["tree", "chat", "request", "chunk", "chunks", "raw"],
)
async def test_every_pane_offers_everything_what_it_shows_first(root: Path, keys: list[str], order: str) -> None:
    async with opened(root, play=False) as (app, pilot):
        await pilot.press(*keys)
        await pilot.pause()
        if "o" in order:
            await pilot.press("G", "up")
        await pilot.pause()
        assert "".join(item.key for item in copyables(app.main)) == order


async def copied(app: RecviewApp, pilot: object, *keys: str) -> str:
    app.main.last_copy = ""
    await pilot.press("y", *keys)  # type: ignore[attr-defined]
    await until(pilot, lambda: bool(app.main.last_copy))  # type: ignore[arg-type]
    return app.main.last_copy


async def test_what_is_made_once_it_is_chosen(root: Path) -> None:
    async with opened(root, play=False) as (app, pilot):
        assert (await copied(app, pilot, "m")).startswith("# `a.json`\n")
        assert json.loads(await copied(app, pilot, "b"))["messages"][1] == {"role": "user", "a key": "x"}
        assert (await copied(app, pilot, "l")).startswith("curl ")
        await until(pilot, lambda: "the request as curl; OGX's recorder wrote /v1 twice" in told(app))
        assert "urllib.request" in await copied(app, pilot, "n")
        await pilot.press("circumflex_accent", "full_stop")
        assert '"Hello"' in await copied(app, pilot, "g")
        assert await copied(app, pilot, "r") == "pytest 'tests/test a.py::test_a[it'\"'\"'s $(x)]'"


async def test_paths_of_the_value_under_the_cursor(root: Path) -> None:
    async with opened(root, play=False) as (app, pilot):
        await pilot.press("tab", "tab", "plus")
        view = app.main.side.view
        row = next(row for row in range(view.line_count()) if '"a key"' in view.line(row).text)
        view.move_to(row)
        await pilot.pause()
        assert await copied(app, pilot, "d") == 'messages[1]["a key"]'
        assert await copied(app, pilot, "f") == '.messages[1]["a key"]'
        assert await copied(app, pilot, "o") == '"x"'


@pytest.mark.parametrize(("small", "size"), [(1 << 20, r"\d{3} characters"), (0, "made when chosen")])
async def test_the_menu_says_how_large_a_text_is(
    small: int, size: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recview.tui.copier.SMALL", small)
    async with opened(root, play=False) as (app, pilot):
        await pilot.press("y")
        await until(pilot, lambda: bool(re.search(f"l  the request as curl +{size}", screen_text(app))))
        lines = screen_text(app).split("\n")
        assert any("p  the file's path" in line and f"{len(str(root / 'a.json'))} characters" in line for line in lines)


async def test_a_size_that_is_told_before_the_menu_is_on_the_screen_is_shown(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recview.tui.copier.SMALL", 0)
    async with opened(root, play=False) as (app, pilot):
        open_copy_menu(app.main)
        assert app.main.copier.menu is not None
        assert not app.main.copier.menu.is_mounted
        app.main.copier.menu.show_size("curl", 123)
        await until(pilot, lambda: bool(re.search("l  the request as curl +123 characters", screen_text(app))))


async def test_a_recording_that_is_opened_anew_is_measured_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recview.tui.copier.SMALL", 0)
    async with opened(root, play=False) as (app, pilot):
        await pilot.press("y")
        monkeypatch.setattr("recview.tui.copier.SMALL", 1 << 20)
        assert app.session.shown is not None
        app.main.loader.load(app.session.shown)
        for line in ("m  the conversation as Markdown", "n  the request as Python"):
            await until(pilot, lambda line=line: bool(re.search(rf"{line} +\d+ characters", screen_text(app))))  # type: ignore[misc]


async def test_of_several_that_are_asked_for_the_last_is_copied(root: Path) -> None:
    async with opened(root, play=False) as (app, pilot):
        stale = MakeText(ChunksKey(9, False, False), "curl")
        app.main.copier.take(TextMade(stale, ExportedText("stale")))
        assert app.main.last_copy == ""
        await pilot.press("y", "l", "y", "p")
        await until(pilot, lambda: app.main.last_copy.endswith("a.json"))
        await pilot.pause(0.2)
        assert app.main.last_copy.endswith("a.json")


async def test_without_a_reader_it_says_so(root: Path) -> None:
    async with opened(root, play=False) as (app, pilot):
        app.main.become(app.session._replace(has_reader=False))
        await pilot.press("y", "l")
        await until(pilot, lambda: "Nothing reads any more" in told(app))
