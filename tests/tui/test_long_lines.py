"""A line of a million characters costs what is visible of it, wherever it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.geometry import Offset
from textual.selection import Selection

from recview.display.hits import MOST_HITS
from recview.tui import line_painter, line_painting
from recview.tui.json_view import JsonView
from recview.tui.line_view import LineView
from tests.ogx import chat, chunk, delta, dumped, message, stream
from tests.tui.screens import opened, screen_text

SIZE = 1_000_000
ASCII = ("lorem ipsum dolor " * (SIZE // 18))[: SIZE - 6] + "needle"
WIDE = ("größe 中文 👍🏽 dolor " * (SIZE // 18))[: SIZE - 6] + "needle"
TEXTS = pytest.mark.parametrize("text", [ASCII, WIDE], ids=["ascii", "wide"])


def in_request(text: str) -> str:
    return dumped(chat("t.py::a", [message("user", text)], stream("ok")))


def in_a_chunk(text: str) -> str:
    return dumped(chat("t.py::a", [message("user", "Hi")], stream("ok ", text)))


def in_arguments(text: str) -> str:
    call = {"index": 0, "id": "c", "function": {"name": "f", "arguments": text}, "type": "function"}
    return dumped(chat("t.py::a", [message("user", "Hi")], [chunk(delta(tool_calls=[call]))]))


def in_names(text: str) -> str:
    call = {"index": 0, "id": "c", "function": {"name": text, "arguments": "{}"}, "type": "function"}
    # A file is known by its first bytes: its test id is not that long.
    return dumped(chat(f"t.py::{text[:500]}", [message("user", "Hi")], [chunk(delta(tool_calls=[call]))]))


PLACES = pytest.mark.parametrize("place", [in_request, in_a_chunk, in_arguments, in_names])


class Looked:
    """Counts the characters that painting looked at."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.characters = 0
        genuine = line_painting.segments
        for name in ("recview.display.line_part", "recview.display.tree_line", "recview.tui.styles"):
            module = __import__(name, fromlist=["sanitize"])
            monkeypatch.setattr(module, "sanitize", self._counted(module.sanitize))
        monkeypatch.setattr(line_painter, "segments", self._counted(genuine))

    def _counted(self, function: Callable[..., object]) -> Callable[..., object]:
        def counted(text: str, *arguments: object) -> object:
            self.characters += len(text)
            return function(text, *arguments)

        return counted


@pytest.mark.slow
@TEXTS
@PLACES
async def test_painting_looks_at_what_is_visible(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: Callable[[str], str], text: str
) -> None:
    (tmp_path / "a.json").write_text(place(text))
    async with opened(tmp_path, play=False) as (app, pilot):
        looked = Looked(monkeypatch)
        for side in ("r", "s", "c", "v"):
            await pilot.press(side, "tab", "tab", "plus", "w")
            await pilot.pause()
            for view in app.screen.query(LineView):
                if not view.is_on_screen or not view.size.height:
                    continue
                looked.characters = 0
                view.painter._painted.clear()
                for y in range(view.size.height):
                    view.render_line(y)
                assert looked.characters
                assert looked.characters <= 12 * view.size.height * (view.room + 300), (side, view.id)
            await pilot.press("w", "escape")


@TEXTS
async def test_a_long_line_is_found_in_selected_and_scrolled(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(in_request(text))
    async with opened(tmp_path, play=False) as (app, pilot):
        await pilot.press("r", "tab", "tab", "plus")
        await pilot.pause()
        view = app.query_one("#request", JsonView)
        view.finder.begin()
        view.finder.find("needle")
        await pilot.pause()
        marked = [
            view.line(row).text[start:end] for row in (view.cursor_row,) for start, end, _ in view.finder.spans_on(row)
        ]
        assert "".join(marked) in ("needle", "needle"[: len("".join(marked))])
        assert view.scroll_offset.y <= view.cursor_row < view.scroll_offset.y + view.size.height
        view.finder.forget()
        selected = view.get_selection(Selection(Offset(0, 0), None))
        assert selected
        assert text in selected[0]
        await pilot.press("w")
        await pilot.pause()
        assert view.virtual_size.width >= min(len(text), 1_000_000)
        view.scroll_to(x=5_000, animate=False, force=True)
        await pilot.pause()
        long_row = next(row for row in range(view.line_count()) if len(view.line(row).text) > SIZE // 2)
        shown = "".join(segment.text for segment in view.render_line(long_row - view.scroll_offset.y))
        assert shown.strip()[3:-3].strip() in text


@pytest.mark.parametrize("filler", ["x", "中"])
async def test_a_hit_far_to_the_right_is_scrolled_to(tmp_path: Path, filler: str) -> None:
    (tmp_path / "a.json").write_text(in_request(f"{filler * 30_000}needle{filler * 30_000}"))
    async with opened(tmp_path, play=False) as (app, pilot):
        await pilot.press("r", "tab", "tab", "plus", "w", "slash", *"needle", "enter")
        await pilot.pause()
        assert "needle" in screen_text(app).partition("x" if filler == "x" else "中")[2]
        assert app.query_one("#request", JsonView).scroll_offset.x > 10_000


async def test_a_page_of_hits_is_marked_without_looking_at_all(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(in_request("o" * SIZE))
    async with opened(tmp_path, play=False) as (app, pilot):
        await pilot.press("r", "tab", "tab", "plus")
        await pilot.pause()
        view = app.query_one("#request", JsonView)
        view.finder.begin()
        view.finder.find("o")
        assert len(view.finder.hits) == MOST_HITS
        assert "no more" in view.finder.note
        assert len(view.finder.spans_on(view.cursor_row)) <= view.room
        await pilot.press("w")
        row = next(row for row in range(view.line_count()) if len(view.line(row).text) > SIZE // 2)
        assert len(view.finder.spans_on(row, 100, 140)) == 40


async def test_a_hit_that_goes_on_over_rows_is_marked_on_each(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(in_request("needles" * 18_000))
    async with opened(tmp_path, play=False) as (app, pilot):
        await pilot.press("r", "tab", "tab", "plus")
        await pilot.pause()
        view = app.query_one("#request", JsonView)
        view.finder.begin()
        view.finder.find("needles")
        for row in range(view.cursor_row + 1, view.cursor_row + 5):
            text = view.line(row).text
            marked = {at for start, end, _ in view.finder.spans_on(row) for at in range(start, end)}
            assert "".join(text[at] for at in sorted(marked)) == text.strip()
            assert len(text.strip()) % 7, "the rows end where the needles do: the test shows nothing"
