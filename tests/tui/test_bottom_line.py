"""The bottom line: keys that do something, what is being typed, and what is to be said."""

from __future__ import annotations

from pathlib import Path

import pytest

from recview.display.parts import Part, fitted
from recview.tui.app import RecviewApp
from tests.ogx import chat, dumped, message, stream
from tests.tui.screens import choose, opened, screen_text, until


def bottom(app: RecviewApp, rows: int = 1) -> str:
    return "\n".join(screen_text(app).splitlines()[-rows:])


async def test_only_keys_that_do_something(tmp_path: Path) -> None:
    async with opened(tmp_path, loads=False) as (app, pilot):
        await pilot.pause()
        assert bottom(app).split() == ["?", "help", "q", "quit"]


@pytest.mark.parametrize(("words", "plays"), [("embeddings", False), ("rate_limit", False), ("scripts", True)])
async def test_what_cannot_be_replayed_offers_no_replay(words: str, plays: bool) -> None:
    async with opened() as (app, pilot):
        await choose(app, pilot, words)
        await pilot.pause()
        for key in ("space play", ". step", "> speed"):
            assert (key in bottom(app)) == plays
        assert "v raw" in bottom(app)


async def test_enter_says_what_it_does() -> None:
    async with opened() as (app, pilot):
        assert "enter open" in bottom(app)
        await pilot.press("g")
        await pilot.pause()
        assert "enter fold" in bottom(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "enter unfold" in bottom(app)
        await pilot.press("tab")
        await pilot.pause()
        assert "/ find" in bottom(app)


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (120, 36)])
async def test_a_search_shows_its_keys_and_its_count(size: tuple[int, int]) -> None:
    async with opened(size=size, play=False) as (app, pilot):
        await pilot.press("slash", *"weather")
        await pilot.pause()
        line, keys = bottom(app, 2).splitlines()
        assert line.startswith(" / weather")
        assert "2 of 21" in line
        assert keys.split()[:4] == ["enter", "keep", "esc", "end"]
        await pilot.press("escape", "ctrl+s", "e")
        await pilot.pause()
        assert " found" in bottom(app, 2).splitlines()[0]
        await pilot.press("enter")
        await pilot.pause()
        assert bottom(app).split()[:4] == ["n", "next", "N", "previous"]
        await pilot.press("escape")
        await pilot.pause()
        assert "n next" not in bottom(app)


async def test_what_is_said_stands_there_for_a_moment() -> None:
    async with opened(size=(80, 24)) as (app, pilot):
        app.notify("A word [of] some\x1bthing", timeout=0.5)
        await pilot.pause()
        assert bottom(app).strip() == "A word [of] some␛thing"
        assert not app.screen.query("Toast")
        await until(pilot, lambda: "? help" in bottom(app))
        app.notify("one", timeout=60)
        app.notify("two " * 40, timeout=60)
        await pilot.pause()
        assert bottom(app).rstrip().endswith("…")


async def test_an_error_stays_until_a_key() -> None:
    async with opened(size=(80, 24)) as (app, pilot):
        app.notify("It is broken", severity="error", timeout=0.01)
        await pilot.pause(0.1)
        assert bottom(app).strip() == "It is broken"
        await pilot.press("j")
        await pilot.pause()
        assert "? help" in bottom(app)


def recordings(folder: Path, failing: tuple[int, ...]) -> None:
    for number in range(4):
        text = dumped(chat(f"t.py::t{number}", [message("user", f"Hi {number}")], stream("ok")))
        finish = '"length"' if number in failing else '"stop"'
        (folder / f"{number}.json").write_text(text.replace('"stop"', finish))


@pytest.mark.parametrize(
    ("failing", "keys", "row", "said"),
    [
        ((1, 2), "]", 1, ""),
        ((1, 2), "]]", 2, ""),
        ((1, 2), "]]]", 1, "No further row has a flag (error, length, broken): round to the first"),
        ((1, 2), "[", 2, "round to the last"),
        ((2,), "]]", 2, "No other row has a flag"),
        ((), "]", 0, "No other row has a flag"),
        ((), "nnn", 3, ""),
        ((), "nnnn", 0, "No further recording: round to the first"),
        ((), "N", 3, "No further recording: round to the last"),
    ],
)
async def test_the_end_is_said_and_gone_round(
    failing: tuple[int, ...], keys: str, row: int, said: str, tmp_path: Path
) -> None:
    recordings(tmp_path, failing)
    names = {"]": "right_square_bracket", "[": "left_square_bracket"}
    async with opened(tmp_path, (80, 24), play=False) as (app, pilot):
        await pilot.press(*(names.get(key, key) for key in keys))
        await pilot.pause()
        await until(pilot, lambda: app.session.shown is not None and app.session.shown.path == f"{row}.json")
        assert said in bottom(app)
        assert bool(said) == ("? help" not in bottom(app))


async def test_marks_of_an_answer_go_round() -> None:
    async with opened(size=(80, 24), play=False) as (app, pilot):
        await choose(app, pilot, "confidence")
        await pilot.press("enter", "dollar_sign", "right_square_bracket")
        await pilot.pause()
        assert app.session.player.position == 1
        assert "No further mark (tool call, finish): round to the first" in bottom(app)
        await pilot.press("left_square_bracket")
        await pilot.pause()
        assert app.session.player.position == 19


HEADER = [Part("905 recordings  "), Part("✗ 32 errors  ", "error"), Part("+12 ", "number"), Part("● live 12:00:00  ")]


@pytest.mark.parametrize(
    ("room", "expected"),
    [
        (80, "905 recordings  ✗ 32 errors  +12 ● live 12:00:00  "),
        (31, "905 ✗ 32 +12 ● "),
        (15, "905 ✗ 32 +12 ● "),
        (12, "905 ✗ 32 "),
        (3, ""),
    ],
)
def test_the_header_keeps_figures_and_marks(room: int, expected: str) -> None:
    assert "".join(part.text for part in fitted(HEADER, room)) == expected
