"""recview's own colours, dark and light. One accent for focus and playhead; each other hue has one meaning.

secondary is tool calls, warning what is unusual, error what failed, success numbers and words in JSON. Any theme of
Textual's serves as well: the style sheet names only its variables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.theme import BUILTIN_THEMES, Theme

if TYPE_CHECKING:
    from recview.tui.terminal_app import TerminalApp

__all__ = ["BUILTIN_THEMES", "DARK", "LIGHT", "begin_with", "theme_names"]


def _own(accent: str, tool: str, warning: str, error: str, success: str, quiet: str) -> dict[str, str]:
    """The colours of text; in other themes they are the toolkit's, tinted until they can be read on the background."""
    return {
        "block-cursor-text-style": "none",
        "border": accent,
        "border-blurred": quiet,
        "text-primary": accent,
        "text-secondary": tool,
        "text-warning": warning,
        "text-error": error,
        "text-success": success,
    }


DARK = Theme(
    name="recview-dark",
    primary="#6cb6ff",
    secondary="#c79bf2",
    accent="#6cb6ff",
    warning="#e3b341",
    error="#f4736b",
    success="#8ccf9a",
    foreground="#d7dde5",
    background="#0e1116",
    surface="#0e1116",
    panel="#1a2028",
    dark=True,
    variables=_own("#6cb6ff", "#c79bf2", "#e3b341", "#f4736b", "#8ccf9a", "#2a323d"),
)

LIGHT = Theme(
    name="recview-light",
    primary="#0a5fc2",
    secondary="#7d3fc4",
    accent="#0a5fc2",
    warning="#8f6000",
    error="#c0302a",
    success="#1b7a3d",
    foreground="#22272e",
    background="#fcfbf8",
    surface="#fcfbf8",
    panel="#eeece6",
    dark=False,
    variables=_own("#0a5fc2", "#7d3fc4", "#8f6000", "#c0302a", "#1b7a3d", "#d3cfc4"),
)


def theme_names() -> list[str]:
    """The names of all themes, in their order."""
    return sorted({*BUILTIN_THEMES, DARK.name, LIGHT.name})


def begin_with(app: TerminalApp, theme: str | None) -> None:
    """Give an app that is being made recview's themes, and one to begin with; None for recview's own."""
    for own in (DARK, LIGHT):
        app.register_theme(own)
    app.has_theme = True
    if theme in app.available_themes and theme is not None and theme != DARK.name:
        app.theme = theme
    else:
        # Textual begins dark, and there is nothing to restyle yet: assigning the theme would have every style sheet
        # parsed once more.
        app.set_reactive(App.theme, DARK.name)
        app.update_classes({f"-theme-{DARK.name}": True, "-dark-mode": True}, update=False)
    if not app.theme_variables:
        app.stylesheet.set_variables(app.get_css_variables())
