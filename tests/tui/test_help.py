"""Help begins with the marks and the focused pane's keys, moves once, and can be searched."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual import events

from recview.tui.commands import GROUPS, SCREENS, Where, commands_of_screen, is_move
from recview.tui.help_lines import LEGEND, REVIEW_LEGEND, help_lines, help_parts, matching
from tests.tui.screens import opened, screen_text


@pytest.mark.parametrize(("screen", "where"), [(screen, where) for screen, views in SCREENS.items() for where in views])
@pytest.mark.parametrize("width", [30, 76, 99, 100, 146])
def test_every_key_is_there_and_moving_keys_once(screen: Where, where: Where, width: int) -> None:
    parts = help_parts(where, screen=screen)
    assert [part.title for part in parts[:2]] == ["Marks", GROUPS[where]]
    assert sum(row[0] == "PgUp ^b" for part in parts for row in part.rows) == 1
    rows = {row for part in parts for row in part.rows}
    own = [command for command in commands_of_screen(screen) if command.shown and not is_move(command)]
    assert rows >= {(command.shown, command.does) for command in own}
    lines = help_lines(parts, width, GROUPS[screen])
    assert max(cell_len(line.text) for line in lines) <= width
    words = " ".join(" ".join(line.text.split()) for line in lines)
    assert all(marks.split()[0] in words for marks, _ in (LEGEND if screen == "app" else REVIEW_LEGEND))
    assert all(line.text[start:end].strip() for line in lines for start, end, style in line.spans if style == "title")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ghost", ["u"]),
        ("GHOST unplayed", ["u"]),
        ("playhead", ["▌", "c"]),
        ("marks gone", ["+ − ="]),
        ("pgup", ["PgUp ^b"]),
        ("nowhere", []),
    ],
)
def test_search(typed: str, expected: list[str]) -> None:
    assert [row[0] for part in matching(help_parts("tree"), typed) for row in part.rows] == expected


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 10)])
async def test_typing_filters_and_escape_goes_back(size: tuple[int, int]) -> None:
    async with opened(size=size) as (app, pilot):
        await pilot.press("question_mark")
        await pilot.pause()
        assert "Marks" in screen_text(app)
        await pilot.press(*"ghost")
        await pilot.pause()
        shown = screen_text(app)
        assert "Show the unplayed" in shown
        assert "Twice as fast" not in shown
        await pilot.press("backspace", "escape")
        await pilot.pause()
        assert "type to search" in screen_text(app)
        await pilot.press("slash", *"quit", "space", *"zzz")
        await pilot.pause()
        assert "Nothing matches" in screen_text(app)
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert len(app.screen_stack) == 1


@pytest.mark.parametrize("key", ["escape", "q", "question_mark", "f1"])
async def test_keys_that_close_it(key: str) -> None:
    async with opened() as (app, pilot):
        await pilot.press("tab", "question_mark", key)
        await pilot.pause()
        assert len(app.screen_stack) == 1
        assert app.main.panes.focused == "chat"


async def test_the_focused_pane_comes_first() -> None:
    async with opened(size=(80, 40), play=False) as (app, pilot):
        for keys, title in ((["tab"], "conversation"), (["r", "tab"], "JSON"), (["v"], "raw file")):
            app.main.panes.go_to("tree")
            await pilot.press(*keys)
            if app.main.panes.focused == "tree":
                app.main.panes.go_to("side")
            await pilot.press("question_mark")
            await pilot.pause()
            shown = screen_text(app)
            pane = {"chat": "conversation", "side": title}[app.main.panes.focused]
            assert f"In the {pane}" in shown or f"In {pane}" in shown
            await pilot.press("escape")


async def test_what_is_pasted_filters_and_never_reaches_the_screen_raw() -> None:
    async with opened(size=(80, 24)) as (app, pilot):
        await pilot.press("question_mark")
        await pilot.pause()
        app.screen.query_one("#help").post_message(events.Paste("ghost\nsecond line"))
        await pilot.pause()
        assert "/ ghost▏ 1 row" in screen_text(app)
        app.screen.query_one("#help").post_message(events.Paste("\u3164\U000e0100\u202e"))
        await pilot.pause()
        assert "Nothing matches" in screen_text(app)
        assert not {"\u3164", "\U000e0100", "\u202e"} & set(screen_text(app))


async def test_keys_reach_it_after_a_click_beside_the_terminal() -> None:
    async with opened(size=(40, 10)) as (app, pilot):
        await pilot.press("question_mark")
        await pilot.pause()
        app.screen.set_focus(None)
        await pilot.press(*"ghost")
        await pilot.pause()
        assert "/ ghost▏ 1 row" in screen_text(app)
        await pilot.press("escape", "q")
        await pilot.pause()
        assert len(app.screen_stack) == 1
