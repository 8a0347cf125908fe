"""What the arguments ask the screen to begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from recview.model import Source
from recview.tui.beginning import Beginning
from tests.cli.piped import fill, recording
from tests.tui.screens import opened, screen_text, until


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return fill(
        tmp_path,
        {f"{name}.json": recording(f"tests/a.py::test_{name}", f"Answer of {name} in some words") for name in "abcd"},
    )


async def test_the_chosen_recording_is_opened_and_has_the_cursor(tree: Path) -> None:
    async with opened(tree, beginning=Beginning(Source("c.json"))) as (app, pilot):
        assert app.session.shown == Source("c.json")
        leaf = app.main.test_tree.announcer.leaf()
        assert leaf is not None
        assert leaf.entry.source == Source("c.json")
        assert app.main.test_tree.cursor.is_held
        await pilot.press("down")
        await until(pilot, lambda: app.session.shown == Source("d.json"))


def test_until_it_has_its_row_no_other_is_opened_by_itself() -> None:
    beginning = Beginning(Source("c.json"))
    assert not beginning.allows(Source("a.json"))
    assert beginning.allows(Source("c.json"))
    beginning.take_cursor()
    assert beginning.allows(Source("a.json"))
    assert Beginning().allows(Source("a.json"))


async def test_a_chosen_recording_that_is_not_there_gives_way(tree: Path) -> None:
    async with opened(tree, beginning=Beginning(Source("gone.json")), loads=False) as (app, pilot):
        await pilot.press("down")
        await until(pilot, lambda: app.session.is_loaded and app.session.shown == Source("b.json"))


async def test_it_opens_at_a_chunk_and_does_not_play(tree: Path) -> None:
    async with opened(tree, beginning=Beginning(Source("b.json"), 3)) as (app, pilot):
        await until(pilot, lambda: app.session.player.position == 3)
        assert not app.session.player.playing
        # Once: the next recording begins as any other.
        await pilot.press("down")
        await until(pilot, lambda: app.session.shown == Source("c.json"))
        assert app.session.player.position in (0, 1)


async def test_a_chunk_that_is_not_there_is_said(tree: Path) -> None:
    async with opened(tree, beginning=Beginning(None, 99)) as (app, pilot):
        await until(pilot, lambda: "chunks, and none with the number 99" in screen_text(app))
        assert app.session.player.at_end


async def test_the_query_is_there_from_the_start(tree: Path) -> None:
    async with opened(tree, beginning=Beginning(query="test_c")) as (app, pilot):
        assert app.session.shown == Source("c.json")
        assert "/test_c · 1 of 4" in screen_text(app)
        await pilot.press("escape")
        await until(pilot, lambda: "/test_c" not in screen_text(app))


async def test_a_query_without_a_match_says_so(tree: Path) -> None:
    async with opened(tree, beginning=Beginning(query="nothing"), loads=False) as (app, pilot):
        await until(pilot, lambda: "Nothing matches /nothing" in screen_text(app))
        assert "Reading" not in screen_text(app)


async def test_a_notice_is_shown(tree: Path) -> None:
    async with opened(tree, beginning=Beginning(notice="b is taken as a path")) as (app, pilot):
        await until(pilot, lambda: "b is taken as a path" in screen_text(app))
