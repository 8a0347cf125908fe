"""What the user looks at stays: over deletions, renamed folders, other widths, and a stop of the program."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from recview.model import Source
from recview.tui.app import RecviewApp
from recview.tui.chat_view import ChatView
from recview.tui.chunk_list import ChunkList
from recview.tui.copyables import copyables
from recview.tui.first_frame import repaint
from recview.tui.json_view import JsonView
from recview.tui.tree_view import TreeView
from tests.demo_recordings import FOLDER
from tests.ogx import chat, dumped, message, stream
from tests.tui.screens import opened, screen_text, until


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "recordings"))


def there(app: RecviewApp) -> int:
    """How many recordings are on the disk; rows of those that are gone stay."""
    tally = app.session.library.root.tally
    return tally.recordings - tally.gone


def row_under_cursor(app: RecviewApp) -> str:
    """What stands there, without what became of its file."""
    tree = app.query_one(TreeView)
    # Where there is a column of verdicts, a quote is cut a cell earlier: the word in which it is cut does not count.
    text = tree.line(tree.cursor_row).text.partition("…")[0].rpartition(" ")[0]
    return " ".join(word for word in text.split() if word not in "=+≈≠−")


async def to_the_second(app: RecviewApp, pilot: Any) -> Source:
    """The second recording of a test, at its fifth chunk."""
    while "2 of 2" not in screen_text(app):
        await pilot.press("n")
        await until(pilot, lambda: app.session.is_loaded)
    await pilot.press("circumflex_accent", *["full_stop"] * 5)
    await pilot.pause()
    source = app.session.shown
    assert source is not None
    return source


@pytest.mark.parametrize("words", ["", "conversation"])
async def test_root_removed_and_made_again(root: Path, words: str) -> None:
    async with opened(root, watching=True, play=False) as (app, pilot):
        if words:
            await pilot.press("slash", *words, "enter")
            await until(pilot, lambda: app.session.is_loaded)
        source = await to_the_second(app, pilot)
        row = row_under_cursor(app)
        root.rename(root.parent / "away")
        await until(pilot, lambda: app.session.stale == "gone from the disk" and there(app) == 0)
        (root.parent / "away").rename(root)
        await until(pilot, lambda: not app.session.stale and there(app) == 21)
        await pilot.pause()
        assert (app.session.shown, app.session.player.position) == (source, 5)
        assert row_under_cursor(app) == row


async def test_file_deleted_and_made_again(root: Path) -> None:
    async with opened(root, watching=True, play=False) as (app, pilot):
        source = await to_the_second(app, pilot)
        row, text = row_under_cursor(app), (root / source.path).read_text()
        (root / source.path).unlink()
        await until(pilot, lambda: app.session.stale == "gone from the disk")
        (root / source.path).write_text(text)
        await until(pilot, lambda: not app.session.stale)
        await pilot.pause()
        assert (app.session.shown, app.session.player.position) == (source, 5)
        assert row_under_cursor(app) == row


async def test_what_comes_first_later_does_not_take_the_place(root: Path) -> None:
    async with opened(root, watching=True, play=False) as (app, pilot):
        source, row = app.session.shown, row_under_cursor(app)
        (root / "a.json").write_text(dumped(chat("a.py::a", [message("user", "Hi")], stream("ok"))))
        await until(pilot, lambda: len(app.session.library.files) == 22)
        await pilot.pause()
        assert (app.session.shown, row_under_cursor(app)) == (source, row)


async def test_first_recording_of_an_empty_place_opens(tmp_path: Path) -> None:
    async with opened(tmp_path, loads=False, watching=True, play=False) as (app, pilot):
        (tmp_path / "a.json").write_text(dumped(chat("a.py::a", [message("user", "Hi")], stream("ok"))))
        await until(pilot, lambda: app.session.is_loaded)


async def test_folder_renamed(root: Path) -> None:
    async with opened(root.parent, watching=True, play=False) as (app, pilot):
        source = await to_the_second(app, pilot)
        row = row_under_cursor(app)
        root.rename(root.parent / "renamed")
        name = source.path.rpartition("/")[2]
        await until(pilot, lambda: app.session.shown == Source(f"renamed/{name}") and app.session.is_loaded)
        await until(pilot, lambda: there(app) == 21)
        await pilot.pause()
        assert (app.session.player.position, app.session.stale) == (5, "")
        assert row_under_cursor(app).split()[2:] == row.split()[2:]


async def test_text_at_the_top_stays_at_other_widths(tmp_path: Path) -> None:
    said = [
        message("user" if turn % 2 else "assistant", " ".join(f"word{turn}_{n}" for n in range(60)))
        for turn in range(30)
    ]
    (tmp_path / "a.json").write_text(dumped(chat("t.py::a", said, stream("ok"))))
    async with opened(tmp_path, play=False) as (app, pilot):
        view = app.query_one(ChatView)
        await pilot.press("tab", "g", *["pagedown"] * 5)

        def top() -> str:
            return view.line(view.scroll_offset.y).text.split()[-1]

        first = top()
        turn = first.partition("_")[0]
        for keys, size in ((["z"], None), ([], (200, 50)), ([], (90, 30)), (["z"], None), ([], (120, 36))):
            await pilot.press(*keys)
            if size:
                await pilot.resize_terminal(*size)
            await pilot.pause()
            assert any(word.startswith(turn) for word in view.line(view.scroll_offset.y).text.split())
        assert top() == first


async def test_zoom_over_another_recording(tmp_path: Path) -> None:
    said = [message("user" if turn % 2 else "assistant", "word\n" * 4) for turn in range(8)]
    (tmp_path / "a.json").write_text(dumped(chat("t.py::a", said, stream("ok"))))
    (tmp_path / "b.json").write_text(dumped(chat("t.py::b", said[:1], stream("ok"))))
    async with opened(tmp_path, play=False) as (app, pilot):
        await pilot.press("tab", "G", "k", "z", "z", "n")
        await until(pilot, lambda: app.session.is_loaded and app.session.shown == Source("b.json"))
        await pilot.press("z", "z")
        await pilot.pause()
        assert "ok" in screen_text(app)


@pytest.mark.parametrize(("key", "expected"), [("n", 6), ("N", 4)])
async def test_next_after_the_open_one_was_deleted(tmp_path: Path, key: str, expected: int) -> None:
    for number in range(10):
        recording = chat("t.py::a", [message("user", f"{number}")], stream("ok"))
        (tmp_path / f"r{number}.json").write_text(dumped(recording))
    async with opened(tmp_path, watching=True, play=False) as (app, pilot):
        while app.session.shown != Source("r5.json"):
            await pilot.press("n")
            await until(pilot, lambda: app.session.is_loaded)
        (tmp_path / "r5.json").unlink()
        await until(pilot, lambda: app.session.stale == "gone from the disk")
        await pilot.press(key)
        await until(pilot, lambda: app.session.shown == Source(f"r{expected}.json"))


async def test_a_sibling_is_not_taken_for_what_was_deleted(tmp_path: Path) -> None:
    for name in ("azure", "openai"):
        recording = chat(f"t.py::a[{name}/gpt-4o]", [message("user", "Hi")], stream(name))
        (tmp_path / f"{name}.json").write_text(dumped(recording))
    async with opened(tmp_path, watching=True, play=False) as (app, pilot):
        await pilot.press("n")
        await until(pilot, lambda: app.session.shown == Source("openai.json"))
        row, text = row_under_cursor(app), (tmp_path / "openai.json").read_text()
        (tmp_path / "openai.json").unlink()
        await until(pilot, lambda: app.session.stale == "gone from the disk")
        (tmp_path / "openai.json").write_text(text)
        await until(pilot, lambda: not app.session.stale)
        await pilot.pause()
        assert row_under_cursor(app) == row


async def test_folder_without_test_ids_renamed(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    for number in range(5):
        recording = chat(None, [message("user", f"{number}")], stream("ok"))
        (tmp_path / f"x/r{number}.json").write_text(dumped(recording))
    async with opened(tmp_path, watching=True, play=False) as (app, pilot):
        await pilot.press("n", "n")
        await until(pilot, lambda: app.session.is_loaded and app.session.shown == Source("x/r2.json"))
        (tmp_path / "x").rename(tmp_path / "y")
        await until(pilot, lambda: app.session.shown == Source("y/r2.json") and there(app) == 5)
        await pilot.press("n")
        await until(pilot, lambda: app.session.shown == Source("y/r3.json"))


async def test_first_chunk_is_reached_from_before_it() -> None:
    async with opened(play=False) as (app, pilot):
        await pilot.press("s", "tab", "tab", "circumflex_accent")
        for keys in (["down"], ["circumflex_accent", "g"]):
            await pilot.press(*keys)
            await pilot.pause()
            assert app.session.player.position == 1
        await pilot.press("down")
        await pilot.pause()
        assert app.session.player.position == 2


async def test_time_stands_still_while_the_shell_has_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("recview.tui.clock.monotonic", lambda: now[0])
    async with opened() as (app, _):
        app.main.clock.ticked_at = now[0]
        now[0] += 0.11
        app.main.clock.tick()
        position = app.session.player.position
        assert position == 3
        now[0] += 60.0
        repaint(app.main)
        app.main.clock.tick()
        assert app.session.player.position == position


async def test_selection_in_json_is_the_document_s_text(tmp_path: Path) -> None:
    text = "a needle in a long line of many words that has to be wrapped at least once or twice here"
    (tmp_path / "a.json").write_text(dumped(chat("t.py::a", [message("user", text)], stream("ok"))))
    async with opened(tmp_path, play=False) as (app, pilot):
        view = app.query_one("#request", JsonView)
        await pilot.press("tab", "tab", "plus")
        app.screen.get_selected_text()
        view.text_select_all()
        await pilot.pause()
        selected = app.screen.get_selected_text() or ""
        assert text in selected
        assert "▾" not in selected
        assert selected.startswith("POST /v1/v1/chat/completions\nhttp://localhost:11434\n\n{\n")


async def test_played_chunks_are_drawn_as_such() -> None:
    async with opened(play=False) as (app, pilot):
        await pilot.press("s", "tab", "tab", "circumflex_accent")
        await pilot.pause()
        await pilot.press("right_parenthesis")
        await pilot.pause()
        view = app.query_one(ChunkList)
        ghost = view.style("ghost").color
        drawn = app.screen._compositor.render_strips()[view.region.y : view.region.y + 14]
        # As it was painted, not as it would be now: the words of each row after its number.
        inks = [[part.style.color for part in strip if "text" in part.text and part.style] for strip in drawn]
        assert [ghost in row for row in inks] == [False] * 10 + [True] * 4


async def test_help_and_the_copy_menu_take_keys() -> None:
    async with opened(play=False) as (app, pilot):
        await pilot.press("question_mark", "end")
        await pilot.pause()
        assert "In the raw file" in screen_text(app)
        await pilot.press("escape", "y", "down", "enter")
        await pilot.pause()
        assert app.main.last_copy.endswith(".json")


async def test_copies_the_error_of_a_call_that_failed() -> None:
    async with opened(play=False) as (app, pilot):
        await pilot.press("slash", *"rate_limit", "enter")
        await until(pilot, lambda: "429" in screen_text(app) and app.session.is_loaded)
        assert any(key == "a" and text for key, _, text, *_ in copyables(app.main))


async def test_what_is_open_is_in_sight_however_the_list_came(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recview.sources.batches.BATCH_FILES", 5)
    for number in range(50):
        test_id = f"tests/test_{number // 10}.py::test_{number // 2}"
        (tmp_path / f"{number:02}.json").write_text(dumped(chat(test_id, [message("user", "Hi")], stream("ok"))))
    async with opened(tmp_path, play=False) as (app, pilot):
        await pilot.pause()
        assert app.session.shown == Source("00.json")
        assert row_under_cursor(app).startswith("▶ 1 “Hi”")


async def test_a_test_stands_for_its_one_recording_and_a_file_does_not(tmp_path: Path) -> None:
    for number in range(50):
        test_id = f"tests/test_{number}.py::test_{number}"
        (tmp_path / f"{number:02}.json").write_text(dumped(chat(test_id, [message("user", "Hi")], stream("ok"))))
    async with opened(tmp_path, play=False) as (app, _):
        assert row_under_cursor(app).startswith("▶ test_0")
