"""Every theme of the toolkit serves: what has a meaning can be read in it."""

from __future__ import annotations

import pytest
from rich.color import Color
from textual.theme import BUILTIN_THEMES

from recview.tui.theme import DARK, LIGHT
from recview.tui.tree_view import TreeView
from tests.tui.screens import opened, screen_text

READABLE, FAINT = 3.0, 2.0
"""WCAG contrast ratios: for what is read, and for what is only there."""

STYLES = ("text", "bold", "title", "dim", "accent", "warning", "error", "tool", "key", "number", "active", "current")
STYLES_OF_CHANGES = ("removed", "added")


def luminance(color: Color) -> float:
    parts = [part / 255 for part in color.get_truecolor()]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(tree: TreeView, name: str) -> float:
    style = tree.style(name)
    assert style.color is not None
    assert style.bgcolor is not None
    low, high = sorted(map(luminance, (style.color, style.bgcolor)))
    return (high + 0.05) / (low + 0.05)


def drawn(tree: TreeView, row: int) -> list[tuple[str, object, object, object, object]]:
    """(text, foreground, background, reverse, underline) of each piece of a row, as it is sent."""
    return [
        (segment.text, style.color, style.bgcolor, bool(style.reverse), bool(style.underline))
        for segment in tree.render_line(row - tree.scroll_offset.y)
        if (style := segment.style) is not None and segment.text.strip()
    ]


@pytest.mark.parametrize("name", [*BUILTIN_THEMES, DARK.name, LIGHT.name])
async def test_everything_can_be_read_and_the_cursor_is_seen(name: str) -> None:
    async with opened(play=False, theme=name) as (app, pilot):
        tree = app.query_one(TreeView)
        assert "test_confidence" in screen_text(app)
        if not app.current_theme.ansi:  # otherwise it has the terminal's own colours
            can_be_read(tree)
        for focus in ("tree", "chat"):
            app.main.panes.go_to(focus)
            await pilot.pause()
            the_cursor_is_seen(tree)


def can_be_read(tree: TreeView) -> None:
    contrasts = {style: contrast(tree, style) for style in (*STYLES, *STYLES_OF_CHANGES)}
    assert {style: ratio for style, ratio in contrasts.items() if ratio < READABLE} == {}
    faint = {style: contrast(tree, style) for style in ("faint", "ghost")}
    assert {style: ratio for style, ratio in faint.items() if ratio < FAINT} == {}


def the_cursor_is_seen(tree: TreeView) -> None:
    row = tree.cursor_row
    others = [number for number in range(min(30, tree.line_count())) if number != row]
    marks = {(background, reverse, under) for _, _, background, reverse, under in drawn(tree, row)}
    plain = {
        (background, reverse, under) for other in others for _, _, background, reverse, under in drawn(tree, other)
    }
    assert not marks & plain
    for number in (row, *others):
        for text, color, background, _, _ in drawn(tree, number):
            assert color != background or "default" in str(color), f"{text!r} cannot be seen"
