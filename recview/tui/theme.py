"""recview's own colours, dark and light. One accent for focus and playhead; each other hue has one meaning.

secondary is tool calls, warning what is unusual, error what failed, success numbers and words in JSON. Any theme of
Textual's serves as well: the style sheet names only its variables.
"""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES, Theme

__all__ = ["BUILTIN_THEMES", "DARK", "LIGHT"]

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
    variables={"block-cursor-text-style": "none", "border": "#6cb6ff", "border-blurred": "#2a323d"},
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
    variables={"block-cursor-text-style": "none", "border": "#0a5fc2", "border-blurred": "#d3cfc4"},
)
