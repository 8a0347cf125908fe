"""The app through a pilot: keys in, screen and state out."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

import pytest

from recview.model import Source
from recview.tui.app import RecviewApp
from recview.tui.commands.replay import seek
from recview.tui.json_view import JsonView
from recview.tui.line_view import LineView
from recview.tui.raw_view import RawView
from tests import hostile
from tests.demo_recordings import FOLDER, other
from tests.formats.fixtures import fixture
from tests.ogx import chat, chunk, delta, dumped, message, stream, typed
from tests.tui.screens import choose, opened, screen_text, shown_by, until


async def test_first_recording_opens_and_plays_from_its_start() -> None:
    async with opened() as (app, pilot):
        assert app.session.player.playing
        assert app.session.player.position == 0
        app.main.clock.advance(0.1)
        assert app.session.player.position == 3
        app.main.clock.advance(60)
        await pilot.pause()
        assert app.session.player.at_end
        assert not app.session.player.playing
        assert "stop" in screen_text(app)


async def test_no_play_opens_at_the_end() -> None:
    async with opened(play=False) as (app, _):
        assert app.session.player.at_end


TRANSPORT_KEYS = [
    (["full_stop", "full_stop"], 2),
    (["full_stop", "comma"], 0),
    (["right_parenthesis"], 10),
    (["dollar_sign", "left_parenthesis"], 10),
    (["5"], 10),
    (["dollar_sign"], 20),
    (["dollar_sign", "circumflex_accent"], 0),
    (["dollar_sign", "space"], 0),
    (["tab", "right", "right", "left"], 1),
    (["tab", "end"], 20),
    (["tab", "end", "home"], 0),
    (["right_square_bracket"], 20),
    (["tab", "right_square_bracket"], 1),
    (["tab", "right_square_bracket", "right_square_bracket"], 19),
    (["tab", "dollar_sign", "left_square_bracket"], 19),
]
"""Keys, and the position that they lead to: from the beginning, or where they seek onwards from it."""


async def test_transport_keys() -> None:
    async with opened(play=False) as (app, pilot):
        await choose(app, pilot, "confidence")
        positions = []
        for keys, _ in TRANSPORT_KEYS:
            app.main.panes.go_to("tree")
            seek(app.main, 0 if keys[0] != "right_square_bracket" else -1)
            await pilot.press(*keys)
            await pilot.pause()
            positions.append((keys, app.session.player.position))
            if app.session.player.playing:
                await pilot.press("space")
    assert positions == TRANSPORT_KEYS


async def test_speed_changes_while_playing() -> None:
    async with opened() as (app, pilot):
        await pilot.press("greater_than_sign", "greater_than_sign")
        assert app.session.player.speed == 4
        assert app.session.player.playing
        await pilot.press(*["less_than_sign"] * 9)
        assert app.session.player.speed == 0.25
        assert "¼×" in screen_text(app)


async def test_panels_show_the_state_at_the_playhead() -> None:
    async with opened(play=False) as (app, pilot):
        await choose(app, pilot, "parallel")
        await pilot.press("circumflex_accent", "c")
        await pilot.pause()
        assert re.search(r"output +·", screen_text(app))
        assert "Before the first chunk" in screen_text(app)
        await pilot.press("full_stop")
        await pilot.pause()
        assert "chunk 1 of" in screen_text(app)
        await pilot.press("dollar_sign")
        await pilot.pause()
        shown = screen_text(app)
        assert not re.search(r"output +·", shown)
        assert "tool_calls" in shown


async def test_tool_call_is_raw_while_it_grows_and_json_once_complete() -> None:
    async with opened(play=False) as (app, pilot):
        await choose(app, pilot, "parallel")
        seek(app.main, 3)
        await pilot.pause()
        assert '{"city": "Pari' in screen_text(app)
        seek(app.main, -1)
        await pilot.pause()
        assert '"city": "Paris",' in screen_text(app)


async def test_filter_narrows_and_escape_ends_it() -> None:
    async with opened() as (app, pilot):
        await choose(app, pilot, "weather par")
        assert "2 of 21" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "2 of 21" not in screen_text(app)
        await pilot.press("slash", "q", "x", "q", "enter")
        await pilot.pause()
        assert "Nothing matches" in screen_text(app)


async def test_find_moves_between_hits_and_opens_folds() -> None:
    async with opened(play=False) as (app, pilot):
        await choose(app, pilot, "parallel")
        await pilot.press("n")
        await until(pilot, lambda: app.session.is_loaded)
        await pilot.press("tab", "g", "slash", *"oslo", "enter")
        await pilot.pause()
        assert "1 of " in screen_text(app)
        await pilot.press("n")
        await pilot.pause()
        assert "2 of " in screen_text(app)
        await pilot.press("escape", "tab", "r", "slash", *"umbrella", "enter")
        await pilot.pause()
        assert "umbrella" in screen_text(app).split("Request")[-1]


async def test_find_beyond_the_playhead_seeks_there() -> None:
    async with opened(play=False) as (app, pilot):
        await choose(app, pilot, "confidence")
        await pilot.press("circumflex_accent", "tab", "slash", *"dwarf", "enter")
        await pilot.pause()
        assert app.session.player.position == 16
        assert "dwarf" in screen_text(app)


async def test_scrolling_up_lets_go_of_the_tail() -> None:
    async with opened(size=(80, 24), play=False) as (app, pilot):
        await choose(app, pilot, "parallel")
        await pilot.press("n")
        await until(pilot, lambda: app.session.is_loaded)
        await pilot.press("enter", "circumflex_accent", "up", "up", "up", "up")
        top = app.main.panes.view("chat").scroll_offset.y
        await pilot.press("full_stop", "full_stop", "full_stop")
        await pilot.pause()
        assert app.main.panes.view("chat").scroll_offset.y == top
        await pilot.press("G")
        await pilot.pause()
        assert top < app.main.panes.view("chat").scroll_offset.y == app.main.panes.view("chat").max_scroll_y
        await pilot.press("dollar_sign")
        await pilot.pause()
        assert "■ stop" in shown_by(app, app.main.panes.view("chat"))
        # It follows the tail again.
        await pilot.press("circumflex_accent", "full_stop")
        await pilot.pause()
        assert "▎ In" in shown_by(app, app.main.panes.view("chat"))


async def test_reload_keeps_position_cursor_and_branches(tmp_path: Path) -> None:
    root = tmp_path / "recordings"
    shutil.copytree(FOLDER, root)
    async with opened(root, watching=True, play=False) as (app, pilot):
        await choose(app, pilot, "scripts")
        await pilot.press("escape", "5")
        position, row = app.session.player.position, app.main.panes.view("tree").cursor_row
        assert app.session.shown is not None
        path = root / app.session.shown.path
        text = path.read_text()
        path.write_text(text.replace("fp_demo", "fp_again"))
        before = app.session.opened
        await until(pilot, lambda: app.session.opened is not before)
        assert app.session.player.position == position
        assert app.main.panes.view("tree").cursor_row == row
        path.write_text(text[:600])
        await until(pilot, lambda: app.session.stale != "")
        assert "last content" in screen_text(app)
        path.unlink()
        await until(pilot, lambda: app.session.stale.startswith("gone"))
        path.write_text(text)
        await until(pilot, lambda: not app.session.stale)
        assert app.session.player.position == position


@pytest.mark.slow
async def test_hostile_folder_opens_page_by_page(tmp_path: Path) -> None:
    hostile.write(tmp_path / "recordings", large=100_000_000)
    async with opened(tmp_path / "recordings") as (app, pilot):
        seen = set()
        for _ in range(40):
            await pilot.press("n", "r", "s", "c", "v")
            await pilot.pause()
            await until(pilot, lambda: app.session.is_loaded)
            seen.add(app.session.shown)
            assert screen_text(app).strip()
            assert "\x1b" not in screen_text(app)
        assert len(seen) >= 24


async def test_credentials_are_covered_until_asked_for() -> None:
    async with opened(play=False) as (app, pilot):
        await choose(app, pilot, "running")
        assert "demo-not" not in screen_text(app)
        await pilot.press("v")
        await pilot.pause()
        assert "demo-not" not in screen_text(app)
        await pilot.press("z", "x", "r")
        await pilot.pause()
        assert "demo-not-a-real-token" in screen_text(app)


async def test_raw_file_pages_through_large_files(tmp_path: Path) -> None:
    hostile.write(tmp_path, large=100_000_000)
    async with opened(tmp_path) as (app, pilot):
        await choose(app, pilot, "large.json")
        assert "larger than" in screen_text(app)
        await pilot.press("v", "tab", "tab", "right_curly_bracket")
        await until(pilot, lambda: "262,144–524,288" in screen_text(app))


def app_words(app: RecviewApp) -> str:
    """All that the app has said."""
    return "\n".join(notification.message for notification in app._notifications)


def notified(app: RecviewApp) -> list[str]:
    return [notification.message.partition(":")[0] for notification in app._notifications]


async def test_keys_that_can_do_nothing_say_why() -> None:
    async with opened(size=(80, 24)) as (app, pilot):
        await pilot.press("z")
        assert notified(app) == ["This terminal has room for one pane at a time"]
        await pilot.press("v", "right_curly_bracket")
        await pilot.pause()
        assert notified(app) == ["There is no more of the file in that direction"]


async def test_one_pane_tells_of_a_filter() -> None:
    async with opened(size=(80, 24)) as (app, pilot):
        await choose(app, pilot, "weather")
        assert "/weather · 2 of 21" in screen_text(app).splitlines()[1]
        await pilot.press("tab")
        await pilot.pause()
        assert "/weather" not in screen_text(app)


async def test_the_place_stands_apart_from_the_counts(tmp_path: Path) -> None:
    place = tmp_path / ("long" * 40)
    place.mkdir()
    (place / "a.json").write_text(dumped(chat("t.py::a", [message("user", "Hi")], stream("ok"))))
    async with opened(place, size=(80, 24)) as (app, pilot):
        await pilot.pause()
        assert "g  1 recording" in screen_text(app).splitlines()[0]


async def test_the_raw_text_of_a_packed_file_says_so(tmp_path: Path) -> None:
    packed = gzip.compress(dumped(chat("t.py::a", [message("user", "Hi")], stream("ok"))).encode())
    (tmp_path / "a.jsonl.gz").write_bytes(packed)
    async with opened(tmp_path) as (app, pilot):
        await pilot.press("v")
        await pilot.pause()
        assert "KB, unpacked" in screen_text(app)


async def test_raw_text_is_copied_without_line_ends_where_a_line_was_cut(tmp_path: Path) -> None:
    text = dumped(chat("t.py::a", [message("user", "many words " * 500)], stream("ok")))
    assert max(map(len, text.splitlines())) > 4_000
    (tmp_path / "a.json").write_text(text)
    async with opened(tmp_path) as (app, pilot):
        await pilot.press("v")
        await pilot.pause()
        app.query_one(RawView).text_select_all()
        await pilot.pause()
        assert app.screen.get_selected_text() == text.removesuffix("\n")


async def test_the_chunk_of_a_card_is_its_body(tmp_path: Path) -> None:
    body = {"object": "list", "data": [{"object": "model", "id": "the-only-model"}]}
    (tmp_path / "a.json").write_text(dumped(other("t.py::a", "http://h/v1/models", {}, body, endpoint="/v1/models")))
    async with opened(tmp_path) as (app, pilot):
        await pilot.press("c")
        await pilot.pause()
        assert app.query_one("#chunk").display
        assert "the-only-model" in shown_by(app, app.query_one("#chunk"))


async def test_an_error_and_a_finish_in_one_chunk_are_both_at_the_playhead(tmp_path: Path) -> None:
    last = chunk(delta(finish="error"), error={"type": "overloaded", "message": "Broke down"})
    (tmp_path / "a.json").write_text(dumped(chat("t.py::a", [message("user", "Hi")], [last])))
    async with opened(tmp_path, play=False) as (app, pilot):
        await pilot.pause()
        facts = shown_by(app, app.query_one("#facts"))
        assert re.search(r"error +overloaded", facts)
        assert re.search(r"finish +error", facts)


async def test_the_raw_text_of_a_cassette_opens_at_the_call(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(fixture("vcrpy"))
    async with opened(tmp_path) as (app, pilot):
        await pilot.press("v", "n")
        await until(pilot, lambda: app.session.shown == Source("a.yaml", 1) and app.session.is_loaded)
        raw = app.query_one(RawView)
        assert raw.scroll_offset.y == raw.cursor_row > 0
        assert raw.line(raw.cursor_row).text == "- request:"


async def test_a_call_that_ends_an_answer_has_both_marks(tmp_path: Path) -> None:
    calls = [{"id": f"c{place}", "function": {"name": "f", "arguments": "{}"}} for place in range(2)]
    message_ = {"role": "assistant", "content": None, "tool_calls": calls}
    body = typed("chat.ChatCompletion", {"choices": [{"index": 0, "message": message_, "finish_reason": "tool_calls"}]})
    (tmp_path / "a.json").write_text(dumped(chat("t.py::a", [message("user", "Hi")], body, streaming=False)))
    async with opened(tmp_path, play=False) as (app, pilot):
        await pilot.pause()
        timeline = next(line for line in screen_text(app).splitlines() if "■█" in line)
        assert timeline.count("▲█") == 1
        assert "▲■█" in timeline


async def test_where_a_cell_has_room_for_one_mark_the_last_counts(tmp_path: Path) -> None:
    calls = [chunk(delta(tool_calls=[{"index": n, "id": f"c{n}", "function": {"name": "f"}}])) for n in range(300)]
    body = [*calls, chunk(delta(finish="tool_calls"))]
    (tmp_path / "a.json").write_text(dumped(chat("t.py::a", [message("user", "Hi")], body)))
    async with opened(tmp_path, play=False) as (app, pilot):
        await pilot.pause()
        bar = shown_by(app, app.query_one("#transport")).splitlines()[0].strip()
        assert set(bar[:-1]) == {"▲"}
        assert bar[-1] == "■"


async def test_empty_folder_teaches(tmp_path: Path) -> None:
    async with opened(tmp_path, loads=False) as (app, pilot):
        await pilot.pause()
        assert "No recordings in" in screen_text(app)
        assert "--demo" in screen_text(app)


PANES = [
    *(("tab", "chat"), ("tab", "request"), ("tab", "tree")),
    *(("r", "request"), ("s", "chunks"), ("c", "chunk"), ("v", "raw"), ("escape", "tree")),
]
"""Keys one after the other, and the view that is then on the screen, alone or among others."""


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60), (40, 10), (20, 5), (100, 30)])
async def test_every_size_shows_every_pane(size: tuple[int, int]) -> None:
    async with opened(size=size, play=False) as (app, pilot):
        for key, name in PANES:
            await pilot.press(key)
            await pilot.pause()
            view = app.query_one(f"#{name}", LineView)
            shown, top = shown_by(app, view), view.scroll_offset.y
            assert shown, key
            # One row may be a blank one.
            assert shown.strip() or len(shown.splitlines()) == 1, key
            rows = range(top, min(top + view.size.height, view.line_count()))
            assert [row for row in rows if view.line(row).text.strip()[:6] not in shown] == [], key


async def test_copy_hands_over_the_recorded_text(tmp_path: Path) -> None:
    recording = chat("tests/a.py::test_a", [message("user", "Hi")], stream("a\x1b[31mb\tc 北京"))
    (tmp_path / "a.json").write_text(dumped(recording))
    async with opened(tmp_path, play=False) as (app, pilot):
        await pilot.press("y", "a")
        await pilot.pause()
        assert app.main.last_copy == "a\x1b[31mb\tc 北京"
        await pilot.press("y", "t")
        await pilot.pause()
        assert app.main.last_copy == "tests/a.py::test_a"
        await pilot.press("y", "p")
        await pilot.pause()
        assert app.main.last_copy == str(tmp_path / "a.json")


@pytest.mark.parametrize(("pane", "first"), [("tree", "the test id"), ("chat", "the answer")])
async def test_the_copy_menu_begins_with_what_is_wanted_most(tmp_path: Path, pane: str, first: str) -> None:
    (tmp_path / "a.json").write_text(dumped(chat("t.py::a", [message("user", "Hi")], stream("ok"))))
    async with opened(tmp_path, play=False) as (app, pilot):
        await pilot.press(*([] if pane == "tree" else ["tab"]), "y", "enter")
        await until(pilot, lambda: f"bytes sent to the terminal: {first}" in app_words(app))
        assert app.main.last_copy == {"tree": "t.py::a", "chat": "ok"}[pane]


async def test_selection_copies_what_was_recorded_without_margins(tmp_path: Path) -> None:
    text = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    (tmp_path / "a.json").write_text(dumped(chat("t.py::a", [message("user", text)], stream("ok"))))
    async with opened(tmp_path, play=False) as (app, pilot):
        await pilot.mouse_down("#chat", offset=(5, 1))
        await pilot.hover("#chat", offset=(30, 2))
        await pilot.mouse_up("#chat", offset=(30, 2))
        selected = app.screen.get_selected_text()
        assert selected
        assert selected in text


async def test_mouse_folds_chooses_and_seeks() -> None:
    async with opened(play=False) as (app, pilot):
        rows = app.main.panes.view("tree").line_count()
        await pilot.click("#tree", offset=(3, 1))
        await pilot.pause()
        assert app.main.panes.view("tree").line_count() < rows
        await pilot.click("#transport", offset=(2, 0))
        await pilot.pause()
        assert 0 < app.session.player.position < app.session.player.total
        assert not app.query_one("#chunks").display
        await pilot.click("#side-tabs", offset=(13, 0))
        await pilot.pause()
        assert "1 text      “" in shown_by(app, app.query_one("#chunks"))


async def test_json_folds_and_wraps() -> None:
    async with opened(play=False) as (app, pilot):
        await choose(app, pilot, "parallel")
        await pilot.press("tab", "tab")
        view = app.main.panes.view("side")
        assert isinstance(view, JsonView)
        before = view.line_count()
        await pilot.press("plus")
        assert view.line_count() > before
        assert '"name": "get_weather"' in shown_by(app, view)
        await pilot.press("minus", "g")
        await pilot.pause()
        assert '"name": "get_weather"' not in shown_by(app, view)
        assert '"llama3.2:3b-instruct-fp16"' in shown_by(app, view)
        await pilot.press("w")
        await pilot.pause()
        assert '"llama3.2:3b-instruct-fp16"' not in shown_by(app, view)
        await pilot.press("w", "down", "down", "down", "down", "enter")
        await pilot.pause()
        assert '{ "model": "llama3.2' in shown_by(app, view)
        assert '"stream"' not in shown_by(app, view)


async def test_help_and_palette_open_and_close() -> None:
    async with opened() as (app, pilot):
        await pilot.press("question_mark")
        await pilot.pause()
        assert "Play or pause" in screen_text(app)
        await pilot.press("q")
        await pilot.press("ctrl+p")
        await pilot.pause(0.1)
        await pilot.press(*"ghost", "enter")
        await until(pilot, lambda: app.session.ghost)


async def test_file_that_stays_broken_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recview.live.half_written.BROKEN_AFTER_S", 0.2)
    path = tmp_path / "a.json"
    path.write_text(dumped(chat("t.py::a", [message("user", "Hi")], stream("ok"))))
    async with opened(tmp_path, watching=True, play=False) as (app, pilot):
        path.write_text('{"request": {')
        # "being written" is said for a moment only, which a busy machine may miss.
        await until(pilot, lambda: "ends early" in app.session.stale)
        assert app.session.opened is not None


async def test_search_without_hits_stays_where_it_is() -> None:
    async with opened(play=False) as (app, pilot):
        shown = app.session.shown
        await pilot.press("ctrl+s", *"xyzzy", "enter", "n")
        await pilot.pause()
        assert app.session.shown == shown
        await pilot.press("escape", "escape", "slash", *"zzzz", "enter", "n", "escape")
        await pilot.pause()
        assert app.session.shown == shown


async def test_one_pane_shows_the_playhead_beside_its_tabs() -> None:
    async with opened(size=(80, 24), play=False) as (app, pilot):
        await pilot.press("s", "5", "greater_than_sign")
        await pilot.pause()
        assert "15/31 2×" in screen_text(app)
        await pilot.press("slash", *"chunk", "enter")
        await pilot.pause()
        assert "found" in screen_text(app).splitlines()[1]


async def test_the_border_says_where_in_the_json_the_cursor_is() -> None:
    async with opened(play=False) as (app, pilot):
        await choose(app, pilot, "parallel")
        await pilot.press("r", "tab", "tab", *["j"] * 5)
        await pilot.pause()
        side = app.query_one("#side")
        assert str(side.border_subtitle) == "model   25 characters"
        await pilot.press("shift+tab")
        await pilot.pause()
        assert not side.border_subtitle


@pytest.mark.parametrize(("width", "shown"), [(40, "Response"), (40, "Raw"), (30, "Chunk"), (80, "Raw")])
async def test_the_tab_line_always_names_the_pane_that_is_shown(width: int, shown: str) -> None:
    async with opened(size=(width, 10), play=False) as (app, pilot):
        await pilot.press({"Response": "s", "Raw": "v", "Chunk": "c"}[shown])
        await pilot.pause()
        assert f" {shown} " in shown_by(app, app.query_one("#tabs"))
        await pilot.resize_terminal(120, 30)
        await pilot.pause()
        await pilot.resize_terminal(width, 10)
        await pilot.pause()
        assert f" {shown} " in shown_by(app, app.query_one("#tabs"))
