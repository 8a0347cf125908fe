"""What is written for each change adds up to the screen as it is when all of it is painted."""

from __future__ import annotations

from typing import Any

import pyte
import pytest
from textual.app import App
from textual.widget import Widget

from recview.tui.chat_view import ChatView
from recview.tui.tree_view import TreeView
from tests.tui.screens import opened, screen_text


class Written:
    """A terminal that gets the frames of an app."""

    def __init__(self, patch: pytest.MonkeyPatch, size: tuple[int, int]) -> None:
        self._screen = pyte.Screen(*size)
        self._stream = pyte.Stream(self._screen)
        patch.setattr(App, "_display", lambda app, screen, frame: self._write(app, frame))

    def _write(self, app: App[None], frame: Any) -> None:
        if frame is not None:
            self._stream.feed(frame.render_segments(app.console))

    @property
    def text(self) -> str:
        return "\n".join(self._screen.display)


KEYS = (
    "j",
    "j",
    "pagedown",
    "G",
    "g",
    "h",
    "l",
    "tab",
    "ctrl+d",
    "tab",
    "r",
    "s",
    "c",
    "v",
    "shift+tab",
    "z",
    "z",
    "4",
)


@pytest.mark.parametrize("size", [(120, 36), (100, 30), (80, 24)], ids=str)
async def test_frames_add_up_to_the_screen(monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]) -> None:
    written = Written(monkeypatch, size)
    async with opened(size=size, play=False) as (app, pilot):
        for key in KEYS:
            await pilot.press(key)
            await pilot.pause()
            assert written.text == screen_text(app), key


async def test_a_key_in_the_list_asks_no_other_pane_for_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(play=False) as (app, pilot):
        asked: list[Widget] = []
        render_lines = Widget.render_lines

        def recorded(widget: Widget, crop: Any) -> Any:
            asked.append(widget)
            return render_lines(widget, crop)

        monkeypatch.setattr(Widget, "render_lines", recorded)
        paint_lines = ChatView.render_lines

        def painted(view: ChatView, crop: Any) -> Any:
            asked.append(view)
            return paint_lines(view, crop)

        monkeypatch.setattr(ChatView, "render_lines", painted)
        # The first line of one pane and the last line of the screen: the box around them holds all panes.
        app.main.hints.show_notice("Saved", "text", None)
        await pilot.press("h")
        await pilot.pause()
        assert any(isinstance(widget, TreeView) for widget in asked)
        assert {widget.id for widget in asked} & {"chat", "transport", "request", "panes", "_default"} == set()
