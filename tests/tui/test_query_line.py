"""The query of the list, as a user types it: what the list, the line and the bottom of the screen show."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widget import Widget

from recview.tui import name_work
from recview.tui.app import RecviewApp
from tests.ogx import chat, chunk, delta, dumped, failed, message, stream
from tests.tui.screens import opened, screen_text, shown_by, until

HI = [message("user", "Hi")]
CALL = {"index": 0, "id": "call_1", "type": "function", "function": {"name": "get_weather", "arguments": "{}"}}

RECORDINGS = {
    "a": chat("t/a.py::test_plain", HI, stream("The weather is fine today")),
    "b": chat("t/a.py::test_cut", HI, stream("It never en", finish="length")),
    "c": chat("t/a.py::test_length", HI, stream("Nothing to see")),
    "d": chat(
        "t/b.py::test_tool", HI, [chunk(delta(tool_calls=[CALL], role="assistant")), chunk(delta(finish="tool_calls"))]
    ),
    "e": failed(chat("t/b.py::test_error", HI, None), "RateLimitError", "too many", 429),
    "f": chat("t/b.py::test_last", [message("user", "How is the weather?")], stream("No idea about weather")),
}


@asynccontextmanager
async def listed(folder: Path, **options: object) -> AsyncIterator[tuple[RecviewApp, Pilot[None]]]:
    """The app over the recordings, all of them decoded."""
    for name, recording in RECORDINGS.items():
        (folder / f"{name}.json").write_text(dumped(recording))
    async with opened(folder, **{"size": (140, 36), "play": False, "idle": True, **options}) as (app, pilot):  # type: ignore[arg-type]
        yield app, pilot


async def type_query(app: RecviewApp, pilot: Pilot[None], text: str) -> None:
    """Open the line, and type; pasted, since each typed letter is a frame."""
    if not app.main.search_box.is_open:
        await pilot.press("slash")
    app.main.search_box.select_all()
    app.post_message(events.Paste(text))
    await until(pilot, lambda: app.main.test_tree.filtering.query.text == text)


def line(app: RecviewApp) -> str:
    """The line that takes the query, with what stands beside it."""
    return shown_by(app, app.main.search_line)


def rows(app: RecviewApp) -> list[str]:
    """The paths of the recordings that the list has, in no order."""
    root = app.main.test_tree.filtering.rows.root
    return sorted(root.store.paths[row].removesuffix(".json") for row in root.members)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("finish:length", ["b"]),
        ("is:error", ["e"]),
        ("tool:get_weather", ["d"]),
        ("get_weather", ["d"]),
        ("test_a OR test_last", ["f"]),
        ("finish:stop -test_plain", ["c", "f"]),
        ("text:weather", ["a", "d", "f"]),
        ('answer:"weather is"', ["a"]),
        ("t/b.py::test_tool", ["d"]),
        ("status:>=400", ["e"]),
    ],
)
async def test_a_query_filters_as_it_is_typed(query: str, expected: list[str], tmp_path: Path) -> None:
    async with listed(tmp_path) as (app, pilot):
        await type_query(app, pilot, query)
        await until(pilot, lambda: rows(app) == expected)
        assert f"{len(expected)} of 6" in line(app)


async def test_what_is_wrong_is_cut_where_it_has_no_room_and_the_keys_are_not(tmp_path: Path) -> None:
    async with listed(tmp_path, size=(80, 24)) as (app, pilot):
        await type_query(app, pilot, "is:")
        hints = shown_by(app, app.main.hints)
        assert hints.startswith(" ✗ is: has no value: one of stream, plain")
        assert re.search(r"…  tab is:\w+ \d   esc end +$", hints)


async def test_the_line_opens_with_its_own_keys_not_those_of_what_was_typed_before(tmp_path: Path) -> None:
    async with listed(tmp_path) as (app, pilot):
        await type_query(app, pilot, "fini")
        assert "tab finish:" in shown_by(app, app.main.hints)
        await pilot.press("escape")
        app.notify("something else", timeout=60)
        await pilot.press("slash")
        hints = shown_by(app, app.main.hints)
        assert "enter keep   esc end" in hints
        assert "finish:" not in hints


async def test_a_wrong_expression_names_what_to_write(tmp_path: Path) -> None:
    async with listed(tmp_path) as (app, pilot):
        await type_query(app, pilot, "text:/[/")
        assert r"a “[” is not closed: the sign itself is \[" in shown_by(app, app.main.hints)


async def test_a_wrong_query_keeps_the_list_and_says_what_is_wrong(tmp_path: Path) -> None:
    async with listed(tmp_path) as (app, pilot):
        await type_query(app, pilot, "finish:length")
        await type_query(app, pilot, "finish:length is:eror")
        assert rows(app) == ["b"]
        hints = shown_by(app, app.main.hints)
        assert "✗ is: does not know eror: perhaps is:error" in hints
        assert hints.rstrip().endswith("esc end")
        wrong = [span for span in app.main.search_box._value.spans if span.style]
        assert [(span.start, span.end) for span in wrong] == [(14, 21)] or wrong[0].end == 21
        await pilot.press("enter")
        assert "/finish:length · 1 of 6" in screen_text(app)


async def test_a_bare_word_that_is_a_value_says_so_and_tab_takes_it(tmp_path: Path) -> None:
    async with listed(tmp_path) as (app, pilot):
        await type_query(app, pilot, "length")
        assert "1 names" in line(app)
        assert "finish:length 1 tab" in line(app)
        await pilot.press("tab")
        await until(pilot, lambda: rows(app) == ["b"])
        assert app.main.search_box.value == "finish:length"


async def test_enter_takes_what_was_meant_where_nothing_is_left(tmp_path: Path) -> None:
    async with listed(tmp_path) as (app, pilot):
        await type_query(app, pilot, "429")
        await until(pilot, lambda: "0 names" in line(app))
        assert "status:429 1 ⏎" in line(app)
        await pilot.press("enter")
        await until(pilot, lambda: rows(app) == ["e"])
        assert app.main.search_box.is_open
        await pilot.press("enter")
        assert not app.main.search_box.is_open


async def test_a_word_of_no_name_is_looked_for_in_texts(tmp_path: Path) -> None:
    async with listed(tmp_path) as (app, pilot):
        await type_query(app, pilot, "idea")
        await until(pilot, lambda: "text:idea 1 ⏎" in line(app))
        await pilot.press("enter", "enter")
        await until(pilot, lambda: rows(app) == ["f"])


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("fini", "finish:"),
        ("-fini", "-finish:"),
        ("finish:le", "finish:length"),
        ("is:er", "is:error"),
        ("chunks:", "chunks:>=2"),
    ],
)
async def test_tab_completes_fields_and_values(typed: str, completed: str, tmp_path: Path) -> None:
    async with listed(tmp_path) as (app, pilot):
        await pilot.press("slash")
        app.post_message(events.Paste(typed))
        await until(pilot, lambda: completed in line(app))
        await pilot.press("tab")
        await until(pilot, lambda: app.main.search_box.value == completed)


async def test_a_value_that_is_whole_is_not_completed_to_a_longer_one(tmp_path: Path) -> None:
    async with listed(tmp_path) as (app, pilot):
        await type_query(app, pilot, "finish:stop")
        await until(pilot, lambda: "3 of 6" in line(app))
        assert "finish:stop_sequence" not in line(app)


async def test_words_become_a_text_search(tmp_path: Path) -> None:
    async with listed(tmp_path) as (app, pilot):
        await type_query(app, pilot, "weather")
        await pilot.press("ctrl+t")
        await until(pilot, lambda: rows(app) == ["a", "d", "f"])
        assert app.main.search_box.value == "text:weather"


async def test_up_and_down_go_through_earlier_queries(tmp_path: Path) -> None:
    async with listed(tmp_path) as (app, pilot):
        for query in ("test_cut", "test_last"):
            await type_query(app, pilot, query)
            await pilot.press("enter")
        await type_query(app, pilot, "x")
        for key, expected in (("up", "test_last"), ("up", "test_cut"), ("down", "test_last"), ("down", "x")):
            await pilot.press(key)
            await until(pilot, lambda: app.main.search_box.value == expected)  # noqa: B023


async def test_a_filter_survives_what_lands(tmp_path: Path) -> None:
    async with listed(tmp_path, watching=True) as (app, pilot):
        await type_query(app, pilot, "finish:length")
        await pilot.press("enter")
        (tmp_path / "g.json").write_text(dumped(chat("t/c.py::test_new", HI, stream("It ne", finish="length"))))
        (tmp_path / "h.json").write_text(dumped(chat("t/c.py::test_other", HI, stream("Done"))))
        await until(pilot, lambda: rows(app) == ["b", "g"])
        await until(pilot, lambda: "/finish:length · 2 of 8" in screen_text(app))


async def test_a_hit_is_quoted_opened_and_gone_on_from(tmp_path: Path) -> None:
    """The playhead stands on the chunk that completes the word, which more than one chunk brought."""
    async with listed(tmp_path) as (app, pilot):
        await type_query(app, pilot, "answer:eather")
        await until(pilot, lambda: rows(app) == ["a", "f"])
        await pilot.press("enter", "z")
        await until(pilot, lambda: "“The weather is fine today”" in screen_text(app))
        await pilot.press("z", "enter")
        await until(pilot, lambda: app.session.is_loaded and app.session.player.position == 2)
        assert "1 of 1 found" in screen_text(app)
        await pilot.press("n")
        await until(pilot, lambda: app.session.shown is not None and app.session.shown.path == "f.json")
        await until(pilot, lambda: app.session.player.position == 4)
        await pilot.press("N", "N")
        await until(pilot, lambda: app.session.shown is not None and app.session.shown.path == "a.json")


async def test_a_count_of_the_top_line_filters_and_ends_the_filter(tmp_path: Path) -> None:
    async with listed(tmp_path) as (app, pilot):
        top = shown_by(app, app.main.query_one("#top"))
        await pilot.click("#top", offset=(top.index("1 error"), 0))
        assert rows(app) == ["e"]
        await pilot.click("#top", offset=(top.index("1 error"), 0))
        assert len(rows(app)) == 6


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_facets_count_narrow_and_write_the_query(size: tuple[int, int], tmp_path: Path) -> None:
    async with listed(tmp_path, size=size) as (app, pilot):
        await pilot.press("F")
        await until(pilot, lambda: app.main.facets.has_focus and "get_weather" in shown_by(app, app.main.facets))
        assert "stop" in app.main.facets.line(1).text
        await pilot.press("enter")
        await until(pilot, lambda: rows(app) == ["a", "c", "f"])
        assert app.main.test_tree.filtering.query.text == "finish:stop"
        await until(pilot, lambda: "length" not in shown_by(app, app.main.facets))
        await pilot.press("enter")
        await until(pilot, lambda: len(rows(app)) == 6)
        await pilot.press("escape")
        assert app.main.test_tree.has_focus
        assert not app.main.facets.display


async def test_help_on_queries_is_reached_from_the_line_and_from_help(tmp_path: Path) -> None:
    async with listed(tmp_path) as (app, pilot):
        await pilot.press("slash", "x", "f1")
        await until(pilot, lambda: "part of the test's id" in screen_text(app))
        await pilot.press("escape", "y")
        assert app.main.search_box.value == "xy"
        await pilot.press("escape", "question_mark", "tab")
        await until(pilot, lambda: "part of the test's id" in screen_text(app))


async def test_a_value_that_no_recording_has_is_named_with_the_nearest(tmp_path: Path) -> None:
    async with listed(tmp_path) as (app, pilot):
        await type_query(app, pilot, "finish:lenght")
        assert "no finish is lenght: perhaps finish:length" in shown_by(app, app.main.hints)


async def test_an_expression_that_takes_too_long_is_stopped_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with listed(tmp_path) as (app, pilot):
        await type_query(app, pilot, "/[abc]/")
        await until(pilot, lambda: "of 6" in line(app))
        before = rows(app)
        monkeypatch.setattr(name_work, "SLICE_S", 0)
        monkeypatch.setattr("recview.text_terms.LIMIT_S", 0)
        await type_query(app, pilot, "/[def]/")
        assert "✗ it was stopped after 2 s" in shown_by(app, app.main.hints)
        monkeypatch.undo()
        await type_query(app, pilot, "/[abc]/")
        await until(pilot, lambda: rows(app) == before)
        assert "stopped" not in shown_by(app, app.main.hints)


async def test_an_expression_goes_on_between_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with listed(tmp_path) as (app, pilot):
        await type_query(app, pilot, "/nothing/")
        await until(pilot, lambda: "0 of 6" in line(app))
        slices: list[float] = []
        monkeypatch.setattr(name_work, "SLICE_S", 0)
        monkeypatch.setattr(name_work, "call_later", lambda seconds, work: slices.append(seconds))
        await type_query(app, pilot, "/[bcf]/")
        await until(pilot, lambda: bool(slices))
        assert "0 of 6" in line(app), "until then the list stays"
        monkeypatch.undo()
        app.main.test_tree.filtering.query.names._go_on()
        await until(pilot, lambda: "0 of 6" not in line(app))


async def test_a_letter_and_the_list_that_it_leaves_are_one_frame(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with listed(tmp_path) as (app, pilot):
        await pilot.press("slash")
        await pilot.pause(0.1)
        frames: list[set[object]] = []
        update_widgets = app.main._compositor.update_widgets

        def painted(widgets: set[Widget]) -> None:
            frames.append(set(widgets))
            update_widgets(widgets)

        monkeypatch.setattr(app.main._compositor, "update_widgets", painted)
        await pilot.press("z")
        await until(pilot, lambda: "0 of 6" in line(app))
        first = next(frame for frame in frames if app.main.search_box in frame)
        assert app.main.test_tree in first
