"""The mouse selects what is under it, also behind emoji, and never half of one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ogx import chat, dumped, message, stream
from tests.tui.screens import opened

TEXT = "⚠️ warn 👨‍👩‍👧 family 👍🏽 end"


@pytest.mark.parametrize(
    ("first", "last", "selected"),
    [
        # From a column to before another one of the text, which is 2+6+2+8+2+4 cells wide.
        (0, 2, "⚠️"),
        (1, 3, "⚠️ "),
        (3, 7, "warn"),
        (8, 10, "👨‍👩‍👧"),
        (9, 12, "👨‍👩‍👧 f"),
        (11, 17, "family"),
        (18, 20, "👍🏽"),
        (19, 24, "👍🏽 end"),
    ],
)
async def test_what_is_under_the_mouse(tmp_path: Path, first: int, last: int, selected: str) -> None:
    (tmp_path / "a.json").write_text(dumped(chat("t.py::a", [message("user", TEXT)], stream("ok"))))
    async with opened(tmp_path, play=False) as (app, pilot):
        chat_view = app.main.panes.view("chat")
        row = next(row for row in range(chat_view.line_count()) if "warn" in chat_view.line(row).text)
        margin = chat_view.line(row).text.index("⚠")
        y = row - chat_view.scroll_offset.y
        await pilot.mouse_down("#chat", offset=(margin + first, y))
        await pilot.hover("#chat", offset=(margin + last - 1, y))
        await pilot.mouse_up("#chat", offset=(margin + last - 1, y))
        await pilot.pause()
        assert app.screen.get_selected_text() == selected
