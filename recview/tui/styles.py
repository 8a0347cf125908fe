"""The styles that lines, bars and the transport are drawn in, by name: resolved once, from the style sheet."""

from __future__ import annotations

from rich.style import Style
from textual.content import Content
from textual.widget import Widget

from recview.display.sanitize import sanitize
from recview.humanize import bounded

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
    "hit",
    "current",
    "cursor",
    "cursor-blurred",
    "probability-1",
    "probability-2",
    "probability-3",
]

# Inks that bring a background of their own where they are laid over others.
_MARKS = frozenset({"active", "hit", "current", "cursor", "cursor-blurred", *STYLES[-3:]})


class StyledWidget(Widget):
    """A widget that draws itself in inks."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._inks: dict[str, Style] = {}

    def style(self, name: str) -> Style:
        """A style by name, with its background."""
        if name not in self._inks:
            self._inks[name] = self.app.screen_stack[0].get_component_rich_style(f"ink--{name}")
        return self._inks[name]

    def over(self, name: str) -> Style:
        """A style to lay over another: only marks bring a background of their own."""
        key = f"over {name}"
        if key not in self._inks:
            full = self.style(name)
            self._inks[key] = Style(
                color=None if name.startswith(("cursor", "probability")) else full.color,
                bgcolor=full.bgcolor if name in _MARKS else None,
                bold=full.bold or None,
                dim=full.dim or None,
                reverse=full.reverse or None,
                underline=full.underline or None,
                strike=full.strike or None,
            )
        return self._inks[key]

    def notify_style_update(self) -> None:
        """The theme changed: forget the styles."""
        super().notify_style_update()
        self._inks.clear()


def set_border_title(widget: Widget, title: str | None, subtitle: str | None) -> None:
    """Say something in a widget's border."""
    _set_border(widget, "border_title", title)
    _set_border(widget, "border_subtitle", subtitle)


def set_border_subtitle(widget: Widget, subtitle: str | None) -> None:
    """Say something in the lower border alone."""
    _set_border(widget, "border_subtitle", subtitle)


def _set_border(widget: Widget, name: str, words: str | None) -> None:
    """Set a border's words, neutralised; the toolkit would draw the whole widget again for the same ones."""
    content = Content(sanitize(bounded(words))) if words is not None else None
    if getattr(widget, name) != (content.markup if content else None):
        setattr(widget, name, content)
