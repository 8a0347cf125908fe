"""Finding in the open recording: where it begins, where it goes on, and where it leads back to."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from recview.display.json_lines import json_lines
from recview.tui.chat_view import ChatView
from recview.tui.json_view import JsonView
from recview.tui.line_view import LineView
from recview.tui.search_box import SearchBox
from tests.demo_recordings import other
from tests.ogx import chat, chunk, delta, dumped, message, stream
from tests.tui.screens import choose, opened, screen_text, until

LONG = [message("user" if turn % 2 else "assistant", f"turn {turn}: the word\n" * 5) for turn in range(40)]


def typed(app: object, keys: str) -> None:
    """Keys that arrive all at once, as over a slow connection."""
    from recview.tui.app import RecviewApp

    assert isinstance(app, RecviewApp)
    names = {"\r": "enter", "/": "slash"}
    for key in keys:
        app.post_message(events.Key(names.get(key, key), key))


async def test_keys_right_after_enter_are_commands() -> None:
    async with opened(play=False) as (app, pilot):
        await pilot.press("tab", "g")
        typed(app, "/e\rnn")
        await until(pilot, lambda: "3 of " in screen_text(app))
        assert app.main.panes.view("chat").finder.needle == "e"


@pytest.mark.parametrize("key", ["tab", "shift+tab", "down", "enter"])
async def test_keys_that_keep_a_search(key: str) -> None:
    async with opened(play=False) as (app, pilot):
        await pilot.press("tab", "slash", "e", key)
        await pilot.pause()
        assert app.focused is app.main.panes.view("chat")
        assert app.main.panes.view("chat").finder.hits


async def test_search_begins_at_the_first_visible_row(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(dumped(chat("t.py::a", LONG, stream("ok"))))
    async with opened(tmp_path, play=False) as (app, pilot):
        view = app.main.panes.view("chat")
        await pilot.press("tab", "g", *["pagedown"] * 4)
        top = view.scroll_offset.y
        await pilot.press("slash", *"word")
        await pilot.pause()
        assert abs(view.scroll_offset.y - top) <= 2
        assert view.finder.current > 10
        hit = view.finder.current
        await pilot.press("enter", "n")
        assert view.finder.current == hit + 1


@pytest.mark.parametrize("key", ["escape", "ctrl+c"])
async def test_escape_leads_back_to_where_the_search_began(tmp_path: Path, key: str) -> None:
    (tmp_path / "a.json").write_text(dumped(chat("t.py::a", LONG, stream("one two three four needle"))))
    async with opened(tmp_path, play=False) as (app, pilot):
        view = app.main.panes.view("chat")
        await pilot.press("tab", "circumflex_accent", "full_stop", "g", "pagedown")
        before = view.scroll_offset.y
        await pilot.press("slash", *"needle")
        await pilot.pause()
        assert app.session.player.position == 5
        await pilot.press(key)
        await until(pilot, lambda: app.session.player.position == 1)
        assert (view.scroll_offset.y, view.finder.needle) == (before, "")
        assert app.focused is view


async def test_places_are_counted_anew_for_another_recording(tmp_path: Path) -> None:
    for name, count in (("a", 9), ("b", 2)):
        recording = chat(f"t.py::{name}", [message("user", "needle " * count)], stream("ok"))
        (tmp_path / f"{name}.json").write_text(dumped(recording))
    async with opened(tmp_path, play=False) as (app, pilot):
        await pilot.press("tab", "slash", *"needle", "enter", "N")
        await pilot.pause()
        assert "9 of 9 found" in screen_text(app)
        app.main.panes.view("tree").action_go("last")
        await until(pilot, lambda: "2 found" in screen_text(app))


async def test_places_stay_right_when_a_tool_call_becomes_whole(tmp_path: Path) -> None:
    def piece(arguments: str) -> dict[str, object]:
        call = {"index": 0, "id": "c", "function": {"name": "f", "arguments": arguments}, "type": "function"}
        return chunk(delta(tool_calls=[call]))

    body = [piece('{"day": 1, '), piece('"city": "Oslo"'), piece("}")]
    (tmp_path / "a.json").write_text(dumped(chat("t.py::a", [message("user", "Hi")], body)))
    async with opened(tmp_path, play=False) as (app, pilot):
        view = app.main.panes.view("chat")
        await pilot.press("tab", "circumflex_accent", "full_stop", "full_stop", "slash", *"city", "enter")
        for keys in ((), ("dollar_sign",), ("comma",)):
            await pilot.press(*keys)
            await pilot.pause()
            marked = [
                view.line(row).text[start:end]
                for row in range(view.line_count())
                for start, end, _ in view.finder.spans_on(row)
            ]
            assert marked == ["city"]


async def test_a_hidden_search_does_not_take_the_key() -> None:
    async with opened(size=(80, 24), play=False) as (app, pilot):
        await pilot.press("tab", "slash", "e", "enter")
        shown = app.session.shown
        await pilot.press("escape", "tab", "slash", "e", "enter")
        app.main.panes.go_to("tree")
        await pilot.pause()
        await pilot.press("n")
        await until(pilot, lambda: app.session.shown != shown and app.session.is_loaded)


@pytest.mark.parametrize(("key", "place"), [("n", 1), ("N", 2)])
async def test_search_goes_on_in_another_recording(tmp_path: Path, key: str, place: int) -> None:
    for name, count in (("a", 9), ("b", 2)):
        recording = chat(f"t.py::{name}", [message("user", "needle " * count)], stream("ok"))
        (tmp_path / f"{name}.json").write_text(dumped(recording))
    async with opened(tmp_path, play=False) as (app, pilot):
        await pilot.press("tab", "slash", *"needle", "enter")
        app.main.panes.view("tree").action_go("last")
        await until(pilot, lambda: "2 found" in screen_text(app))
        await pilot.press(key)
        await pilot.pause()
        assert f"{place} of 2 found" in screen_text(app)


@pytest.mark.parametrize("position", [0, 4])
async def test_escape_from_the_list_of_chunks(position: int) -> None:
    async with opened(play=False) as (app, pilot):
        await pilot.press("s", "tab", "tab", "circumflex_accent", *["full_stop"] * position)
        await pilot.press("slash", *"recorded", "escape")
        await pilot.pause()
        assert app.session.player.position == position


async def test_escape_takes_hold_of_the_playhead_again() -> None:
    async with opened() as (app, pilot):
        view = app.query_one(ChatView)
        await pilot.press("tab", "slash", *"terminal", "escape")
        await pilot.pause()
        assert view.following
        assert app.session.player.playing


async def test_escape_folds_again_what_a_search_unfolded(tmp_path: Path) -> None:
    sent = [message("user", f"needle {turn}") for turn in range(4)]
    (tmp_path / "a.json").write_text(dumped(chat("t.py::a", sent, stream("ok"))))
    async with opened(tmp_path, play=False) as (app, pilot):
        view = app.main.panes.view("side")
        await pilot.press("tab", "tab", "G")
        rows, line = view.line_count(), view.line(view.cursor_row)
        await pilot.press("slash", *"needle")
        await pilot.pause()
        assert view.line_count() > rows
        await pilot.press("escape")
        await pilot.pause()
        assert (view.line_count(), view.line(view.cursor_row)) == (rows, line)


async def test_typing_goes_on_when_the_terminal_had_lost_the_focus() -> None:
    async with opened(play=False) as (app, pilot):
        await pilot.press("tab", "slash", "z")
        app.post_message(events.AppBlur())
        await pilot.pause()
        app.post_message(events.AppFocus())
        await pilot.pause()
        await pilot.press("z", "enter")
        await pilot.pause()
        assert app.main.panes.view("chat").finder.needle == "zz"
        assert app.focused is app.main.panes.view("chat")


async def test_a_click_elsewhere_ends_the_typing_and_keeps_what_was_found() -> None:
    async with opened() as (app, pilot):
        await pilot.press("slash", *"weather")
        await pilot.pause()
        assert app.query_one(SearchBox).is_open
        hint = screen_text(app).splitlines()[-1]
        await pilot.click("#chat", offset=(5, 5))
        await pilot.pause()
        assert "/weather · 2 of 21" in screen_text(app)
        # Keys are commands again, and the line gave its row back.
        assert not app.query_one(SearchBox).region
        assert app.session.player.position == 0
        await pilot.press("full_stop")
        assert app.session.player.position == 1
        assert hint != screen_text(app).splitlines()[-1]


async def test_every_place_in_a_raw_line_is_found(tmp_path: Path) -> None:
    text = "needle " * 700
    (tmp_path / "a.json").write_text(dumped(chat("t.py::a", [message("user", text)], stream("ok"))))
    async with opened(tmp_path, play=False) as (app, pilot):
        await pilot.press("v", "tab", "tab", "slash", *"needle", "enter")
        await pilot.pause()
        assert len(app.main.panes.view("side").finder.hits) == 700


async def test_chunks_are_searched() -> None:
    async with opened(play=False) as (app, pilot):
        await pilot.press("s", "tab", "tab", "slash", *"chunk", "enter")
        await pilot.pause()
        view = app.main.panes.view("side")
        assert [view.line(hit.anchor).text[hit.start : hit.end] for hit in view.finder.hits] == ["chunk"] * len(
            view.finder.hits
        )
        assert view.finder.hits


async def test_words_in_the_place_of_a_page_can_be_searched(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(
        dumped(other("t.py::a", "http://h/x", {"q": "needle"}, {"a": "needle"}, endpoint="/x"))
    )
    async with opened(tmp_path, play=False) as (app, pilot):
        await choose(app, pilot, "a")
        await pilot.press("ctrl+s", *"needle", "enter")
        await pilot.pause()
        view = app.main.panes.view("chat")
        assert isinstance(view, LineView)
        assert len(view.finder.hits) == 2


async def test_escape_folds_again_what_is_there_of_another_document() -> None:
    async with opened(play=False) as (app, pilot):
        view = app.screen.query_one("#request", JsonView)
        view.show(json_lines({"a": [1, 2], "b": {"c": [3]}}))
        await pilot.press("tab", "tab")
        view.action_unfold_all(False)
        before = view.line_count()
        view.finder.begin()
        view.finder.find("3")
        assert view.line_count() > before
        view.show(json_lines({"a": [1], "b": 2}), keep=True)
        view.finder.cancel()
        await pilot.pause()
        assert [view.line(row).text for row in range(view.line_count())] == [
            "{",
            '▸ "a": [ 1 ],',
            '  "b": 2',
            "}",
        ]
