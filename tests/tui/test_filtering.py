"""The filter of the tests: what was pasted finds its recordings, and rows keep their numbers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from recview.model import Source
from tests.ogx import chat, dumped, message, stream
from tests.tui.screens import choose, opened, screen_text, until

TEST = "tests/x.py::test_y[ollama/llama3.2:3b]"


def fill(folder: Path) -> None:
    for number in range(9):
        test = TEST if number < 7 else "tests/x.py::test_z"
        text = dumped(chat(test, [message("user", f"Hi {number}")], stream("ok")))
        (folder / f"{number}{'0123456789abcdef' * 3}.json").write_text(text)


@pytest.mark.parametrize("words", ["40123456789", f"test_y 4{'0123456789abcdef' * 3}.json"])
async def test_a_filtered_row_and_its_title_give_the_same_number(words: str, tmp_path: Path) -> None:
    fill(tmp_path)
    async with opened(tmp_path, (160, 36), play=False) as (app, pilot):
        await choose(app, pilot, words)
        shown = screen_text(app)
        assert "1 of 9" in shown
        assert re.search(r"▶ +5 “Hi 4”", shown)
        assert "test_y[ollama/llama3.2:3b] · 5 of 7" in shown


@pytest.mark.parametrize(("pasted", "count"), [(TEST, 7), ("./8" + "0123456789abcdef" * 3 + ".json", 1)])
@pytest.mark.parametrize("size", [(40, 10), (80, 24), (120, 36), (200, 60)])
async def test_what_is_pasted_is_found(pasted: str, count: int, size: tuple[int, int], tmp_path: Path) -> None:
    fill(tmp_path)
    async with opened(tmp_path, size, play=False) as (app, pilot):
        await choose(app, pilot, pasted)
        assert f"{count} of 9" in screen_text(app)


async def test_a_filter_from_before_its_match_was_read_opens_it(tmp_path: Path) -> None:
    """As when somebody types while the list is still read: the open recording is another, the match comes later."""
    first = chat("tests/x.py::test_z", [message("user", "Hi")], stream("ok"))
    (tmp_path / "0.json").write_text(dumped(first))
    async with opened(tmp_path, watching=True, play=False) as (app, pilot):
        await choose(app, pilot, "test_y")
        (tmp_path / "1.json").write_text(dumped(chat(TEST, [message("user", "Hi")], stream("ok"))))
        await until(pilot, lambda: app.session.is_loaded and app.session.shown == Source("1.json"))
