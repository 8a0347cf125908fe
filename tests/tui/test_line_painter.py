"""Rows are painted again only if they are others; the character under the mouse is found on each."""

from __future__ import annotations

import pytest
from textual.geometry import Offset, Region
from textual.strip import Strip

from recview.tui.line_view import LineView
from tests.tui.screens import choose, opened


def painted(view: LineView) -> list[Strip]:
    return view.render_lines(Region(0, 0, *view.region.size))


async def test_a_row_keeps_its_picture_until_it_is_another() -> None:
    # Without checks: a mark that arrives between two pictures is another row, too.
    async with opened(play=False) as (app, pilot):
        tree = app.main.test_tree
        before = painted(tree)
        assert [strip.cell_length for strip in before] == [tree.region.width] * tree.region.height
        inside = slice(1, tree.region.height - 1)
        assert all(one is other for one, other in zip(before[inside], painted(tree)[inside], strict=True))
        row = tree.cursor_row
        await pilot.press("j")
        await pilot.pause()
        after = painted(tree)
        others = [y for y in range(1, tree.region.height - 1) if after[y] is not before[y]]
        assert others == [1 + row, 1 + tree.cursor_row]


async def test_a_hit_is_painted_and_no_longer_once_it_is_forgotten() -> None:
    async with opened(play=False) as (app, _):
        chat = app.main.chat
        before = painted(chat)
        word = next(word for row in range(chat.line_count()) for word in chat.line(row).text.split() if word.isalpha())
        chat.finder.find(word)
        assert [list(strip) for strip in painted(chat)] != [list(strip) for strip in before]
        chat.finder.forget()
        assert [list(strip) for strip in painted(chat)] == [list(strip) for strip in before]


@pytest.mark.parametrize("x", [3, 9, 20])
async def test_the_character_under_the_mouse_is_found(x: int) -> None:
    async with opened(play=False) as (app, pilot):
        await choose(app, pilot, "parallel")
        chat = app.main.chat
        y = next(y for y in range(chat.size.height) if len(chat.line(y + chat.scroll_offset.y).text) > 30)
        found, offset = app.screen.get_widget_and_offset_at(chat.region.x + x, chat.region.y + y)
        assert (found, offset) == (chat, Offset(x, y + chat.scroll_offset.y))
