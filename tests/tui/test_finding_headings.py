"""Find sees what the eye sees: headings, tool names, call ids, what stands at their right; and endings."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from tests.ogx import chat, chunk, delta, dumped, message
from tests.tui.screens import opened, screen_text

pytestmark = pytest.mark.slow

CALL = {"id": "call_77", "type": "function", "function": {"name": "get_weather", "arguments": '{"city": "Oslo"}'}}
SENT = [
    message("system", "Be brief"),
    message("user", "Hi"),
    {"role": "assistant", "content": None, "tool_calls": [CALL]},
    {"role": "tool", "tool_call_id": "call_77", "content": "rain"},
]


def piece(**more: object) -> dict[str, object]:
    return chunk(delta(tool_calls=[{"index": 0, "type": "function", **more}]))


ANSWER = [
    chunk(delta(content="Let me see.")),
    piece(id="call_88", function={"name": "get_umbrella", "arguments": '{"day": '}),
    piece(function={"name": None, "arguments": '"today"}'}),
    chunk({"index": 0, "delta": {}, "finish_reason": "tool_calls"}),
]


NEEDLES = [
    ("get_weather", 1, 0),
    ("call_77", 2, 0),
    ("SYSTEM", 1, 0),
    ("user", 1, 0),
    ("chunks, streamed", 1, 0),
    ("get_umbrella", 1, 2),
    ("call_88", 1, 2),
    ("tool_calls", 1, 4),
    ("nowhere", 0, 0),
]
"""What is looked for, how often it is there, and at which position of the replay the first one is."""


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_headings_are_found(size: tuple[int, int], tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(dumped(chat("t.py::a", SENT, ANSWER)))
    async with opened(tmp_path, size, play=False) as (app, pilot):
        await pilot.press("enter")
        for needle, count, position in NEEDLES:
            await pilot.press("circumflex_accent", "g", "slash")
            app.post_message(events.Paste(needle))
            await pilot.press("enter")
            await pilot.pause()
            view = app.main.panes.view("chat")
            marked = [
                view.line(row).text[start:end].lower()
                for row in range(view.line_count())
                for start, end, _ in view.finder.spans_on(row)
            ]
            assert marked == [needle.lower()] * count
            assert app.session.player.position == position, needle
            assert (needle.lower() in screen_text(app).lower().replace(f"/{needle.lower()}", "")) == (count > 0)
            await pilot.press("escape")
            await pilot.pause()
