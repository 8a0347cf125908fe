"""From call to call of a test, from word to word of an answer, and between a chunk and its text."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from recview.tui.app import RecviewApp
from tests.ogx import chat, chunk, delta, dumped, message
from tests.tui.screens import opened, screen_text, shown_by, until

TEST = "a/test_a.py::test_weather[m]"
SYSTEM, ROME = message("system", "Be brief, and do not guess."), message("user", "The weather in Rome?")
PIECES = ("It", " is", " sun", "ny in", " Rome", ".")


def fill(folder: Path) -> None:
    """Four calls of a test in two chains whose names do not tell them apart, and one call of another test."""
    kind = message("system", "Be kind.")
    more = [message("assistant", "It is sunny."), message("user", "And tomorrow?")]
    sent = {
        "1": [SYSTEM, ROME],
        "2": [kind, ROME],
        "3": [kind, ROME, message("assistant", "Sunny!"), message("user", "And in Paris?")],
        "4": [SYSTEM, ROME, *more],
    }
    for name, messages in sent.items():
        answer = [chunk(delta(content=piece)) for piece in PIECES] + [chunk(delta(finish="stop"))]
        (folder / f"{name}.json").write_text(dumped(chat(TEST, messages, answer)))
    (folder / "5.json").write_text(dumped(chat("a/test_a.py::test_z", [ROME], [chunk(delta(content="Other"))])))


async def press(app: RecviewApp, pilot: Pilot[None], *keys: str) -> str:
    """Press keys; returns the file that is open then."""
    for key in keys:
        await pilot.press(key)
        await until(pilot, lambda: app.session.is_loaded)
    assert app.session.shown
    return app.session.shown.path


async def test_keys_walk_through_the_calls_of_a_test(tmp_path: Path) -> None:
    fill(tmp_path)
    async with opened(tmp_path, play=False) as (app, pilot):
        assert "1 of 4, order inferred" in screen_text(app)
        walked = [await press(app, pilot, "J") for _ in range(3)]
        assert walked == ["4.json", "2.json", "3.json"], "each chain in one piece"
        assert "4 of 4" in screen_text(app)
        assert await press(app, pilot, "J") == "3.json"
        assert "The last of 4 calls of this test" in screen_text(app)
        assert await press(app, pilot, "K", "K", "K", "K") == "1.json"
        assert "The first of 4 calls" in screen_text(app)
        assert app.main.panes.focused == "tree"


async def test_from_the_conversation_the_list_goes_along(tmp_path: Path) -> None:
    fill(tmp_path)
    async with opened(tmp_path, play=False) as (app, pilot):
        await press(app, pilot, "enter", "J")
        assert app.main.panes.focused == "chat"
        assert app.main.test_tree.cursor.key[-1] == "4.json#0"


async def test_the_only_call_of_a_test_says_so(tmp_path: Path) -> None:
    fill(tmp_path)
    async with opened(tmp_path, play=False) as (app, pilot):
        await press(app, pilot, *["n"] * 4)
        assert await press(app, pilot, "J") == "5.json"
        assert "The only call of this test" in screen_text(app)
        assert "inferred" not in screen_text(app)


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_what_an_earlier_call_sent_is_dimmed_and_folds(size: tuple[int, int], tmp_path: Path) -> None:
    fill(tmp_path)
    async with opened(tmp_path, size, play=False) as (app, pilot):
        await press(app, pilot, "enter")
        assert "as in call" not in screen_text(app)
        await press(app, pilot, "o")
        assert "Nothing here is known to repeat" in screen_text(app)
        await press(app, pilot, "J")
        assert "2 messages as in call 1" in screen_text(app)
        assert "do not guess" in shown_by(app, app.main.chat)
        await press(app, pilot, "o")
        assert "do not guess" not in shown_by(app, app.main.chat)
        assert "o shows them" in screen_text(app)
        assert "It is sunny." in shown_by(app, app.main.chat), "the answer that came is not folded"
        await press(app, pilot, "slash", *"guess", "enter")
        assert "do not guess" in shown_by(app, app.main.chat), "a search shows what was folded"


async def test_words_lead_to_their_chunks(tmp_path: Path) -> None:
    fill(tmp_path)
    async with opened(tmp_path, play=False) as (app, pilot):
        await press(app, pilot, "c", "enter", "0")
        positions = []
        for _ in range(5):
            await press(app, pilot, "w")
            positions.append(app.session.player.position)
        assert positions == [1, 2, 3, 4, 5], "It, is, sunny, in, Rome."
        assert "chunk 5 of 7" in screen_text(app)
        assert "It is sunny in Rome." in shown_by(app, app.main.chat), "the rest is shown around the word"
        await press(app, pilot, "w")
        assert "No further word" in screen_text(app)
        await press(app, pilot, "W", "W")
        assert app.session.player.position == 3
        await press(app, pilot, "comma")
        assert "It is▌" in shown_by(app, app.main.chat), "another step shows only what was played"


async def test_another_recording_has_no_chosen_word(tmp_path: Path) -> None:
    fill(tmp_path)
    async with opened(tmp_path, play=False) as (app, pilot):
        await press(app, pilot, "enter", "W", "J", "0", *["full_stop"] * 5)
        assert app.session.player.position == 5
        assert "It is sunny in Rome▌" in shown_by(app, app.main.chat)


async def test_a_click_on_a_word_leads_to_its_chunk(tmp_path: Path) -> None:
    fill(tmp_path)
    async with opened(tmp_path, play=False) as (app, pilot):
        rows = shown_by(app, app.main.chat).split("\n")
        y, x = next((y, row.index("sunny") + 3) for y, row in enumerate(rows) if "It is sunny" in row)
        await pilot.click(app.main.chat, offset=(x, y))
        await pilot.pause()
        assert app.session.player.position == 3, "the chunk with which the word begins"
        y, x = next((y, row.index("guess")) for y, row in enumerate(rows) if "guess" in row)
        await pilot.click(app.main.chat, offset=(x, y))
        assert app.session.player.position == 3, "no chunk brought what was sent"


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_enter_leads_from_a_chunk_to_its_text(size: tuple[int, int], tmp_path: Path) -> None:
    fill(tmp_path)
    async with opened(tmp_path, size, play=False) as (app, pilot):
        await press(app, pilot, "enter", "s")
        assert app.main.panes.focused == "side"
        await press(app, pilot, "g", "down", "enter")
        assert (app.main.panes.focused, app.session.player.position) == ("chat", 2)
        assert "It is sunny in Rome." in shown_by(app, app.main.chat)
        await press(app, pilot, "c", "G", "k", "k", "enter")
        assert str(app.main.panes.focused) == "chat", "in a chunk's JSON a value leads to the text, too"
        await press(app, pilot, "s", "G", "enter")
        assert "This chunk brought no text" in screen_text(app)
