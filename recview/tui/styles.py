"""The styles that lines, bars and the transport are drawn in, by name: resolved once, from the style sheet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, cast

from rich.style import Style
from textual.content import Content
from textual.dom import DOMNode
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from recview.display.sanitize import sanitize
from recview.humanize import bounded

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen

STYLES = [
    "text",
    "bold",
    "title",
    "dim",
    "faint",
    "ghost",
    "accent",
    "warning",
    "error",
    "tool",
    "key",
    "number",
    "string",
    "removed",
    "added",
    "active",
    "lit",
    "word",
    "hit",
    "current",
    "cursor",
    "cursor-blurred",
    "probability-1",
    "probability-2",
    "probability-3",
]

_WITH_BACKGROUND = frozenset({"active", "lit", "hit", "current", "cursor", "cursor-blurred", *STYLES[-3:]})
"""Styles that keep their background where they are laid over others."""


class NamedStyles:
    """The styles of `STYLES`, each resolved against the style sheet when it is first asked for.

    As component classes of a screen, the toolkit would resolve all of them whenever a class of the screen changes.

    Attributes:
        version: How often they changed.
    """

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self._styles: dict[str, Style] = {}
        self._overlays: dict[str, Style] = {}
        self.version = 0

    def style(self, name: str) -> Style:
        """A style by its name in `STYLES`, with its background."""
        if name not in self._styles:
            node = DOMNode(classes=f"style--{name}")
            node._attach(self._screen)
            self._screen.app.stylesheet.apply(node)
            self._styles[name] = node.rich_style
        return self._styles[name]

    def overlay(self, name: str) -> Style:
        """A style to lay over another one: it keeps only what replaces that of the style below."""
        if name not in self._overlays:
            full = self.style(name)
            self._overlays[name] = Style(
                color=None if name.startswith(("cursor", "probability", "lit", "word")) else full.color,
                bgcolor=full.bgcolor if name in _WITH_BACKGROUND else None,
                bold=full.bold or None,
                dim=full.dim or None,
                reverse=full.reverse or None,
                underline=full.underline or None,
                strike=full.strike or None,
            )
        return self._overlays[name]

    def clear(self) -> None:
        """Forget them, as the theme changed."""
        self._styles.clear()
        self._overlays.clear()
        self.version += 1


class StyledWidget(Widget):
    """A widget that draws itself in named styles, those of the screen under all others."""

    @cached_property
    def named_styles(self) -> NamedStyles:
        """The styles."""
        return cast("MainScreen", self.app.screen_stack[0]).named_styles

    def style(self, name: str) -> Style:
        """A style by its name in `STYLES`, with its background."""
        return self.named_styles.style(name)

    def overlay(self, name: str) -> Style:
        """A style to lay over another one: it keeps only what replaces that of the style below."""
        return self.named_styles.overlay(name)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What the toolkit does to each line: named styles have the theme's colours, in no need of translation."""
        return [each for each in super().get_line_filters() if not isinstance(each, ANSIToTruecolor)]


def set_border_title(widget: Widget, title: str | None, subtitle: str | None) -> None:
    """Set the text in a widget's upper border and in its lower one; None for no text."""
    _set_border(widget, "border_title", title)
    _set_border(widget, "border_subtitle", subtitle)


def set_border_subtitle(widget: Widget, subtitle: str | None) -> None:
    """Set the text in a widget's lower border; None for no text."""
    _set_border(widget, "border_subtitle", subtitle)


def _set_border(widget: Widget, name: str, text: str | None) -> None:
    """Set a border's text, neutralised, unless it is there, and draw that row: the toolkit would draw all of them."""
    content = Content(sanitize(bounded(text))) if text is not None else None
    if getattr(widget, name) == (content.markup if content else None):
        return
    setattr(widget, f"_{name}", content)
    width, height = widget.outer_size
    row = Region(0, 0 if name == "border_title" else height - 1, width, 1)
    # The toolkit counts from the content's first cell.
    widget.refresh(*([row.translate(-widget.content_offset)] if height else []))
