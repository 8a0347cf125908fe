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

INKS = ("text", "bold", "title", "dim", "accent", "warning", "error", "tool", "key", "number", "active", "current")
INKS_OF_CHANGES = ("removed", "added")


def luminance(color: Color) -> float:
    parts = [part / 255 for part in color.get_truecolor()]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(tree: TreeView, ink: str) -> float:
    style = tree.ink(ink)
    assert style.color is not None
    assert style.bgcolor is not None
    low, high = sorted(map(luminance, (style.color, style.bgcolor)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", [*BUILTIN_THEMES, DARK.name, LIGHT.name])
async def test_everything_can_be_read(name: str) -> None:
    async with opened(play=False, theme=name) as (app, pilot):
        await pilot.pause()
        assert "test_a_conversation" in screen_text(app)
        if app.current_theme.ansi:
            return  # the terminal's own colours
        tree = app.query_one(TreeView)
        faint = {ink: contrast(tree, ink) for ink in ("faint", "ghost")}
        assert {ink: found for ink in (*INKS, *INKS_OF_CHANGES) if (found := contrast(tree, ink)) < READABLE} == {}
        assert {ink: found for ink, found in faint.items() if found < FAINT} == {}
