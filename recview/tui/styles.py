"""The styles that lines, bars and the transport are drawn in, by name: resolved once, from the style sheet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, cast

from rich.style import Style
from textual.content import Content
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from recview.display.sanitize import sanitize
from recview.humanize import bounded

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen

STYLES = {
    "text": "$foreground",
    "bold": "bold $foreground",
    "title": "bold $foreground",
    "dim": "$text-muted",
    "faint": "$text-disabled",
    "ghost": "$text-disabled",
    "accent": "bold $text-primary",
    "warning": "$text-warning",
    "error": "$text-error",
    "tool": "$text-secondary",
    "key": "$text-primary",
    "number": "$text-success",
    "string": "$foreground 84%",
    "removed": "strike $text-error",
    "added": "underline $text-success",
    "active": "bold $text on $primary",
    "lit": "on $primary 16%",
    "word": "underline",
    "hit": "on $warning 35%",
    "current": "bold $text on $warning",
    "cursor": "on $primary 22%",
    "cursor-blurred": "on $foreground 9%",
    "probability-1": "on $warning 16%",
    "probability-2": "on $warning 38%",
    "probability-3": "on $error 52%",
}
"""By name, as the toolkit writes styles in markup. Only variables of the theme are named, so that any theme serves."""

_ANSI_STYLES = {
    "dim": "dim $text-muted",
    "faint": "dim $text-disabled",
    "string": "ansi_default",
    "ghost": "dim $text-disabled",
    "active": "bold ansi_black on ansi_blue",
    # A background of its own would be that of every piece in the same colour, and hide it.
    "cursor": "reverse on ansi_default",
    "cursor-blurred": "underline on $foreground 9%",
    "lit": "underline on ansi_default",
    "word": "bold underline",
    "hit": "ansi_black on ansi_yellow",
    "current": "bold ansi_black on ansi_bright_yellow",
    "probability-1": "on ansi_yellow",
    "probability-2": "on ansi_bright_yellow",
    "probability-3": "on ansi_red",
}
"""Those that differ in a theme of the terminal's own colours."""

_PROBABILITIES = ("probability-1", "probability-2", "probability-3")
_WITH_BACKGROUND = frozenset({"active", "lit", "hit", "current", "cursor", "cursor-blurred", *_PROBABILITIES})
"""Styles that keep their background where they are laid over others."""


class NamedStyles:
    """The styles of `STYLES`, each resolved when it is first asked for.

    As rules of the style sheet they would be a third of it, which every start parses before its first frame.

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
            self._styles[name] = self._resolved(name)
        return self._styles[name]

    def _resolved(self, name: str) -> Style:
        """A style in the colours of the theme, on the background of the screen."""
        app = self._screen.app
        text = (app.native_ansi_color and _ANSI_STYLES.get(name)) or STYLES[name]
        # Variables are put in here, since the toolkit would lose the percentage of `auto 60%`.
        given = app.stylesheet.parse_style(" ".join(map(self._value, text.split())))
        *_, background, color = self._screen.colors
        if given.background is not None:
            background += given.background
        if given.foreground is not None:
            color = given.foreground
        if color.auto:
            color = background.get_contrast_text(color.a)
        colors = Style(color=(background + color).rich_color, bgcolor=background.rich_color)
        return given.rich_style.without_color + colors

    def _value(self, word: str) -> str:
        """A word of a style, and for a variable its value in the theme."""
        return self._screen.app.theme_variables[word[1:]] if word.startswith("$") else word

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
